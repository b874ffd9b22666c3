import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/sockets.ts'
import { settle } from '../../../tests/support/timers.ts'
import { Damaged } from '../log/damaged.ts'
import { Away } from '../redis/away.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog } from '../redis/stream-log.ts'
import { toBatchText } from './batch.ts'
import { createPosition } from './position.ts'

const LONG = 'x'.repeat(64 * 1024)

/** A machine whose state is the lines that it was told, in a log of its own. */
function begin(redis: Redis) {
  const log = streamLog(redis, 'a')
  let lines: string[] = []
  const saved: number[] = []
  const restored: (boolean | undefined)[] = []
  const position = createPosition({
    log: {
      ...log,
      async save(snapshot) {
        await log.save(snapshot)
        saved.push(snapshot.n)
      },
    },
    machine: {
      apply: (more) => void lines.push(...more),
      confirm() {},
      undo() {},
      snapshot: () => JSON.stringify(lines),
      restore(snapshot, isAgain) {
        restored.push(isAgain)
        if (snapshot?.startsWith('[') === false) throw new Damaged('no list')
        lines = snapshot === null ? [] : JSON.parse(snapshot)
      },
      lost() {},
    },
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  return {
    log,
    position,
    saved,
    restored,
    lines: () => lines,
    append: async (n: number, mark: string, ...more: string[]) => log.append(n, toBatchText({ mark, lines: more })),
  }
}

describe.skipIf(noRedis)(`how far a log was read${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is where its last batch is, and goes on only with the next one', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, lines, append } = begin(redis)
    await append(1, 'me 1', 'a', 'b')
    await append(2, 'you 1', 'c')
    await append(3, 'me 2')
    const all = await log.from(1)
    expect([position.takeAll(all.slice(1)), position.n(), lines()]).toEqual([false, 0, []])
    expect([position.takeAll(all), position.n(), lines()]).toEqual([true, 3, ['a', 'b', 'c']])
    expect(position.takeAll([])).toBe(true)
    expect(all.map(position.isAt)).toEqual([false, false, true])
    position.appended('me 3', 10)
    await append(4, 'you 2')
    const [other] = await log.from(4)
    expect([position.n(), other && position.isAt(other)]).toEqual([4, false])
  })

  it('is at an entry of its number and its mark', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, append } = begin(redis)
    await append(1, 'me 1')
    await append(2, 'me 1')
    const [first, second] = await log.from(1)
    if (!first || !second) throw new Error('both were appended')
    position.takeAll([first])
    expect([position.isAt(first), position.isAt(second), position.isAt({ ...first, body: 'you 1' })]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('cannot be found in a log that lacks what follows its snapshot, which is told', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, append } = begin(redis)
    for (let n = 1; n <= 4; n++) await append(n, `me ${n}`)
    await log.save({ n: 2, body: '[]' })
    await redis.call('XDEL', log.key, '2-0', '3-0')
    await expect(position.startAgain()).rejects.toThrow(
      'the log a:log is damaged: it lacks what follows its snapshot 2',
    )
  })

  it.each<[string, (redis: Redis) => Promise<unknown>, string]>([
    ['lacks its latest entries', (redis) => redis.call('XDEL', 'a:log', '3-0', '4-0'), 'it lacks what follows entry 2'],
    ['has lost them all', (redis) => redis.call('XTRIM', 'a:log', 'MAXLEN', 0), 'it lacks what follows entry 0'],
    ['is gone, but for its snapshot', (redis) => redis.call('DEL', 'a:log'), 'it lacks what follows entry 0'],
  ])('cannot be found in a log that %s, which is told', async (_, spoil, message) => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, append } = begin(redis)
    for (let n = 1; n <= 4; n++) await append(n, `me ${n}`)
    await log.save({ n: 2, body: '[]' })
    await position.startAgain()
    await spoil(redis)
    await expect(position.startAgain()).rejects.toThrow(`the log a:log is damaged: ${message}`)
  })

  it('begins with the latest snapshot, whose own batch it then stands at', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, lines, append } = begin(redis)
    await position.startAgain()
    expect([position.n(), lines()]).toEqual([0, []])
    for (let n = 1; n <= 3; n++) await append(n, `me ${n}`, `${n}`)
    await log.save({ n: 2, body: '["all until 2"]' })
    await position.startAgain()
    expect([position.n(), lines()]).toEqual([3, ['all until 2', '3']])
    await log.save({ n: 3, body: '["all"]' })
    await position.startAgain()
    expect([position.n(), lines(), (await log.from(3)).map(position.isAt)]).toEqual([3, ['all'], [true]])
  })

  it('says that it restores once more until it got through', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, restored, append } = begin(redis)
    for (let n = 1; n <= 3; n++) await append(n, `me ${n}`)
    await redis.call('XDEL', log.key, '2-0')
    await expect(position.startAgain()).rejects.toThrow('it lacks what follows entry 1')
    const before = restored.length
    await log.save({ n: 2, body: '[]' })
    await position.startAgain()
    await position.startAgain()
    expect([restored[0], restored.slice(before)]).toEqual([false, [true, false]])
  })

  it('is lost in a log that lacks an entry, or has a snapshot that cannot be read', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, append } = begin(redis)
    for (let n = 1; n <= 3; n++) await append(n, `me ${n}`, `${n}`)
    await redis.call('XDEL', log.key, '2-0')
    await expect(position.startAgain()).rejects.toThrow('the log a:log is damaged: it lacks what follows entry 1')
    await log.save({ n: 3, body: 'no snapshot' })
    await expect(position.startAgain()).rejects.toThrow('the log a:log is damaged: no list')
  })

  it('is saved after as much as the last snapshot had, and 128 KiB', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { position, saved, append } = begin(redis)
    const add = async (n: number): Promise<void> => {
      await append(n, `you ${n}`, LONG)
      position.takeAll(await streamLog(redis, 'a').from(n))
      position.save()
    }
    await add(1)
    expect(saved).toEqual([])
    await add(2)
    await until(() => saved.length === 1)
    for (let n = 3; n <= 5; n++) await add(n)
    await redis.call('PING')
    expect(saved).toEqual([2])
    await add(6)
    await until(() => saved.length === 2)
    expect(saved).toEqual([2, 6])
  })

  it('is saved after as much as the snapshot had that it began with, and 128 KiB since', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { log, position, saved, append } = begin(redis)
    const add = async (n: number): Promise<void> => {
      await append(n, `you ${n}`, LONG)
      position.takeAll(await log.from(n))
    }
    await add(1)
    await log.save({ n: 1, body: JSON.stringify([LONG]) })
    await position.startAgain()
    for (const n of [2, 3]) await add(n)
    position.save()
    await redis.call('PING')
    expect(saved).toEqual([])
    await add(4)
    position.save()
    await until(() => saved.length === 1)
    expect(saved).toEqual([4])
  })
})

it.each([
  ['for a defect, is a fault', new Error('a defect'), 1],
  ['since the server is away, is none', new Away('gone'), 0],
])('a snapshot that is not saved %s', async (_, why, told) => {
  const faults: unknown[] = []
  const position = createPosition({
    log: { ...streamLog({ call: async () => null }, 'a'), save: () => Promise.reject(why) },
    machine: { apply() {}, confirm() {}, undo() {}, snapshot: () => '[]', restore() {}, lost() {} },
    onFault: (fault) => faults.push(fault),
  })
  position.appended('a 1', 1024 * 1024)
  position.save()
  await settle()
  expect(faults).toHaveLength(told)
})
