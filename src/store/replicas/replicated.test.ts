import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/sockets.ts'
import { Away } from '../redis/away.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import { readBatch } from './batch.ts'
import type { Machine } from './machine.ts'
import { createReplicated, type Replicated } from './replicated.ts'

/** Tickets that are given once each. */
interface Tickets extends Replicated {
  /** The number given; null if none is left. */
  readonly take: () => Promise<number | null>
  /** What it has seen, in order. */
  readonly seen: () => readonly string[]
  readonly losses: string[]
}

const MOST = 100

function tickets(redis: Redis, writer: string, wrapped = (log: StreamLog): StreamLog => log): Tickets {
  let [list, confirmed]: [readonly string[], readonly string[]] = [[], []]
  const losses: string[] = []
  const machine: Machine = {
    apply(lines) {
      confirmed = list = [...confirmed, ...lines]
    },
    confirm() {
      confirmed = list
    },
    undo() {
      list = confirmed
    },
    snapshot: () => JSON.stringify(confirmed),
    restore(text) {
      confirmed = list = text === null ? [] : JSON.parse(text)
    },
    lost: (had, has) => void losses.push(`${had} → ${has}`),
  }
  const link = { ready: redis.ready, connection: redis.connection, writer }
  const replicated = createReplicated({ log: wrapped(streamLog(redis, 'tickets')), machine, link, onFault: throwIt })
  return {
    ...replicated,
    losses,
    seen: () => confirmed,
    async take() {
      let taken: number | null = null
      await replicated.change(() => {
        taken = list.length < MOST ? list.length : null
        if (taken === null) return []
        list = [...list, `${writer} ${taken}`]
        return [`${writer} ${taken}`]
      })
      return taken
    },
  }
}

const throwIt = (fault: unknown): never => {
  throw fault
}

describe.skipIf(noRedis)(`a machine that several processes have${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('gives each of a hundred tickets once, to three who ask three hundred times at once', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const three = ['a', 'b', 'c'].map((writer) => tickets(redis, writer))
    const taken = await Promise.all(three.flatMap((each) => Array.from({ length: 100 }, () => each.take())))
    const numbers = taken.filter((n) => n !== null).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: MOST }, (_, n) => n))
    for (const each of three) await each.catchUp()
    expect(three[1]?.seen()).toEqual(three[0]?.seen())
    expect(three[2]?.seen()).toEqual(three[0]?.seen())
  })

  it('never answers from the past, even when nothing changes', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const [one, other] = [tickets(redis, 'a'), tickets(redis, 'b')]
    await Promise.all(Array.from({ length: MOST - 1 }, () => one.take()))
    expect(await other.take()).toBe(MOST - 1)
    expect(await one.take()).toBe(null)
  })

  it('lets a decision that throws fail alone', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const one = tickets(redis, 'a')
    const failing = one.change(() => {
      throw new Error('no decision')
    })
    const [failed, first, second] = await Promise.allSettled([failing, one.take(), one.take()])
    expect([failed.status, first, second].map((each) => (typeof each === 'string' ? each : each.status))).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(one.seen().length).toBe(2)
  })

  it('lets all calls fail that wait while the server is away, and goes on with it', async () => {
    await using server = await startRedis({ appends: true })
    using redis = await connected(server.url, 0)
    const one = tickets(redis, 'a')
    await one.take()
    const gone = new Promise<void>((resolve) => void redis.subscribe((reason) => reason !== null && resolve()))
    await server.kill()
    await gone
    const failures = await Promise.all([1, 2, 3].map(() => one.take().catch((fault: unknown) => fault)))
    for (const failure of failures) expect(failure).toBeInstanceOf(Away)
    await server.restart()
    await redis.returned()
    expect(await one.take()).toBe(1)
  })

  it('appends together what has waited meanwhile, of no more than 256 calls', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const one = tickets(redis, 'a')
    await Promise.all(Array.from({ length: 300 }, (_, n) => one.change(() => [`${n}`])))
    const batches = (await streamLog(redis, 'tickets').from(1)).map(({ body }) => readBatch(body).lines)
    expect(batches.map(({ length }) => length)).toEqual([1, 256, 43])
    expect(batches.flat()).toEqual(Array.from({ length: 300 }, (_, n) => `${n}`))
  })

  it('saves a snapshot once its log has grown, for those who come late', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const one = tickets(redis, 'a')
    const log = streamLog(redis, 'tickets')
    await one.change(() => ['x'.repeat(120 * 1024)])
    await one.take()
    expect(await log.snapshot()).toBeNull()
    await one.change(() => ['x'.repeat(8 * 1024)])
    await until(async () => (await log.snapshot()) !== null)
    expect(await log.snapshot()).toMatchObject({ n: 3, body: '["a 0"]' })
  })

  it('goes on from a snapshot when it is far behind', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const [one, behind, late] = [tickets(redis, 'a'), tickets(redis, 'b'), tickets(redis, 'c')]
    await behind.take()
    for (let n = 1; n < 99; n++) await one.take()
    const log = streamLog(redis, 'tickets')
    await log.save({ n: one.n(), body: JSON.stringify(one.seen()) })
    await redis.call('XTRIM', log.key, 'MAXLEN', 1)
    expect(await behind.take()).toBe(99)
    expect(await late.take()).toBe(null)
    expect(behind.seen().slice(0, 99)).toEqual(one.seen())
  })

  it('begins anew from what is there when the server has lost the end, even if others have gone on since', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const one = tickets(redis, 'a')
    for (let n = 0; n < 5; n++) await one.take()
    const log = streamLog(redis, 'tickets')
    const kept = (await log.from(1)).slice(0, 2)
    const back = new Promise<void>((resolve) => void redis.subscribe((reason) => reason === null && resolve()))
    await server.restart()
    await back
    for (const { n, body } of kept) await log.append(n, body)
    const other = tickets(redis, 'b')
    for (let n = 0; n < 4; n++) await other.take()
    expect(await one.take()).toBe(6)
    expect(one.losses).toEqual(['5 → 6'])
    expect(one.seen()).toEqual(['a 0', 'a 1', 'b 2', 'b 3', 'b 4', 'b 5', 'a 6'])
  })

  it('applies once what it appends, though it hears of that before the server has replied', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const one: Tickets = tickets(redis, 'a', (log) => ({
      ...log,
      async append(n, body) {
        const outcome = await log.append(n, body)
        one.hear([{ id: `${n}-0`, n, body }])
        return outcome
      },
    }))
    expect([await one.take(), await one.take()]).toEqual([0, 1])
    await one.catchUp()
    expect([one.seen(), one.n(), one.losses]).toEqual([['a 0', 'a 1'], 2, []])
  })
})
