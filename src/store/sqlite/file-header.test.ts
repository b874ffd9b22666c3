import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { readFileHeader } from './file-header.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-header-'))
})
afterAll(() => rm(folder, { recursive: true }))

const MAGIC = 'SQLite format 3\0'

/** The first bytes of a database whose application has this id. */
function header(id: string, { magic = MAGIC, length = 100 } = {}): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.write(magic, 'latin1')
  bytes.write(id, 68, 'latin1')
  return bytes
}

const NONE = { kind: 'foreign', what: 'is not a database' }

it.each([
  ['nothing', Buffer.alloc(0), { kind: 'new' }],
  ['a header of ours', header('grnr'), { kind: 'ours' }],
  ['more than that', header('grnr', { length: 4096 }), { kind: 'ours' }],
  ['a header of another program', header('grns'), { kind: 'foreign', what: 'is a database of another program' }],
  ['half a header', header('grnr', { length: 99 }), NONE],
  ['another magic', header('grnr', { magic: 'SQLite format 4\0' }), NONE],
  ['one letter', Buffer.from('x'), NONE],
])('a file with %s is told by its first bytes', async (what, bytes, told) => {
  const path = join(folder, what.replaceAll(' ', '-'))
  await writeFile(path, bytes)
  expect(await readFileHeader(path)).toEqual(told)
})

it('a file that does not exist is new', async () => {
  expect(await readFileHeader(join(folder, 'nobody.db'))).toEqual({ kind: 'new' })
})

it('a pipe, a device and a socket are refused, and not waited for', async () => {
  const [pipe, socket] = [join(folder, 'pipe'), join(folder, 'socket')]
  execFileSync('mkfifo', [pipe])
  const server = createServer().listen(socket)
  await once(server, 'listening')
  for (const path of [pipe, '/dev/null', socket])
    await expect(readFileHeader(path)).rejects.toMatchObject({
      message: `${path} is no regular file`,
      fix: 'Choose another file for --data. Nothing was changed.',
    })
  server.close()
})

it('a folder is refused with a file to name in it, and another failure is told as it is', async () => {
  const refusal = await readFileHeader(folder).catch((fault: unknown) => fault)
  expect(refusal).toBeInstanceOf(Fault)
  expect(refusal).toMatchObject({
    message: `${folder} is a folder`,
    fix: `Name a file in it: --data ${folder}/greenroom.db`,
  })
  await writeFile(join(folder, 'file'), '')
  await expect(readFileHeader(join(folder, 'file', 'x.db'))).rejects.toThrow('ENOTDIR')
})
