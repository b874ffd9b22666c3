import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { makeRoom, overHttp } from '../support/meeting-room.ts'
import { runCli } from '../support/run-cli.ts'

let folder = ''
let data = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-data-'))
  data = join(folder, 'kept.db')
  await using server = await startServer({ data })
  const world = await server.world({ name: 'qa-17', seed: 'busy:50' })
  await makeRoom(world, 'one-two-xyz', 9)
  await overHttp(world, 'one-two-xyz', 'Ann')
})
afterAll(() => rm(folder, { recursive: true }))

it('greenroom data shows what is kept, and changes nothing', async () => {
  const before = await readFile(data)
  const { code, out } = await runCli(['data', '--data', data])
  expect(code).toBe(0)
  expect(out).toMatch(/^.+kept\.db: format 2, edition current, \d+ KiB\n/)
  expect(out).toMatch(/^qa-17 +busy:50 +2 changes since its snapshot +1 KiB +1 calls in its journal$/m)
  const { out: json } = await runCli(['data', '--json'], { GREENROOM_DATA: data })
  expect(JSON.parse(json)).toMatchObject({
    format: 2,
    edition: 'current',
    wasCut: false,
    worlds: [{ name: 'default' }, { name: 'qa-17', seed: 'busy:50', entries: 2 }],
  })
  expect((await readFile(data)).equals(before)).toBe(true)
})

it('a world that was exported continues where it is imported', async () => {
  const { out: snapshot } = await runCli(['data', 'export', 'qa-17', '--data', data])
  const file = join(folder, 'qa-17.json')
  await writeFile(file, snapshot)
  expect(await runCli(['data', 'import', 'qa-18', file, '--data', data])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^qa-18 is now as in .*qa-17\.json\n$/),
    error: '',
  })
  await using server = await startServer({ data })
  const room = await (await server.attach('qa-18')).meetingRooms.get('one-two-xyz')
  expect(room.inside.map(({ guestName }) => guestName)).toEqual(['Ann'])
})

it('what cannot be done is said in one message, with exit code 2', async () => {
  const damaged = join(folder, 'damaged.json')
  const snapshot: { hash: string } = JSON.parse((await runCli(['data', 'export', 'qa-17', '--data', data])).out)
  await writeFile(damaged, JSON.stringify({ ...snapshot, hash: '0'.repeat(64) }))
  const before = (await readFile(data)).length
  for (const [args, message] of [
    [['data'], 'needs to know where the data is'],
    [['data', '--data', join(folder, 'none.db')], 'there is no data in'],
    [['data', '--data', damaged], 'is not a database'],
    [['data', 'exprot', 'w', '--data', data], 'exprot'],
    [['data', 'export', '--data', data], 'takes a world'],
    [['data', 'export', 'nobody', '--data', data], 'There is no world'],
    [['data', 'import', 'w', '--data', data], 'takes a snapshot'],
    [['data', 'import', 'w', join(folder, 'none.json'), '--data', data], 'cannot be read'],
    [['data', 'import', 'w', damaged, '--data', data], 'damaged or edited'],
  ] as const) {
    const { code, error } = await runCli([...args])
    expect([code, error]).toEqual([2, expect.stringContaining(message)])
  }
  expect((await readFile(data)).length).toBe(before)
  await using _ = await startServer({ data })
  const { code, error } = await runCli(['data', '--data', data])
  expect([code, error]).toEqual([2, expect.stringContaining(`is in use by process ${process.pid}`)])
})
