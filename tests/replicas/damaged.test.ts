import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { startServer, type ControlledServer } from '../../src/server.ts'
import { connected } from '../support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts'

let redis: RedisServer
let client: Awaited<ReturnType<typeof connected>>
beforeAll(async () => {
  if (noRedis) return
  redis = await startRedis()
  client = await connected(redis.url)
})
afterAll(async () => {
  if (noRedis) return
  client[Symbol.dispose]()
  await redis[Symbol.asyncDispose]()
})

const R = (command: string, ...args: (string | number)[]): Promise<unknown> => client.call(command, ...args)

const start = (faults: unknown[] = [], warnings: string[] = []): Promise<ControlledServer> =>
  startServer({
    control: true,
    data: redis.url,
    onWarning: (line) => void warnings.push(line),
    onFault: (fault) => void faults.push(fault),
  })

const refusal = (): Promise<string> =>
  start().then(
    async (server) => server.close().then(() => 'started'),
    (error: unknown) => String(error),
  )

const join = (url: string, world = 'default'): Promise<Response> =>
  fetch(`${url}/~${world}/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
  })

/** All keys but the bells, which end by themselves, with what they hold. */
async function allThatIsThere(): Promise<unknown> {
  const keys = await R('KEYS', '*')
  const names = Array.isArray(keys) ? keys.map(String).filter((key) => !key.includes('bell:')) : []
  return Promise.all(names.toSorted().map(async (key) => [key, await R('DUMP', key)]))
}

async function keyLike(pattern: string): Promise<string> {
  const keys = await R('KEYS', pattern)
  return String(Array.isArray(keys) ? keys[0] : undefined)
}

/** What somebody, or a server that evicts, does to the log of a world with three guests. */
const DAMAGES: readonly [string, (key: string) => Promise<unknown>][] = [
  ['is gone', (key) => R('DEL', key)],
  ['lacks an entry', (key) => R('XDEL', key, '3-0')],
  ['lacks its last entry', (key) => R('XDEL', key, '4-0')],
  ['lacks all entries', (key) => R('XTRIM', key, 'MAXLEN', 0)],
  ['has an entry that cannot be read', (key) => R('XADD', key, '9-0', 'e', 'w 1\nnonsense')],
  [
    'has a row that is none',
    (key) => R('XADD', key, '5-0', 'e', `w 1\n${entryOf(['meetingRooms', 'abc-def-ghi', {}])}`),
  ],
  [
    'changes a row that is not there',
    (key) => R('XADD', key, '5-0', 'e', `w 1\n${entryOf(['people', 'x', null, { set: {} }])}`),
  ],
  ['is something else', (key) => R('SET', key, 'hello')],
]

const entryOf = (...writes: readonly unknown[]): string => JSON.stringify({ at: 1, by: 'w', writes })

async function expectUnavailable({ url }: ControlledServer): Promise<void> {
  const answer = await join(url, 'w')
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({
      detail: expect.stringMatching(/Nothing was changed: .*is damaged: .+\. .*greenroom worlds drop/),
    }),
  ])
}

/** Why each world is unavailable. */
async function unavailableIn({ control }: ControlledServer): Promise<Record<string, string | undefined>> {
  const listed = await connect(control).worlds()
  return Object.fromEntries(listed.map(({ name, unavailable }) => [name, unavailable]))
}

const logOf = (world: string): Promise<string> => keyLike(`greenroom:{${world}}:*:log`)

describe.skipIf(noRedis)(`data on a Redis server${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  beforeEach(() => R('FLUSHALL'))
  afterEach(() => R('FLUSHALL'))

  it.each<[string, () => Promise<unknown>, string]>([
    ['of another program, by its mark', () => R('SET', 'greenroom:mark', 'hello'), 'is of another program'],
    [
      'of another program, by the kind of its mark',
      () => R('LPUSH', 'greenroom:mark', 'hello'),
      'is of another program',
    ],
    [
      'of another program, without a mark',
      () => R('XADD', 'greenroom:{:worlds}:log', '1-0', 'e', 'hello'),
      'is of another program',
    ],
    [
      'of a newer format',
      () => R('SET', 'greenroom:mark', '{"format":9,"edition":"current"}'),
      'was written by a newer greenroom: its format is 9',
    ],
    [
      'of another edition',
      () => R('SET', 'greenroom:mark', '{"format":1,"edition":"2022"}'),
      'holds worlds of the edition 2022',
    ],
    [
      'whose list of worlds is damaged',
      async () => {
        await R('SET', 'greenroom:mark', '{"format":1,"edition":"current"}')
        await R('XADD', 'greenroom:{:worlds}:log', '1-0', 'e', 'w 1\nnonsense')
      },
      'is damaged: the list of worlds has an entry that cannot be read',
    ],
    [
      'whose list of worlds is something else',
      async () => {
        await R('SET', 'greenroom:mark', '{"format":1,"edition":"current"}')
        await R('SET', 'greenroom:{:worlds}:log', 'hello')
      },
      'is damaged',
    ],
  ])('is refused and left as it was if it is one %s', async (_, spoil, message) => {
    await spoil()
    const before = await allThatIsThere()
    const told = await refusal()
    expect(told).toContain(message)
    expect(told).toMatch(/^\w+: .+\n {2}[A-Z].+\.$/)
    expect(await allThatIsThere()).toEqual(before)
  })

  it('is refused and left as it was if the list of worlds is gone: its worlds would be, too. What the refusal advises works', async () => {
    const first = await start()
    expect((await join(first.url, 'w')).status).toBe(201)
    await first.close()
    await R('RENAME', 'greenroom:{:worlds}:log', 'dump')
    const before = await allThatIsThere()
    const told = await refusal()
    expect(told).toMatch(/the list of worlds is gone from .+\n {2}[A-Z].+restore a dump .+prefix=\.$/)
    expect(await allThatIsThere()).toEqual(before)
    await R('COPY', 'dump', 'greenroom:{:worlds}:log')
    const restored = await start()
    expect(Object.keys(await unavailableIn(restored))).toEqual(['default', 'w'])
    await restored.close()
    await R('DEL', 'greenroom:{:worlds}:log')
    const [, prefix = ''] = /delete all keys that start with (\S+),/.exec(told) ?? []
    const keys = [await R('KEYS', `${prefix}*`)].flat().map(String)
    await R('DEL', ...keys)
    await using anew = await start()
    expect(await unavailableIn(anew)).toEqual({ default: undefined })
  })

  it('whose mark is gone is refused and left as it was, with how to set it, after which all is there', async () => {
    const first = await start()
    expect((await join(first.url, 'w')).status).toBe(201)
    await first.close()
    await R('DEL', 'greenroom:mark')
    const before = await allThatIsThere()
    const told = await refusal()
    expect(told).toMatch(/the mark at greenroom:mark is gone from .+\n {2}[A-Z].+\.$/)
    expect(await allThatIsThere()).toEqual(before)
    const [, key = '', text = ''] = /SET (\S+) '(.+?)'/.exec(told) ?? []
    await R('SET', key, text)
    await using server = await start()
    expect(await unavailableIn(server)).toEqual({ default: undefined, w: undefined })
  })

  it('is never answered from as if it were new once the list of worlds goes under a running mock; it goes on once it is back', async () => {
    const warnings: string[] = []
    await using server = await start([], warnings)
    expect((await join(server.url, 'w')).status).toBe(201)
    await R('RENAME', 'greenroom:{:worlds}:log', 'kept')
    warnings.length = 0
    for (const world of ['new', 'w', 'default', 'w']) {
      const answer = await join(server.url, world)
      expect([answer.status, await answer.text()]).toEqual([
        503,
        expect.stringMatching(
          /the list of worlds is gone.*restore a dump .*delete all keys that start with greenroom:,/,
        ),
      ])
    }
    await R('RENAME', 'kept', 'greenroom:{:worlds}:log')
    for (const world of ['new', 'w', 'default']) expect((await join(server.url, world)).status).toBe(201)
    // Nothing was lost.
    expect(warnings).toEqual([])
  })

  it.each(DAMAGES)(
    'whose log of a world %s is a 503 there and nowhere else, until that world is dropped',
    async (_, spoil) => {
      const first = await start()
      for (let n = 0; n < 3; n++) expect((await join(first.url, 'w')).status).toBe(201)
      await first.close()
      await spoil(await logOf('w'))
      const faults: unknown[] = []
      await using server = await start(faults)
      await expectUnavailable(server)
      expect((await join(server.url, 'other')).status).toBe(201)
      expect(await unavailableIn(server)).toEqual({
        default: undefined,
        w: expect.stringContaining('is damaged'),
        other: undefined,
      })
      await (await server.attach('w')).drop()
      expect((await join(server.url, 'w')).status).toBe(404)
      await server.world({ name: 'w' })
      expect((await join(server.url, 'w')).status).toBe(201)
      expect(faults).toEqual([])
    },
  )

  // What a running mock knows already, it need not read.
  it.each(DAMAGES.filter(([what]) => !what.startsWith('lacks')))(
    'whose log of a world %s as a mock runs is a 503 there, again and again',
    async (_, spoil) => {
      const faults: unknown[] = []
      await using server = await start(faults)
      for (let n = 0; n < 3; n++) expect((await join(server.url, 'w')).status).toBe(201)
      await spoil(await logOf('w'))
      for (let n = 0; n < 3; n++) await expectUnavailable(server)
      await expect((await server.attach('w')).snapshot()).rejects.toThrow('is damaged')
      expect((await join(server.url, 'other')).status).toBe(201)
      await (await server.attach('w')).drop()
      await server.world({ name: 'w' })
      expect((await join(server.url, 'w')).status).toBe(201)
      expect(faults).toEqual([])
    },
  )

  it('whose log of a world is gone but for its snapshot is a 503 there', async () => {
    const first = await start()
    expect((await join(first.url, 'w')).status).toBe(201)
    const snapshots = (await logOf('w')).replace(/log$/, 'snapshot')
    await first.close()
    await R('XADD', snapshots, '2-0', 'e', '{"n":1,"at":0,"contents":{"rows":{},"ids":{}},"seats":[]}')
    await R('DEL', await logOf('w'))
    await using server = await start()
    await expectUnavailable(server)
  })

  it('is said to be at risk at the start if its server discards data', async () => {
    await R('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru', 'maxmemory', '1gb')
    const warnings: string[] = []
    await (await start([], warnings)).close()
    await R('CONFIG', 'SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '0')
    expect(warnings).toEqual([
      expect.stringMatching(/discards data .*maxmemory-policy allkeys-lru.* CONFIG SET maxmemory-policy noeviction\.$/),
      expect.stringContaining('appendonly yes'),
    ])
  })

  it('says at the start which worlds have lost their logs', async () => {
    const first = await start()
    for (const world of ['v', 'w']) expect((await join(first.url, world)).status).toBe(201)
    await first.close()
    await R('DEL', await logOf('w'))
    const warnings: string[] = []
    await using _ = await start([], warnings)
    expect(warnings.filter((line) => !line.includes('appendonly'))).toEqual([
      expect.stringMatching(/^The world w can't be used: its log is gone .*greenroom worlds drop w/),
    ])
  })

  it.each<[string, (key: string) => Promise<unknown>]>([
    ['is gone', (key) => R('DEL', key)],
    ['is something else', async (key) => [await R('DEL', key), await R('LPUSH', key, 'x')]],
  ])(
    'where what a world began with %s has that world listed, with the reason, until it is dropped',
    async (_, spoil) => {
      const first = await start()
      for (const world of ['default', 'w']) expect((await join(first.url, world)).status).toBe(201)
      await first.close()
      for (const world of ['default', 'w']) await spoil(await keyLike(`greenroom:{${world}}:*:begun`))
      const warnings: string[] = []
      await using server = await start([], warnings)
      expect(warnings.filter((line) => line.includes("can't be used"))).toHaveLength(2)
      for (const world of ['default', 'w']) {
        const answer = await join(server.url, world)
        expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('what it began with')])
      }
      expect((await join(server.url, 'other')).status).toBe(201)
      expect(await unavailableIn(server)).toEqual({
        default: expect.stringContaining('what it began with'),
        w: expect.stringContaining('what it began with'),
        other: undefined,
      })
      await expect((await server.attach('w')).reset()).rejects.toThrow('what it began with')
      for (const world of ['default', 'w']) await (await server.attach(world)).drop()
      expect([(await join(server.url)).status, (await join(server.url, 'w')).status]).toEqual([201, 404])
    },
  )
})
