import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/until.ts'
import type { Redis } from './client.ts'
import { createFollower } from './follower.ts'
import { streamLog } from './stream-log.ts'

/** A follower of a server's streams, whose pauses the test counts. */
async function following(url: string) {
  const [commands, listening] = [await connected(url), await connected(url)]
  const asked: unknown[][] = []
  const call: Redis['call'] = (...command) => {
    asked.push(command)
    return listening.call(...command)
  }
  const faults: unknown[] = []
  let pauses = 0
  const follower = createFollower({
    listening: { ...listening, call },
    commands,
    bell: 'bell',
    pause: async () => {
      pauses++
      await new Promise(setImmediate)
    },
    onFault: (fault) => faults.push(fault),
  })
  return {
    commands,
    listening,
    asked,
    follower,
    faults,
    pauses: () => pauses,
    [Symbol.dispose]() {
      follower.close()
      listening.close()
      commands.close()
    },
  }
}

describe.skipIf(noRedis)(`a follower of streams${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('tells of what comes after an id, also of what had come before it was asked, once each and in order', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    const log = streamLog(all.commands, 'a')
    for (const n of [1, 2, 3]) await log.append(n, `${n}`)
    const told: string[] = []
    all.follower.follow(log.key, '1-0', (news) => told.push(...news.map(({ body }) => body)))
    await until(() => told.length === 2)
    for (const n of [4, 5]) await log.append(n, `${n}`)
    await until(() => told.length === 4)
    expect([told, all.faults]).toEqual([['2', '3', '4', '5'], []])
    // It waits for less long than its connection may be silent.
    expect(all.asked[0]).toEqual(['XREAD', 'COUNT', 200, 'BLOCK', 2_000, 'STREAMS', 'bell', '0-0'])
  })

  it('takes in another stream while it waits, each with its own listener', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    const [a, b] = [streamLog(all.commands, 'a'), streamLog(all.commands, 'b')]
    const told: string[] = []
    for (const { key } of [a, b])
      all.follower.follow(key, '0-0', (news) => told.push(...news.map(({ body }) => `${key} ${body}`)))
    await b.append(1, 'first')
    await until(() => told.length === 1)
    await a.append(1, 'second')
    await until(() => told.length === 2)
    expect(told).toEqual(['b:log first', 'a:log second'])
    expect(Number(await all.commands.call('XLEN', 'bell'))).toBe(1)
    expect(Number(await all.commands.call('PTTL', 'bell'))).toBeGreaterThan(0)
  })

  it('tells nobody who has left; another who came in their place goes on', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    const log = streamLog(all.commands, 'a')
    const [first, second]: [string[], string[]] = [[], []]
    const leave = all.follower.follow(log.key, '0-0', (news) => first.push(...news.map(({ body }) => body)))
    await log.append(1, 'a')
    await until(() => first.length === 1)
    const leaveToo = all.follower.follow(log.key, '1-0', (news) => second.push(...news.map(({ body }) => body)))
    leave()
    await log.append(2, 'b')
    await until(() => second.length === 1)
    leaveToo()
    const other = streamLog(all.commands, 'other')
    const told: string[] = []
    await log.append(3, 'c')
    all.follower.follow(other.key, '0-0', (news) => told.push(...news.map(({ body }) => body)))
    await other.append(1, 'd')
    await until(() => told.length === 1)
    expect([first, second]).toEqual([['a'], ['b']])
  })

  it('goes on where it was when the server is back, which is no fault', async () => {
    await using server = await startRedis({ appends: true })
    using all = await following(server.url)
    const log = streamLog(all.commands, 'a')
    const told: string[] = []
    all.follower.follow(log.key, '0-0', (news) => told.push(...news.map(({ body }) => body)))
    await log.append(1, 'a')
    await until(() => told.length === 1)
    await server.restart()
    await all.commands.returned()
    await log.append(2, 'b')
    await until(() => told.length === 2)
    expect([told, all.faults, all.pauses()]).toEqual([['a', 'b'], [], 0])
  })

  it('tells of other failures, and tries again after a pause', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    await all.commands.call('ACL', 'SETUSER', 'default', '-xread')
    const log = streamLog(all.commands, 'a')
    const told: string[] = []
    all.follower.follow(log.key, '0-0', (news) => told.push(...news.map(({ body }) => body)))
    await until(() => all.pauses() > 1)
    expect(String(all.faults[0])).toContain('NOPERM')
    await all.commands.call('ACL', 'SETUSER', 'default', '+xread')
    await log.append(1, 'a')
    await until(() => told.length === 1)
  })

  it.each<[string, readonly [string, ...string[]]]>([
    ['something else', ['SET', 'bell', 'x']],
    ['a stream of somebody else', ['XADD', 'bell', '999-0', 'e', '']],
  ])('makes its bell anew if that is %s, and misses nothing', async (_, spoil) => {
    await using server = await startRedis()
    using all = await following(server.url)
    const [a, b] = [streamLog(all.commands, 'a'), streamLog(all.commands, 'b')]
    const told: string[] = []
    const hear = (news: readonly { body: string }[]): void => void told.push(...news.map(({ body }) => body))
    all.follower.follow(a.key, '0-0', hear)
    await a.append(1, 'before')
    await until(() => told.length === 1)
    await all.commands.call('DEL', 'bell')
    await all.commands.call(...spoil)
    await a.append(2, 'after')
    await until(() => told.length === 2)
    all.follower.follow(b.key, '0-0', hear)
    await b.append(1, 'other')
    await until(() => told.length === 3)
    const last = [await all.commands.call('XREVRANGE', 'bell', '+', '-')].flat(2).map(String)
    expect([told, last[0], all.faults, all.pauses()]).toEqual([['before', 'after', 'other'], '2-0', [], 0])
  })

  it('follows the others while one is no stream, and that one once it is', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    const [a, b] = [streamLog(all.commands, 'a'), streamLog(all.commands, 'b')]
    await all.commands.call('SET', a.key, 'no stream')
    const told: string[] = []
    for (const { key } of [a, b])
      all.follower.follow(key, '0-0', (news) => told.push(...news.map(({ body }) => `${key} ${body}`)))
    await b.append(1, 'first')
    await until(() => told.length === 1)
    await all.commands.call('DEL', a.key)
    await a.append(1, 'second')
    await b.append(2, 'third')
    await until(() => told.length === 3)
    expect([told.toSorted(), all.faults]).toEqual([['a:log second', 'b:log first', 'b:log third'], []])
  })

  it('asks no more once it is closed', async () => {
    await using server = await startRedis()
    using all = await following(server.url)
    const log = streamLog(all.commands, 'a')
    const told: string[] = []
    all.follower.follow(log.key, '0-0', (news) => {
      told.push(...news.map(({ body }) => body))
      all.follower.close()
    })
    await log.append(1, 'a')
    await until(() => told.length === 1)
    await log.append(2, 'b')
    expect([await all.listening.call('PING'), told]).toEqual(['PONG', ['a']])
  })
})
