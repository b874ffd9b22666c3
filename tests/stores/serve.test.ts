import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

it('the banner says where worlds are kept', async () => {
  const data = join(folder, 'banner.db')
  const { out } = await runCli(['serve', '--port', '0', '--data', data], { XDG_RUNTIME_DIR: folder })
  expect(out).toContain(`worlds are kept in ${data}`)
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
