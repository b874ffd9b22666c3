import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { NO_SPEECH } from '../dialect/speech.ts'
import { isObject } from '../json.ts'
import { knownDialects, loadDialect } from './dialect-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-dialect-'))
})
afterAll(() => rm(folder, { recursive: true }))

const yaml = async (file: string): Promise<Record<string, unknown>> => {
  const { value } = parseSource(await readFile(file, 'utf8'), file)
  if (!isObject(value)) throw new Error(`${file} is no mapping`)
  return value
}

it('the dialects that come with greenroom are the files for them, without their schema', async () => {
  expect(await knownDialects()).toEqual(['neuron-meet'])
})

describe('a dialect', () => {
  it('that comes with greenroom is known by its name, and its schema takes it', async () => {
    const target = await yaml('contract-tests/target.schema.yaml')
    const ajv = new Ajv2020({ allowUnionTypes: true })
    ajv.addSchema({ ...target, $id: 'file:///contract-tests/target.schema.yaml' })
    const own = await yaml('specs/dialects/dialect.schema.yaml')
    const takes = ajv.compile({ ...own, $id: 'file:///specs/dialects/dialect.schema.yaml' })
    for (const name of await knownDialects()) {
      expect((await loadDialect(name)).speech.says).not.toEqual({})
      expect(takes(await yaml(`specs/dialects/${name}.yaml`))).toBe(true)
    }
    expect(takes({ socket: { speaks: { sais: {} } } })).toBe(false)
  })

  it('may be in a target file, whose other entries are left alone', async () => {
    const { speech: _, ...named } = await loadDialect('neuron-meet')
    const { speech, ...said } = await loadDialect('contract-tests/targets/meeting-rooms-product.yaml')
    expect([said, speech]).toEqual([named, NO_SPEECH])
  })

  it('in a file is found from a folder, and each fault has its line', async () => {
    await writeFile(join(folder, 'own.yaml'), 'socket:\n  events: { join-room: enter }\n')
    expect((await loadDialect('own.yaml', folder)).events).toEqual({ 'join-room': 'enter' })
    expect((await loadDialect(join(folder, 'own.yaml'), 'elsewhere')).events).toEqual({ 'join-room': 'enter' })
    await writeFile(join(folder, 'short.yml'), 'socket:\n  events: { join-room: come }\n')
    expect((await loadDialect('short.yml', folder)).events).toEqual({ 'join-room': 'come' })
    await writeFile(join(folder, 'own.yaml'), 'socket:\n  speaks:\n    relay: {}\n')
    await expect(loadDialect('./own.yaml', folder)).rejects.toThrow(/own\.yaml:3: there is no entry relay$/)
    const none = {
      message: expect.stringMatching(/own\.yaml:1: the file has no entry socket$/),
      fix: 'Add one, as docs/dialects.md describes.',
    }
    for (const text of ['url: https://x.org\n', 'socket:\n', 'socket: neuron-meet\n', 'text', 'null']) {
      await writeFile(join(folder, 'own.yaml'), text)
      await expect(loadDialect('own.yaml', folder)).rejects.toMatchObject(none)
    }
    for (const name of ['none.yaml', 'none.yml', './none', '.\\none'])
      await expect(loadDialect(name, folder)).rejects.toMatchObject({
        message: `${join(folder, name)}: cannot be read`,
        fix: 'Name a readable file, or a dialect that comes with greenroom.',
      })
  })

  it('that nobody knows is refused with those that there are', async () => {
    await expect(loadDialect('neuron-met')).rejects.toMatchObject({
      message: 'there is no dialect neuron-met',
      fix: 'Did you mean neuron-meet? Known: neuron-meet. Or name a file: ./my-dialect.yaml.',
    })
    await expect(loadDialect('x'.repeat(61))).rejects.toMatchObject({
      message: `there is no dialect ${'x'.repeat(60)}`,
      fix: 'Known: neuron-meet. Or name a file: ./my-dialect.yaml.',
    })
  })
})
