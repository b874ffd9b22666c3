import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { runCli } from '../support/run-cli.ts'
import { serveProcess } from '../support/serving-process.ts'
import { spawned } from '../support/spawned.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-serve-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

const joinOver = (url: string): Promise<Response> =>
  fetch(`${url}/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })

it('a process that is told to end ends with its file closed, and the next one goes on', async () => {
  const data = join(folder, 'kept.db')
  const ids = new Set<unknown>()
  for (let start = 1; start <= 2; start++) {
    await using server = await serveProcess(['--data', data, '--no-rate-limit'])
    const joined = await joinOver(server.url)
    expect(joined.status).toBe(201)
    ids.add(Reflect.get(Object(await joined.json()), 'id'))
    expect((await readdir(folder)).toSorted()).toEqual(['kept.db', 'kept.db-owner', 'kept.db-wal'])
    server.kill('SIGTERM')
    expect(await server.end()).toEqual([0, null])
    expect(server.complaints()).toBe('')
    expect(await readdir(folder)).toEqual(['kept.db'])
  }
  expect(ids.size).toBe(2)
})

it('a file that can be no store ends it with exit code 2, one message, and nothing written', async () => {
  const foreign = join(folder, 'notes.txt')
  await writeFile(foreign, 'notes')
  const { code, out, error } = await spawned(['serve', '--port', '0'], { GREENROOM_DATA: foreign }).ended
  expect([code, out, error]).toEqual([
    2,
    '',
    `${foreign} is not a database\n  Choose another file for --data. Nothing was changed.\n`,
  ])
  expect(await readFile(foreign, 'utf8')).toBe('notes')
})

it('an export says that it has no folder for its copy, rather than that the data had none', async () => {
  const data = join(folder, 'exported.db')
  await (await startServer({ data })).close()
  // Node makes a folder that is not there.
  const nowhere = join(data, 'nowhere')
  const { code, out, error } = await spawned(['data', 'export', 'default', '--data', data], { TMPDIR: nowhere }).ended
  expect([code, out, error]).toEqual([
    2,
    '',
    `a temporary copy cannot be written: ${nowhere} cannot be used (ENOTDIR)\n  Free some space there, or name another folder in the variable TMPDIR. The data itself is as it was.\n`,
  ])
})

it('a call of a journal that cannot be read is told at the start; all else goes on', async () => {
  const data = join(folder, 'calls.db')
  const first = await startServer({ data })
  for (let n = 0; n < 3; n++) expect((await joinOver(first.url)).status).toBe(201)
  await first.close()
  const db = new DatabaseSync(data)
  db.exec(`UPDATE exchanges SET body = '{"at":1}' WHERE n = 2`)
  db.close()
  const warnings: string[] = []
  await using server = await startServer({ data, onWarning: (line) => void warnings.push(line) })
  expect(warnings).toEqual([
    'calls.db is damaged: of the world default, a call in its journal cannot be read. All else goes on.',
  ])
  const calls = await (await server.attach()).journal.list()
  expect(calls.map(({ n }) => n)).toEqual([1, 3])
  expect((await joinOver(server.url)).status).toBe(201)
})

// Root may write to any file, so it becomes somebody else, where that one can run this Node at all.
const SOMEBODY = { uid: 1000, gid: 1000 }
const isRoot = process.getuid?.() === 0
const canBeOther = !isRoot || spawnSync(process.execPath, ['--version'], SOMEBODY).status === 0

it.skipIf(!canBeOther || process.platform === 'win32')(
  'a file that can only be read ends it with exit code 2 and one message, and a look at it is possible',
  async () => {
    const other = await mkdtemp(join(tmpdir(), 'greenroom-read-only-'))
    const data = join(other, 'kept.db')
    await (await startServer({ data })).close()
    await chmod(data, 0o444)
    await chmod(other, 0o555)
    const before = await readFile(data)
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['bin/greenroom.mjs', ...args, '--data', data], {
        encoding: 'utf8',
        ...(isRoot ? SOMEBODY : {}),
      })
    const { status, stdout, stderr } = run('serve', '--port', '0')
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `${data} is read-only\n  Make the file and its folder writable for the user of this process. Nothing was changed.\n`,
    ])
    expect(run('data').stdout).toMatch(/format \d/)
    expect((await readFile(data)).equals(before)).toBe(true)
    expect(await readdir(other)).toEqual(['kept.db'])
    await chmod(other, 0o755)
    await rm(other, { recursive: true })
  },
)

it('a URL of something else than Redis ends it with exit code 2, one message, and nothing written', async () => {
  const { code, out, error } = await spawned(['serve', '--port', '0', '--data', 'mysql://localhost/greenroom']).ended
  expect([code, out, error]).toEqual([
    2,
    '',
    "worlds can't be kept at a URL of mysql:\n  Name a file, such as ./greenroom.db, or a Redis server: redis://host:6379\n",
  ])
})

it('the banner says where worlds are kept', async () => {
  const data = join(folder, 'banner.db')
  const { out } = await runCli(['serve', '--port', '0', '--data', data], { XDG_RUNTIME_DIR: folder })
  expect(out).toContain(`worlds are kept in ${data}`)
})

it('the banner, and the line for programs, are about the world that is kept, whatever seed new worlds get', async () => {
  const data = join(folder, 'seeds.db')
  const starting = async (...args: readonly string[]): Promise<string> =>
    (await runCli(['serve', '--port', '0', '--data', data, ...args], { XDG_RUNTIME_DIR: folder })).out
  const first = await starting()
  const again = await starting('--seed', 'empty')
  expect(again).toContain('seed documented')
  const logins = /^ *logins [^;]*/m
  expect(logins.exec(first)?.[0]).toContain('agent')
  expect(logins.exec(again)?.[0]).toBe(logins.exec(first)?.[0])
  expect(JSON.parse(await starting('--seed', 'empty', '--json'))).toMatchObject({ seed: 'documented' })
})

it.each([
  ['memory', undefined],
  ['file', 'health.db'],
])('a server with its worlds in %s says at /healthz that it is ready, whoever asks', async (place, name) => {
  const data = name === undefined ? {} : { data: join(folder, name) }
  await using server = await startServer({ ...data, requireWorld: true, worlds: 'explicit' })
  const asked = await fetch(`${server.url}/healthz`)
  expect([asked.status, await asked.text()]).toEqual([200, `{"ready":true,"data":"${place}"}\n`])
  expect((await fetch(`${server.url}/healthz`, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(`${server.url}/healthz`, { method: 'POST' })).status).toBe(400)
})
