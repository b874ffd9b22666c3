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

const start = (faults: unknown[] = []): Promise<ControlledServer> =>
  startServer({ control: true, data: redis.url, onWarning: () => {}, onFault: (fault) => void faults.push(fault) })

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

  it.each<[string, (key: string) => Promise<unknown>]>([
    ['is gone', (key) => R('DEL', key)],
    ['is something else', async (key) => [await R('DEL', key), await R('LPUSH', key, 'x')]],
  ])('is refused, with the name of the world, if what the default world began with %s', async (_, spoil) => {
    await (await start()).close()
    await spoil(await keyLike('greenroom:{default}:*:begun'))
    expect(await refusal()).toContain("the world default can't be used here")
  })

  it.each<[string, (key: string) => Promise<unknown>]>([
    ['lacks an entry', (key) => R('XDEL', key, '3-0')],
    ['has an entry that cannot be read', (key) => R('XADD', key, '9-0', 'e', 'w 1\nnonsense')],
    ['is something else', (key) => R('SET', key, 'hello')],
  ])('whose log of a world %s is a 503 there and nowhere else, until that world is made anew', async (_, spoil) => {
    const first = await start()
    for (let n = 0; n < 3; n++) expect((await join(first.url, 'w')).status).toBe(201)
    await first.close()
    await spoil(await logOf('w'))
    const faults: unknown[] = []
    await using server = await start(faults)
    const answer = await join(server.url, 'w')
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({
        detail: expect.stringMatching(/Nothing was changed: .*is damaged: .+\. .*greenroom worlds make/),
      }),
    ])
    expect((await join(server.url, 'other')).status).toBe(201)
    const listed = await connect(server.control).worlds()
    expect(Object.fromEntries(listed.map(({ name, unavailable }) => [name, unavailable]))).toEqual({
      default: undefined,
      w: expect.stringContaining('is damaged'),
      other: undefined,
    })
    await server.world({ name: 'w' })
    expect((await join(server.url, 'w')).status).toBe(201)
    expect(faults).toEqual([])
  })
})
