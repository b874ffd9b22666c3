import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventQueue } from './event-queue.ts'
import { createExclusive } from './exclusive.ts'
import { inParallel } from './schedule.ts'
import { allOf } from '../testing/runs.ts'

describe('a lock', () => {
  it('never lets two write, nor one write beside a reader, and lets everybody finish, in any order of events', async () => {
    const jobs = fc.array(fc.record({ isWriter: fc.boolean(), fails: fc.boolean() }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(jobs, fc.scheduler(), async (wanted, scheduler) => {
        const { shared, alone } = createExclusive()
        let [readers, writers, done] = [0, 0, 0]
        const all = wanted.map(({ isWriter, fails }, index) =>
          (isWriter ? alone : shared)(async () => {
            if (isWriter) writers += 1
            else readers += 1
            const isMeeting = writers > 1 || (writers === 1 && readers > 0)
            await scheduler.schedule(Promise.resolve(), `job ${index}`)
            if (isWriter) writers -= 1
            else readers -= 1
            done += 1
            if (fails) throw new Error('it fails')
            return isMeeting
          }).catch(() => false),
        )
        await scheduler.waitFor(Promise.all(all))
        expect(await Promise.all(all)).toEqual(wanted.map(() => false))
        expect(done).toBe(wanted.length)
      }),
      { numRuns: 60 },
    )
  })

  it('lets readers read at once, and hands on what the work gives or fails with', async () => {
    const { shared, alone } = createExclusive()
    const { promise, resolve } = Promise.withResolvers<string>()
    const first = shared(() => promise)
    await shared(async () => resolve('from the second'))
    expect(await first).toBe('from the second')
    await expect(alone(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await shared(async () => 'goes on')).toBe('goes on')
  })

  it('keeps those who read later behind a writer that waits', async () => {
    const { shared, alone } = createExclusive()
    const order: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const all = [
      shared(() => promise.then(() => order.push('read'))),
      alone(async () => order.push('write')),
      shared(async () => order.push('read later')),
    ]
    resolve()
    await Promise.all(all)
    expect(order).toEqual(['read', 'write', 'read later'])
  })
})

describe('a queue of events', () => {
  it('gives every event once and in order, whether it is put before, while or after somebody reads', async () => {
    const plans = fc.array(fc.record({ count: fc.nat({ max: 3 }), isLater: fc.boolean() }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const queue = createEventQueue<number>()
        let next = 0
        const putting = (async () => {
          for (const { count, isLater } of plan) {
            if (isLater) await pause(0)
            for (let each = 0; each < count; each++) queue.put(next++)
          }
          queue.end()
        })()
        expect(await allOf(queue)).toEqual(Array.from({ length: next }, (_, index) => index))
        await putting
      }),
      { numRuns: 40 },
    )
  })

  it('wakes its reader for each event, before any end', async () => {
    const queue = createEventQueue<string>()
    const reader = queue[Symbol.asyncIterator]()
    const next = reader.next()
    await pause(0)
    queue.put('a')
    expect(await next).toEqual({ done: false, value: 'a' })
  })

  it('still gives what was put before its end', async () => {
    const queue = createEventQueue<string>()
    queue.put('a')
    queue.end()
    expect(await allOf(queue)).toEqual(['a'])
  })
})

describe('workers', () => {
  it('do each item once, no more of them at once than there are workers, and beginning in order', async () => {
    const items = fc.array(fc.nat(), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 0, max: 4 }), fc.scheduler(), async (numbers, workers, scheduler) => {
        const begun: number[] = []
        let [running, most] = [0, 0]
        const all = inParallel(numbers, workers, async (each) => {
          begun.push(each)
          most = Math.max(most, ++running)
          await scheduler.schedule(Promise.resolve())
          running -= 1
        })
        await scheduler.waitFor(all)
        expect(begun).toEqual(numbers)
        expect(most).toBe(Math.min(numbers.length, Math.max(1, workers)))
      }),
      { numRuns: 60 },
    )
  })
})
