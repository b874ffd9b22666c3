import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownerOf, removeOwner, writeOwner } from './owner-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-owner-'))
})
afterAll(() => rm(folder, { recursive: true }))

const path = (): string => join(folder, 'x.db')

it('the owner of a file is the process that has named itself beside it, for its own user to read', () => {
  expect(ownerOf(path())).toBeNull()
  writeOwner(path())
  expect([ownerOf(path()), (statSync(`${path()}-owner`).mode & 0o777).toString(8)]).toEqual([process.pid, '600'])
  removeOwner(path())
  removeOwner(path())
  expect([ownerOf(path()), existsSync(`${path()}-owner`)]).toEqual([null, false])
})

it('a process that has ended owns nothing', () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(`${path()}-owner`, JSON.stringify({ pid }))
  expect(ownerOf(path())).toBeNull()
})

it('a process of another user, such as the first of the machine, is alive, too', () => {
  writeFileSync(`${path()}-owner`, '{"pid":1}')
  expect(ownerOf(path())).toBe(1)
  // It has put a file of its own in the place of ours.
  removeOwner(path())
  expect(ownerOf(path())).toBe(1)
})

it.each(['', '{', '[]', '{}', '{"pid":"1"}', '{"pid":0}', '{"pid":-1}', '{"pid":1.5}', '{"pid":1e300}'])(
  'nobody is named by %j',
  (text) => {
    writeFileSync(`${path()}-owner`, text)
    expect(ownerOf(path())).toBeNull()
  },
)
