import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadDocument, type Document } from '../contract/read/load.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { readOwnSeed } from './read.ts'

let folder: string
let schema: Document
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-own-seed-'))
  schema = await loadDocument('fixtures/own-seed.schema.yaml')
})
afterAll(() => rm(folder, { recursive: true }))

async function read(name: string, text: string): Promise<Seed> {
  const path = join(folder, name)
  await writeFile(path, text)
  return readOwnSeed(path, schema)
}

it.each([
  ['rooms.yaml', 'people: [{ username: ann }]'],
  ['rooms.yml', 'people:\n  - username: ann\n'],
  ['rooms.JSON', '{"people":[{"username":"ann"}]}'],
])('%s is a seed with its name', async (name, text) => {
  expect(await read(name, text)).toMatchObject({
    name: 'rooms',
    people: [{ id: 'ann', username: 'ann', name: 'ann', role: 'user' }],
  })
})

it('a folder before it is not in its name, also as Windows writes one', async () => {
  expect((await read('ours\\rooms.yaml', '{}')).name).toBe('rooms')
})

it('keeps what else is in the name of the file', async () => {
  expect((await read('our.rooms.v2.yaml', '{}')).name).toBe('our.rooms.v2')
})

it('is refused under the name of another seed', async () => {
  await expect(read('empty.yaml', '{}')).rejects.toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: expect.stringMatching(/empty\.yaml: there is a seed empty already$/),
      fix: 'Rename the file.',
    }),
  )
})

it.each([
  [
    'a word that the schema does not know',
    'people: []\npeple: []',
    /rooms\.yaml:2: the file contains the unknown word peple$/,
  ],
  ['a word that names nothing', 'people:\n  - username: ann\n    role: bos', /rooms\.yaml:3: there is no role bos$/],
  ['nothing', '', /rooms\.yaml/],
  ['a list', '[]', /rooms\.yaml/],
])('is refused with file and line for %s', async (_, text, message) => {
  await expect(read('rooms.yaml', text)).rejects.toThrow(
    expect.objectContaining({ name: 'Fault', message: expect.stringMatching(message) }),
  )
})

it('is refused if it is not there', async () => {
  await expect(readOwnSeed(join(folder, 'none.yaml'), schema)).rejects.toThrow(
    expect.objectContaining({ name: 'Fault', message: expect.stringContaining('none.yaml') }),
  )
})

it('is refused without data in it, by whatever schema, with what to do', async () => {
  const path = join(folder, 'list.yaml')
  await writeFile(path, '[]')
  await expect(readOwnSeed(path, { ...schema, value: {} })).rejects.toMatchObject({
    message: expect.stringMatching(/list\.yaml: contains no data$/),
    fix: 'Write a document into it.',
  })
})
