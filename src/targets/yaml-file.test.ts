import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadYaml } from './yaml-file.ts'
import { membersOf, placeOf } from './yaml-value.ts'

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-yaml-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'target.yaml')
  await writeFile(file, text)
  return file
}

it('a file is read as UTF-8, and its values know their lines', async () => {
  const whole = await loadYaml(await fileOf('# a comment\nname: Zoë\n'), 'unused')
  expect(whole.value).toEqual({ name: 'Zoë' })
  const name = membersOf(whole, 'key').get('name')
  expect(name && placeOf(name)).toMatch(/target\.yaml:2$/)
  expect(whole.origin.isShared).toBe(true)
})

it('one that is not UTF-8 is a Fault with the line', async () => {
  const file = await fileOf('')
  await writeFile(file, Buffer.from('url: http://127.0.0.1\nname: "\xff\xfe"\n', 'latin1'))
  const message = `${relative(process.cwd(), file)}:2: is not encoded in UTF-8`
  await expect(loadYaml(file, 'unused')).rejects.toThrow(expect.objectContaining({ name: 'Fault', message }))
})

it('one that cannot be read is a Fault that says what the caller advises', async () => {
  const none = join(tmpdir(), 'greenroom-no-such-folder', 'target.yaml')
  await expect(loadYaml(none, 'Write one with greenroom verify --init.')).rejects.toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: `${none}: cannot be read`,
      fix: 'Write one with greenroom verify --init.',
      cause: expect.objectContaining({ code: 'ENOENT' }),
    }),
  )
})

it('invalid YAML is a Fault with file and line', async () => {
  const file = await fileOf('name: x\nlist: [1, 2\nmore: {')
  await expect(loadYaml(file, 'unused')).rejects.toThrow(
    expect.objectContaining({ name: 'Fault', message: expect.stringMatching(/target\.yaml:\d+/) }),
  )
})
