import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Received } from '../model/exchange.ts'
import { createPacer } from './pace.ts'
import type { Limit, Pacer } from '../model/limit.ts'

const answer = (status = 200, headers: Received['headers'] = []): Received => ({ status, headers, body: '', ms: 1 })

/** A clock that moves only when somebody sleeps, or as a request takes its time. */
function virtualTime() {
  let now = 0
  return { now: () => now, sleep: async (ms: number) => void (now += ms), take: (ms: number) => void (now += ms) }
}

/** A server with fixed windows: the first call after a window's end begins the next. Counts what it has refused. */
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
    expect(time.now()).toBeLessThanOrEqual(5002)
  })
})
