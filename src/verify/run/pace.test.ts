import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Received } from '../model/exchange.ts'
import { createPacer } from './pace.ts'
import type { Limit, Pacer } from '../model/limit.ts'

const answer = (status = 200, headers: Received['headers'] = []): Received => ({ status, headers, body: '', ms: 1 })

/** A clock that moves only during sleeps, or while a request takes its time. */
function virtualTime() {
  let now = 0
  return { now: () => now, sleep: async (ms: number) => void (now += ms), take: (ms: number) => void (now += ms) }
}

/** A server with fixed windows: the first call after the end of a window begins the next. Counts its refusals. */
function fixedWindows({ requests, windowMs }: Limit) {
  let [start, used, refused] = [-Infinity, 0, 0]
  return {
    refused: () => refused,
    call(at: number) {
      if (at - start > windowMs) [start, used] = [at, 0]
      used += 1
      if (used > requests) refused += 1
    },
  }
}

const pacerOf = (limit: Limit, time: ReturnType<typeof virtualTime>): Pacer =>
  createPacer({ limits: new Map([['join', limit]]), now: time.now, sleep: time.sleep, onWait: () => {} })

const need = (calls: number, fresh = false) => new Map([['join', { calls, fresh }]])

describe('a pacer', () => {
  it('never has a call refused, and takes hardly longer than the limit makes it, whatever the way to the server takes', async () => {
    const limits = fc.record({
      requests: fc.integer({ min: 1, max: 12 }),
      windowMs: fc.integer({ min: 1000, max: 60_000 }),
    })
    const ways = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
      minLength: 1,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(limits, ways, async (limit, calls) => {
        const [time, server] = [virtualTime(), fixedWindows(limit)]
        const pacer = pacerOf(limit, time)
        for (const [there, back] of calls) {
          const lease = await pacer.lease(need(1))
          time.take(there)
          server.call(time.now())
          time.take(back)
          lease.answered('join', answer())
          lease.release()
        }
        expect(server.refused()).toBe(0)
        const least = (Math.ceil(calls.length / limit.requests) - 1) * limit.windowMs
        expect(time.now()).toBeLessThanOrEqual(least + calls.length * 82)
      }),
    )
  })

  it('waits for a whole window where a case is about the limit itself', async () => {
    const time = virtualTime()
    const pacer = pacerOf({ requests: 2, windowMs: 5000 }, time)
    const first = await pacer.lease(need(1))
    first.answered('join', answer())
    first.release()
    await pacer.lease(need(3, true))
    expect(time.now()).toBe(5002)
  })

  it('counts nothing for calls that are refused for their credentials', async () => {
    const time = virtualTime()
    const pacer = pacerOf({ requests: 2, windowMs: 5000 }, time)
    for (let call = 0; call < 10; call++) {
      const lease = await pacer.lease(need(1))
      lease.answered('join', answer(401))
      lease.release()
    }
    expect(time.now()).toBe(0)
  })

  it('learns from X-RateLimit headers that the limit is another one, or that somebody else has used some of it', async () => {
    const time = virtualTime()
    const pacer = pacerOf({ requests: 10, windowMs: 5000 }, time)
    const lease = await pacer.lease(need(1))
    lease.answered(
      'join',
      answer(200, [
        ['x-ratelimit-limit', '5'],
        ['x-ratelimit-remaining', '0'],
      ]),
    )
    lease.release()
    await pacer.lease(need(1))
    expect(time.now()).toBe(5002)
  })

  it('lets cases that share an operation through one after the other, and two that share two of them never wait for each other for ever', async () => {
    const limits = new Map(['a', 'b'].map((name) => [name, { requests: 100, windowMs: 1000 }] as const))
    const time = virtualTime()
    const pacer = createPacer({ limits, now: time.now, sleep: time.sleep, onWait: () => {} })
    const order: string[] = []
    const one = async (name: string, operations: readonly string[]) => {
      const lease = await pacer.lease(new Map(operations.map((operation) => [operation, { calls: 1, fresh: false }])))
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
      lease.release()
    }
    await Promise.all([one('x', ['a', 'b']), one('y', ['b', 'a'])])
    expect(order).toEqual(['x begins', 'x ends', 'y begins', 'y ends'])
  })

  it('is not held up for ever by a target that claims absurd numbers', async () => {
    const time = virtualTime()
    const pacer = pacerOf({ requests: 10, windowMs: 5000 }, time)
    const lease = await pacer.lease(need(1))
    lease.answered(
      'join',
      answer(200, [
        ['x-ratelimit-limit', '999999999'],
        ['x-ratelimit-remaining', '0'],
      ]),
    )
    lease.release()
    await pacer.lease(need(1))
    // Of nearly a thousand million calls, it takes a thousand for made.
    expect(time.now()).toBe(0)
  })

  it('counts no calls of an earlier window when it learns how many are left', async () => {
    const time = virtualTime()
    const pacer = pacerOf({ requests: 3, windowMs: 5000 }, time)
    for (const headers of [[], [['x-ratelimit-remaining', '0']]] as const) {
      time.take(6000)
      const lease = await pacer.lease(need(1))
      lease.answered('join', answer(200, headers))
      lease.release()
    }
    await pacer.lease(need(1))
    expect(time.now()).toBe(17_002)
  })
})

describe('a lease', () => {
  const LIMIT = { requests: 2, windowMs: 5000 }

  /** How long a need waits at a time, after calls answered at these times. */
  async function waitFor(answeredAt: readonly number[], at: number, calls: number, fresh = false): Promise<number> {
    const time = virtualTime()
    const pacer = pacerOf(LIMIT, time)
    const first = await pacer.lease(new Map([['join', { calls: 0, fresh: false }]]))
    for (const each of answeredAt) {
      time.take(each - time.now())
      first.answered('join', answer())
    }
    first.release()
    time.take(at - time.now())
    await pacer.lease(need(calls, fresh))
    return time.now() - at
  }

  it.each<[answeredAt: readonly number[], at: number, calls: number, fresh: boolean, wait: number]>([
    [[], 0, 2, false, 0],
    [[0], 0, 1, false, 0],
    [[0], 0, 2, false, 5002],
    [[0, 1000], 1000, 1, false, 4002],
    [[0, 1000], 1000, 2, false, 5002],
    // A clock counts in whole milliseconds, and a window may still apply at its last one.
    [[0, 0], 5001, 1, false, 1],
    [[0, 0], 5002, 1, false, 0],
    [[0], 0, 1, true, 5002],
    [[0, 1000], 1000, 1, true, 5002],
    [[], 0, 1, true, 0],
    // More than a window allows: this needs a whole one.
    [[0], 0, 3, false, 5002],
    [[], 0, 3, false, 0],
  ])('after answers at %j, at %i, for %i calls (in a window of its own: %j) waits %i ms', async (...row) => {
    const [answeredAt, at, calls, fresh, wait] = row
    expect(await waitFor(answeredAt, at, calls, fresh)).toBe(wait)
  })

  it.each<[headers: Readonly<Record<string, string>>, fits: number]>([
    [{}, 9],
    [{ limit: '5' }, 4],
    [{ limit: '12' }, 11],
    [{ limit: '0' }, 9],
    [{ limit: 'five' }, 9],
    [{ limit: '1234567890' }, 9],
    [{ limit: '' }, 9],
    [{ remaining: '9' }, 9],
    [{ remaining: '2' }, 2],
    [{ remaining: '20' }, 9],
    [{ remaining: '-3' }, 9],
    [{ limit: '5', remaining: '1' }, 1],
  ])(
    'after an answer of ten a window whose X-RateLimit headers are %j fits %i calls, and no more',
    async (given, fits) => {
      const headers = Object.entries(given).map(([name, value]) => [`x-ratelimit-${name}`, value] as const)
      const waited = async (calls: number): Promise<number> => {
        const time = virtualTime()
        const pacer = pacerOf({ requests: 10, windowMs: 5000 }, time)
        const lease = await pacer.lease(need(1))
        lease.answered('join', answer(200, headers))
        lease.release()
        await pacer.lease(need(calls))
        return time.now()
      }
      expect([await waited(fits), await waited(fits + 1)]).toEqual([0, 5002])
    },
  )

  it('tells for what it waits, and for how long', async () => {
    const [time, told] = [virtualTime(), new Array<unknown>()]
    const onWait = (...wait: unknown[]): void => void told.push(wait)
    const pacer = createPacer({ limits: new Map([['join', LIMIT]]), now: time.now, sleep: time.sleep, onWait })
    pacer.full('join')
    pacer.full('another')
    await pacer.lease(need(1))
    expect(told).toEqual([['join', 5002]])
  })

  it('waits for no operation without a limit', async () => {
    const time = virtualTime()
    const lease = await pacerOf(LIMIT, time).lease(new Map([['another', { calls: 100, fresh: true }]]))
    lease.answered('another', answer())
    lease.release()
    expect(time.now()).toBe(0)
  })

  it('that is never had holds up nobody', async () => {
    const limits = new Map(['a', 'b'].map((name) => [name, LIMIT] as const))
    const sleep = (): Promise<void> => Promise.reject(new Error('interrupted'))
    const pacer = createPacer({ limits, now: () => 0, sleep, onWait: () => {} })
    pacer.full('b')
    const both = new Map(['a', 'b'].map((name) => [name, { calls: 1, fresh: false }] as const))
    await expect(pacer.lease(both)).rejects.toThrow('interrupted')
    await expect(pacer.lease(new Map([['a', { calls: 1, fresh: false }]]))).resolves.toBeDefined()
    await expect(pacer.lease(new Map([['b', { calls: 1, fresh: false }]]))).rejects.toThrow('interrupted')
  })
})
