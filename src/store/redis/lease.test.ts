import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/sockets.ts'
import { settle } from '../../../tests/support/timers.ts'
import type { Redis } from './client.ts'
import { createLease } from './lease.ts'

const LASTS_MS = 60_000

/** A lease on a server, with a clock and a timer that the test moves. */
function held(redis: Pick<Redis, 'call' | 'subscribe' | 'reason'>) {
  const faults: unknown[] = []
  const machine = { now: 0, due: new Map<() => void, number>() }
  const lease = createLease({
    redis,
    key: 'lease:a',
    value: 'process a',
    lastsMs: LASTS_MS,
    uptime: () => machine.now,
    later(ms, then) {
      machine.due.set(then, ms)
      return () => void machine.due.delete(then)
    },
    onFault: (fault) => faults.push(fault),
  })
  /** Does what the timer waits for. */
  const elapse = (): void => {
    const due = [...machine.due.keys()]
    machine.due.clear()
    for (const each of due) each()
  }
  return { lease, machine, faults, elapse }
}

describe.skipIf(noRedis)(`a lease${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is there for others, counts from before it was sent, and is renewed three times in its length', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lease, machine, faults, elapse } = held(redis)
    expect(lease.isHeld()).toBe(false)
    machine.now = 5
    await until(lease.isHeld)
    expect(await redis.call('GET', 'lease:a')).toBe('process a')
    expect(Number(await redis.call('PTTL', 'lease:a'))).toBeGreaterThan(LASTS_MS / 2)
    expect([...machine.due.values()]).toEqual([LASTS_MS / 3])
    machine.now = LASTS_MS - 1
    expect(lease.isHeld()).toBe(true)
    machine.now = LASTS_MS
    expect(lease.isHeld()).toBe(false)
    elapse()
    await until(lease.isHeld)
    machine.now += LASTS_MS - 1
    expect([lease.isHeld(), faults]).toEqual([true, []])
    await lease.end()
  })

  it('says why the server declined to write, which is no fault, until it writes again', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lease, faults, elapse } = held(redis)
    await until(lease.isHeld)
    expect(lease.declined()).toBeNull()
    await redis.call('CONFIG', 'SET', 'maxmemory', 1)
    elapse()
    await until(() => lease.declined() !== null)
    expect(lease.declined()).toMatch(/^OOM /)
    await redis.call('CONFIG', 'SET', 'maxmemory', 0)
    elapse()
    await until(() => lease.declined() === null)
    expect(faults).toEqual([])
    await lease.end()
  })

  it('ends at once, and is not renewed after that', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lease, machine } = held(redis)
    await until(lease.isHeld)
    await lease.end()
    expect([await redis.call('EXISTS', 'lease:a'), machine.due.size]).toEqual([0, 0])
  })

  it('waits while the server is away, which is no fault, and is there again with it', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lease, machine, faults, elapse } = held(redis)
    await until(lease.isHeld)
    await server.kill()
    await until(() => redis.reason() !== null)
    machine.now = LASTS_MS
    elapse()
    expect([lease.isHeld(), machine.due.size]).toEqual([false, 1])
    await server.restart()
    await until(lease.isHeld)
    expect([await redis.call('GET', 'lease:a'), faults]).toEqual(['process a', []])
    await lease.end()
  })
})

it.each([
  ['says so', null, 1],
  ['says nothing where the server went away meanwhile', 'gone', 0],
])('a lease that cannot be renewed for a defect %s', async (_, reason, told) => {
  const server: { reason: string | null } = { reason: null }
  const { faults } = held({
    call: async () => {
      server.reason = reason
      throw new Error('a defect')
    },
    subscribe: () => () => {},
    reason: () => server.reason,
  })
  await settle()
  expect(faults).toHaveLength(told)
})
