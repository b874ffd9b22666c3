import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { keptPlaces, SPOILS, type KeptData } from '../support/kept-data.ts'
import { makeRoom, overHttp } from '../support/meeting-room.ts'
import { isRedisUrl } from '../../src/store/redis/address.ts'
import { connected } from '../support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts'
import { runCli } from '../support/run-cli.ts'
import { spawned } from '../support/spawned.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

const serverOf = ({ place }: KeptData): Promise<RunningServer> => startServer({ data: place, onWarning: () => {} })

/** Lets a server keep a world `qa-17`, in which Ann sits in a room. */
async function fill(data: KeptData): Promise<void> {
  await using server = await serverOf(data)
  const world = await server.world({ name: 'qa-17', seed: 'busy:50' })
  await makeRoom(world, 'one-two-xyz', 9)
  await overHttp(world, 'one-two-xyz', 'Ann')
}

async function exported({ place }: KeptData): Promise<string> {
  const file = join(folder, 'qa-17.json')
  const { code, out, error } = await runCli(['data', 'export', 'qa-17', '--data', place])
  expect([code, error]).toEqual([0, ''])
  await writeFile(file, out)
  return file
}

const inside = async (server: RunningServer, world: string): Promise<unknown[]> =>
  (await (await server.attach(world)).meetingRooms.get('one-two-xyz')).inside.map(({ guestName }) => guestName)

describe.each(keptPlaces)('greenroom data with $name', ({ open }) => {
  let data: KeptData
  beforeEach(async () => {
    data = await open()
    await fill(data)
  })
  afterEach(() => data[Symbol.asyncDispose]())

  it('shows what is kept, and changes nothing', async () => {
    const before = await data.held()
    const { code, out, error } = await runCli(['data', '--data', data.place])
    expect([code, error]).toEqual([0, ''])
    expect(out).toMatch(/^.+: format \d+, edition current, \d+ KiB\n/)
    expect(out).toMatch(/^qa-17 +busy:50 +2 changes since its snapshot +1 KiB +1 call in its journal$/m)
    const { out: json } = await runCli(['data', '--json'], { GREENROOM_DATA: data.place })
    expect(JSON.parse(json)).toMatchObject({
      format: expect.any(Number),
      edition: 'current',
      wasCut: false,
      users: 0,
      worlds: [{ name: 'default' }, { name: 'qa-17', seed: 'busy:50', generation: 1, entries: 2, exchanges: 1 }],
    })
    expect(await data.held()).toEqual(before)
  })

  it('exports a world, which continues where it is imported', async () => {
    const file = await exported(data)
    expect(await runCli(['data', 'import', 'qa-18', file, '--data', data.place])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^qa-18 is now as in .*qa-17\.json\n$/),
      error: '',
    })
    await using server = await serverOf(data)
    expect([await inside(server, 'qa-17'), await inside(server, 'qa-18')]).toEqual([['Ann'], ['Ann']])
  })

  it('puts a world in the place of another one', async () => {
    const file = await exported(data)
    {
      await using server = await serverOf(data)
      await overHttp(await server.attach('qa-17'), 'one-two-xyz', 'Ben')
      expect(await inside(server, 'qa-17')).toEqual(['Ann', 'Ben'])
    }
    const args = ['data', 'import', 'qa-17', file, '--data', data.place]
    expect(await runCli(args)).toMatchObject({ code: 2, error: expect.stringContaining('has a world qa-17 already') })
    expect(await runCli([...args, '--replace'])).toMatchObject({ code: 0, error: '' })
    await using server = await serverOf(data)
    expect(await inside(server, 'qa-17')).toEqual(['Ann'])
  })

  it('puts nothing into what a server uses', async () => {
    const file = await exported(data)
    await using server = await serverOf(data)
    await overHttp(await server.attach('qa-17'), 'one-two-xyz', 'Ben')
    for (const world of ['qa-17', 'new']) {
      const { code, out, error } = await runCli(['data', 'import', world, file, '--data', data.place])
      expect([code, out, error]).toEqual([2, '', expect.stringContaining('is in use by')])
    }
    expect(await inside(server, 'qa-17')).toEqual(['Ann', 'Ben'])
  })

  it.each(SPOILS)('refuses what is %s, and leaves it as it was', async (how) => {
    const file = await exported(data)
    await data.spoil(how, 'qa-17')
    const before = await data.held()
    for (const args of [[], ['export', 'qa-17'], ['import', 'qa-17', file]]) {
      const { code, out, error } = await runCli(['data', ...args, '--data', data.place])
      // A Redis server has worlds that are not damaged: these are shown.
      expect([code, out === '' || (how === 'damaged' && isRedisUrl(data.place))]).toEqual([2, true])
      expect(error).toMatch(
        /^.+(?:not a database|of another program|newer greenroom|has gaps|is damaged|has a world qa-17 already).*\n {2}[A-Z].+\.\n$/,
      )
    }
    expect(await data.held()).toEqual(before)
  })

  it('drops a damaged world, so that all others can be served', async () => {
    await data.spoil('damaged', 'qa-17')
    const before = await data.held()
    expect(await runCli(['data', 'drop', 'nobody', '--data', data.place])).toMatchObject({
      code: 2,
      error: expect.stringContaining('there is no world nobody in'),
    })
    expect(await data.held()).toEqual(before)
    expect(await runCli(['data', 'drop', 'qa-17', '--data', data.place])).toEqual({
      code: 0,
      out: 'qa-17 was dropped\n',
      error: '',
    })
    const { code, out } = await runCli(['data', '--json', '--data', data.place])
    expect([code, JSON.parse(out)]).toMatchObject([0, { worlds: [{ name: 'default' }] }])
    await using server = await serverOf(data)
    const answer = await fetch(`${server.url}/~qa-17/rooms/abc-def-ghi/join`, { method: 'POST' })
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('World dropped')])
  })

  it('says in one message what cannot be done, with exit code 2, and changes nothing', async () => {
    const damaged = join(folder, 'damaged.json')
    const snapshot: { hash: string } = JSON.parse((await runCli(['data', 'export', 'qa-17', '--data', data.place])).out)
    await writeFile(damaged, JSON.stringify({ ...snapshot, hash: '0'.repeat(64) }))
    for (const [args, message] of [
      [['data', 'exprot', 'w', '--data', data.place], 'exprot'],
      [['data', 'export', '--data', data.place], 'takes a world'],
      [['data', 'drop', '--data', data.place], 'takes a world'],
      [['data', 'export', 'nobody', '--data', data.place], 'there is no world nobody in'],
      [['data', 'export', 'q a', '--data', data.place], 'q a is not a valid world name'],
      [['data', 'import', 'w', '--data', data.place], 'takes a snapshot'],
      [['data', 'import', 'w', join(folder, 'none.json'), '--data', data.place], 'cannot be read'],
      [['data', 'import', 'q a', damaged, '--data', data.place], 'q a is not a valid world name'],
      [['data', 'import', 'w', damaged, '--data', data.place], 'damaged or edited'],
    ] as const) {
      const { code, out, error } = await runCli([...args])
      expect([code, out, error]).toEqual([2, '', expect.stringContaining(message)])
    }
    const { out } = await runCli(['data', '--json', '--data', data.place])
    expect(JSON.parse(out)).toMatchObject({ worlds: [{ name: 'default' }, { name: 'qa-17', entries: 2 }] })
  })
})

it('greenroom data needs a place, and finds nothing where nothing is', async () => {
  const noDatabase = join(folder, 'notes.txt')
  await writeFile(noDatabase, 'notes')
  for (const [args, message] of [
    [['data'], 'needs to know where the data is'],
    [['data', '--data', join(folder, 'none.db')], 'there is no data in'],
    [['data', '--data', noDatabase], 'is not a database'],
    [['data', '--data', 'redis://:s3cret@localhost/one'], 'one is not a database of a Redis server'],
    [['data', '--data', `redis+unix://${folder}/none`], "can't be used"],
  ] as const) {
    const { code, error } = await runCli([...args])
    expect([code, error]).toEqual([2, expect.stringContaining(message)])
    expect(error).not.toContain('s3cret')
  }
})

it('greenroom data shows no file that a server uses, and drops nothing from it', async () => {
  const place = join(folder, 'used.db')
  await using _ = await startServer({ data: place })
  expect(await runCli(['data', 'drop', 'default', '--data', place])).toMatchObject({
    code: 2,
    error: expect.stringContaining(`is in use by process ${process.pid}`),
  })
  const { code, error } = await runCli(['data', '--data', place])
  expect([code, error]).toEqual([
    2,
    expect.stringContaining(
      `is in use by process ${process.pid}\n  Stop it, or ask the running server: greenroom worlds lists and drops worlds there; `,
    ),
  ])
})

describe.skipIf(noRedis)(
  `greenroom data with a Redis server that mocks use${noRedis ? `, not run: ${noRedis}` : ''}`,
  () => {
    it('shows how many they are, and exports a world', async () => {
      await using redis = await startRedis()
      const start = (): Promise<RunningServer> => startServer({ data: `${redis.url}?prefix=qa`, onWarning: () => {} })
      await using server = await start()
      await using _ = await start()
      await makeRoom(await server.attach(), 'one-two-xyz', 9)
      const { out } = await runCli(['data', '--data', `${redis.url}?prefix=qa`])
      expect(out).toMatch(/KiB, in use by 2 mocks\ndefault +documented +1 change since/)
      const snapshot = await spawned(['data', 'export', 'default', '--data', `${redis.url}?prefix=qa`]).ended
      expect(snapshot).toMatchObject({ code: 0, out: expect.stringContaining('one-two-xyz'), error: '' })
      const { code, error } = await runCli(['data', '--data', redis.url])
      expect([code, error]).toEqual([2, expect.stringContaining('there are no worlds in the Redis database')])
    })
  },
)

describe.skipIf(noRedis)(
  `greenroom data with damage on a Redis server${noRedis ? `, not run: ${noRedis}` : ''}`,
  () => {
    let redis: RedisServer
    let client: Awaited<ReturnType<typeof connected>>
    beforeEach(async () => {
      redis = await startRedis()
      client = await connected(redis.url)
      await using server = await startServer({ data: redis.url, onWarning: () => {} })
      for (const name of ['qa-17', 'qa-18', 'qa-19', 'qa-20']) {
        const world = await server.world({ name })
        await makeRoom(world, 'one-two-xyz', 9)
        await overHttp(world, 'one-two-xyz', 'Ann')
      }
    })
    afterEach(async () => {
      client[Symbol.dispose]()
      await redis[Symbol.asyncDispose]()
    })
    const keyOf = async (world: string, end: string): Promise<string> =>
      [await client.call('KEYS', `greenroom:{${world}}*${end}`)]
        .flat()
        .map(String)
        .find((key) => key.endsWith(end)) ?? ''

    it('names what is damaged, shows and exports all else, and puts a snapshot in the place of what is damaged', async () => {
      const file = join(folder, 'before.json')
      await writeFile(file, (await runCli(['data', 'export', 'qa-17', '--data', redis.url])).out)
      await client.call('SET', await keyOf('qa-17', ':journal'), 'hello')
      await client.call('DEL', await keyOf('qa-18', ':log'))
      await client.call('DEL', await keyOf('qa-19', ':begun'))
      const { code, out, error } = await runCli(['data', '--data', redis.url])
      expect([code, out.split('\n').map((line) => /^([\w-]+) .*?(damaged)?$/.exec(line)?.slice(1))]).toEqual([
        2,
        [
          undefined,
          ['default', undefined],
          ['qa-17', 'damaged'],
          ['qa-18', 'damaged'],
          ['qa-19', 'damaged'],
          ['qa-20', undefined],
          undefined,
        ],
      ])
      expect(error).toMatch(
        /the journal greenroom:\{qa-17\}:journal is damaged.*qa-18.*its log is gone.*qa-19.*what it began with/,
      )
      const all = JSON.parse((await runCli(['data', '--json', '--data', redis.url])).out)
      expect(all.worlds.map(({ damage }: { damage: unknown }) => damage === null)).toEqual([
        true,
        false,
        false,
        false,
        true,
      ])
      for (const world of ['qa-17', 'qa-20'])
        expect(await runCli(['data', 'export', world, '--data', redis.url])).toMatchObject({ code: 0, error: '' })
      for (const world of ['qa-18', 'qa-19'])
        expect(await runCli(['data', 'export', world, '--data', redis.url])).toMatchObject({
          code: 2,
          out: '',
          error: expect.stringContaining(`the world ${world} is damaged`),
        })
      for (const world of ['qa-17', 'qa-18', 'qa-19'])
        expect(await runCli(['data', 'import', world, file, '--replace', '--data', redis.url])).toMatchObject({
          code: 0,
        })
      expect(await runCli(['data', '--data', redis.url])).toMatchObject({ code: 0, error: '' })
      await using server = await startServer({ data: redis.url, onWarning: () => {} })
      for (const world of ['qa-17', 'qa-18', 'qa-19']) expect(await inside(server, world)).toEqual(['Ann'])
    })

    it('only reads, also as it exports', async () => {
      await client.call('CONFIG', 'RESETSTAT')
      for (const args of [[], ['export', 'qa-17']])
        expect((await runCli(['data', ...args, '--data', redis.url])).code).toBe(0)
      const stats = String(await client.call('INFO', 'commandstats'))
      const sent = [...stats.matchAll(/^cmdstat_(\w+)/gm)].map(([, name]) => name)
      const reading = ['client', 'config', 'exists', 'get', 'hello', 'info', 'memory', 'ping', 'scan', 'select']
      const streams = ['xinfo', 'xlen', 'xrange', 'xrevrange']
      expect(sent.filter((name) => ![...reading, ...streams].includes(name ?? ''))).toEqual([])
      expect(sent).toContain('xrange')
    })
  },
)
