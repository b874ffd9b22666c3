import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/until.ts'
import type { Announcement } from '../../domain/announcement.ts'
import { setClock } from '../../world/clock.ts'
import type { Announced } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import type { Redis } from '../redis/client.ts'
import { createFollower, type Follower } from '../redis/follower.ts'
import { streamLog } from '../redis/stream-log.ts'
import { toBatchText } from './batch.ts'
import { createLiving, unreadableWorld, type Living } from './living.ts'
import { BORN } from './seal.ts'
import { Sealed } from './world-machine.ts'

let server: RedisServer
let redis: Redis & Disposable
let listening: Redis & Disposable
let follower: Follower
const faults: unknown[] = []
beforeAll(async () => {
  if (noRedis) return
  server = await startRedis()
  redis = await connected(server.url)
  listening = await connected(server.url)
  const pause = async (): Promise<void> => Promise.reject(new Error('nothing fails here'))
  follower = createFollower({ listening, commands: redis, bell: 'bell', pause, onFault: (fault) => faults.push(fault) })
})
afterAll(async () => {
  if (noRedis) return
  follower.close()
  listening[Symbol.dispose]()
  redis[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
  expect(faults).toEqual([])
})

/** A world as a process takes part in it, and what that tells. */
function taking(part: string, log: string) {
  const told: Announced[] = []
  let [jumps, looks] = [0, 0]
  const ready = (): Promise<void> => {
    looks++
    return redis.ready()
  }
  const living = createLiving({
    listed: { name: 'w', log, generation: 1 },
    stored: { name: 'w', recipe: recipeOf('documented'), contents: undefined, generation: 1 },
    log: streamLog(redis, log),
    link: { ready, connection: redis.connection, writer: part },
    host: { machine: setClock(1_000), mostBytes: 1_000_000 },
    follower,
    tell: (each) => told.push(each),
    onJump: () => jumps++,
    onLost: () => expect.unreachable('nothing is lost'),
    onFault: (fault) => faults.push(fault),
  })
  return { living, told, jumps: () => jumps, looks: () => looks }
}

/** Two processes in a world that has been born. */
async function two(log: string) {
  await streamLog(redis, log).append(1, toBatchText({ mark: 'a born', lines: [BORN] }))
  return [taking('a', log), taking('b', log)] as const
}

const count = ({ change }: Living, what?: string): Promise<number> =>
  change((state) => {
    const used = (state.windows.get('k')?.used ?? 0) + 1
    return {
      result: used,
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }],
      ...(what === undefined ? {} : { what, isByHand: true }),
    }
  })

const participant = {
  id: 'p1',
  roomId: 'r',
  userId: null,
  guestName: 'Ann',
  isActive: true,
  isHost: false,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
}
const joined = (id: string): Announcement => ({
  kind: 'joined',
  room: 'abc',
  participant: { ...participant, id },
  socketId: `of ${id}`,
})
const left = (id: string, reason: 'The meeting has ended' | null = null): Announcement => ({
  kind: 'left',
  room: 'abc',
  participant: { ...participant, id },
  reason,
})
const announce = ({ change }: Living, ...announces: Announcement[]): Promise<void> =>
  change(() => ({ result: undefined, writes: [], announces }))

describe.skipIf(noRedis)(`a world that processes take part in${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is decided on as all have left it, and read as it is now', async () => {
    const [one, other] = await two('shared')
    expect([await count(one.living), await count(other.living), await count(one.living)]).toEqual([1, 2, 3])
    expect((await other.living.contents()).rows.windows).toEqual([['k', { start: 0, used: 3 }]])
    const { living: late } = taking('c', 'shared')
    expect((await late.contents()).rows.windows).toEqual([['k', { start: 0, used: 3 }]])
  })

  it('tells what others are to hear or what was done by hand, and nothing else', async () => {
    const [{ living, told }] = await two('told')
    await count(living)
    await count(living, 'counted it')
    await announce(living, joined('p1'))
    expect(told).toEqual([
      { world: 'w', announces: [], isByHand: true, what: 'counted it', unseated: [] },
      { world: 'w', announces: [joined('p1')], isByHand: false, what: null, unseated: [] },
    ])
  })

  it('has the seats of the sockets of all, as far as it has taken part', async () => {
    const [one, other] = await two('seats')
    expect(other.living.seats()).toEqual([])
    await announce(one.living, joined('p1'))
    await other.living.catchUp()
    expect([other.living.seats(), other.looks()]).toEqual([[], 0])
    await announce(other.living, joined('p2'))
    expect(other.living.seats().map(({ socketId, by }) => [socketId, by])).toEqual([
      ['of p1', 'a'],
      ['of p2', 'b'],
    ])
    await announce(one.living, left('p1'))
    await other.living.catchUp()
    expect(other.living.seats()).toHaveLength(1)
  })

  it('says which of its own sockets another process has unseated, without a reason, and none that it unseats itself', async () => {
    const [one, other] = await two('unseated')
    await announce(one.living, joined('p1'), joined('p2'), joined('p3'))
    await announce(other.living, joined('p4'))
    await announce(other.living, left('p1'), left('p2', 'The meeting has ended'))
    await announce(one.living, left('p3'))
    await announce(other.living, left('p4'))
    await one.living.catchUp()
    expect(one.told.map(({ unseated }) => unseated)).toEqual([[], [], ['of p1'], [], []])
    expect(other.told.map(({ unseated }) => unseated)).toEqual([[], [], [], [], []])
  })

  it('is followed from where it stands, at once, until all have left who follow it', async () => {
    const [one, other] = await two('followed')
    await announce(one.living, joined('p1'))
    await announce(other.living, joined('p2'))
    const seen = other.told.length
    const [leave, leaveToo] = [other.living.follow(), other.living.follow()]
    leave()
    leave()
    await announce(one.living, joined('p3'))
    await until(() => other.told.length > seen)
    expect(other.told.slice(seen).map(({ announces }) => announces[0])).toEqual([joined('p3')])
    leaveToo()
    await announce(one.living, joined('p4'))
    const third = taking('c', 'followed')
    expect(third.living.seats()).toEqual([])
    const unfollow = third.living.follow()
    await until(() => third.living.seats().length === 4)
    unfollow()
    expect([other.told.length, third.jumps()]).toEqual([seen + 1, 0])
  })

  it('ends once, for all, before whoever waits to change it', async () => {
    const [one, other] = await two('sealed')
    await count(one.living)
    const next = { is: 'ended', name: 'w', why: 'asked' } as const
    const ended = one.living.seal(next)
    const late = count(one.living).catch((fault: unknown) => fault)
    await ended
    const faultsOf = [await late, await count(other.living).catch((fault: unknown) => fault)]
    for (const fault of faultsOf) {
      expect(fault).toBeInstanceOf(Sealed)
      expect(fault).toMatchObject({ next })
    }
    await expect(other.living.seal({ ...next, why: 'idle' })).rejects.toThrow(Sealed)
    expect(await streamLog(redis, 'sealed').last()).toBe(3)
  })

  it('has ended as the first of two wanted, which those learn who waited behind the other', async () => {
    const [one, other] = await two('contested')
    await count(one.living)
    const next = { is: 'ended', name: 'w', why: 'asked' } as const
    await other.living.contents()
    // As this one is read once more, the other ends it; what waits here is decided without knowing of that.
    const reading = one.living.contents()
    const ending = other.living.seal(next)
    const late: Promise<unknown>[] = [one.living.seal({ ...next, why: 'idle' }), count(one.living)]
    const failures = await Promise.all(late.map((each) => each.catch((fault: unknown) => fault)))
    await Promise.all([reading, ending])
    for (const failure of failures) expect(failure).toMatchObject({ name: 'Sealed', next })
    expect(await streamLog(redis, 'contested').last()).toBe(3)
  })

  it('whose log is gone can be neither used nor read', async () => {
    const { living } = taking('a', 'nowhere')
    for (const use of [() => count(living), () => living.contents()])
      await expect(use()).rejects.toThrow('the world w is damaged: its log is gone')
  })

  it('whose log is damaged has jumped once, however often it is asked, and not again when that is repaired', async () => {
    const [a] = await two('damaged')
    await count(a.living)
    const { key } = streamLog(redis, 'damaged')
    await redis.call('XADD', key, '3-0', 'e', 'x 1\nnonsense')
    for (let n = 0; n < 3; n++) await expect(count(a.living)).rejects.toThrow('is damaged')
    expect(a.jumps()).toBe(1)
    // A stream still knows of an entry that was taken out: it must be copied without it.
    const entries = await streamLog(redis, 'damaged').from(1)
    await redis.call('DEL', key)
    for (const { id, body } of entries.slice(0, 2)) await redis.call('XADD', key, id, 'e', body)
    expect([await count(a.living), a.jumps()]).toEqual([2, 1])
    await redis.call('XADD', key, '4-0', 'e', 'x 2\nnonsense')
    for (let n = 0; n < 2; n++) await expect(count(a.living)).rejects.toThrow('is damaged')
    expect(a.jumps()).toBe(2)
  })

  it('that cannot be read says so, whatever is asked of it, and has no seats', async () => {
    const listed = { name: 'w', log: 'a-1', generation: 1 }
    const living = unreadableWorld(listed, { name: 'w', recipe: recipeOf('empty'), contents: undefined, generation: 1 })
    for (const use of [
      () => count(living),
      () => living.contents(),
      () => living.seal({ is: 'ended', name: 'w', why: 'idle' }),
    ])
      await expect(use()).rejects.toThrow('the world w is damaged: what it began with is not on the Redis server')
    await living.catchUp()
    living.follow()()
    expect(living.seats()).toEqual([])
  })
})
