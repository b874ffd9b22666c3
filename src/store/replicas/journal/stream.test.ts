import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../../tests/support/redis-server.ts'
import { until } from '../../../../tests/support/until.ts'
import { createJournalBudget } from '../../../world/journal-budget.ts'
import type { Entry, Journal, Recorded } from '../../../world/journal.ts'
import { StoreUnavailable } from '../../../world/store.ts'
import type { Redis } from '../../redis/client.ts'
import { createFollower, type Follower } from '../../redis/follower.ts'
import { toExchangeText } from '../../log/journal-text.ts'
import { clearJournal, createJournalStream, removeJournal } from './stream.ts'

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

/** The journal of a world as a process has it. */
function open(key: string, isBeginning = false): Journal {
  return createJournalStream({
    redis,
    follower,
    key,
    budget: createJournalBudget(),
    isBeginning: () => isBeginning,
    onUnrecorded: () => expect.unreachable('it can be recorded'),
    onUnreadable: (n) => expect.unreachable(`${n} can be read`),
  })
}

const exchange = (target: string, body = ''): Recorded => ({
  at: 5,
  request: { method: 'GET', target, headers: {}, body },
  answer: { status: 200, body: '{}', about: { outcome: null, operation: null, cause: 'c', forced: null } },
})
const add = async (journal: Journal, ...targets: string[]): Promise<void> => {
  for (const target of targets) await journal.add(exchange(target))
}
const seen = async (journal: Journal, after = 0): Promise<string[]> => {
  await journal.refresh?.()
  return journal.since(after).map(textOf)
}
const textOf = ({ n, request }: Entry): string => `${n} ${request.target}`

describe.skipIf(noRedis)(`a journal that several processes have${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is the same for all once it is refreshed, in one order', async () => {
    const [one, other] = [open('same'), open('same')]
    await add(one, '/a')
    await add(other, '/b')
    await add(one, '/c')
    expect([one.since(0), one.last(), await seen(one)]).toEqual([[], 0, ['1 /a', '2 /b', '3 /c']])
    expect([await seen(other), await seen(other, 2), other.last(), other.forgotten()]).toEqual([
      ['1 /a', '2 /b', '3 /c'],
      ['3 /c'],
      3,
      0,
    ])
  })

  it('is cleared for all, and numbering goes on', async () => {
    const [one, other, late] = [open('cleared'), open('cleared'), open('cleared')]
    await one.clear()
    expect(await redis.call('EXISTS', 'cleared', 'cleared:cleared')).toBe(0)
    await add(one, '/a', '/b')
    await seen(other)
    await one.clear()
    expect(one.since(0)).toEqual([])
    expect([await seen(other), await seen(one), await seen(late), late.last()]).toEqual([[], [], [], 2])
    await add(other, '/c')
    for (const each of [one, other, late]) expect([await seen(each), each.forgotten()]).toEqual([['3 /c'], 0])
  })

  it('of a world that begins anew is cleared by the process that caused it, and only there', async () => {
    const [here, other] = [open('begins', true), open('begins')]
    await add(here, '/a')
    await seen(here)
    await here.clear()
    expect([here.since(0), await seen(other)]).toEqual([[], ['1 /a']])
    await clearJournal(redis, 'begins')
    expect(await seen(other)).toEqual([])
  })

  it('counts from one again once it was removed with its world', async () => {
    const journal = open('removed')
    await add(journal, '/a', '/b')
    await journal.clear()
    await add(journal, '/c')
    await seen(journal)
    await removeJournal(redis, 'removed')
    await add(journal, '/d')
    expect([await seen(journal), journal.last()]).toEqual([['1 /d'], 1])
    expect(await redis.call('EXISTS', 'removed:cleared')).toBe(0)
  })

  it('says how many were forgotten by the server, for those who come late', async () => {
    const [early, late] = [open('forgets'), open('forgets')]
    await add(early, '/a', '/b')
    await seen(early)
    for (let n = 3; n <= 260; n++) await redis.call('XADD', 'forgets', '0-*', 'e', await bodyOf('forgets'))
    await add(early, '/last')
    expect(Number(await redis.call('XLEN', 'forgets'))).toBe(256)
    const all = await seen(late)
    expect([all.length, all[0], all.at(-1), late.forgotten()]).toEqual([256, '6 /a', '261 /last', 5])
    expect([(await seen(early)).length, early.forgotten()]).toEqual([256, 5])
  })

  it('keeps a long exchange without its bodies', async () => {
    const journal = open('long')
    await journal.add(exchange('/long', 'x'.repeat(64 * 1024)))
    await journal.add(exchange('/short', 'x'.repeat(60 * 1024)))
    await journal.refresh?.()
    const [long, short] = journal.since(0)
    expect([long?.request.body, long?.answer.body, long?.request.target]).toEqual(['…', '…', '/long'])
    expect([short?.request.body.length, short?.answer.body]).toEqual([60 * 1024, '{}'])
  })

  it('keeps an exchange of 64 Ki characters as it is, and one of more without its bodies', async () => {
    const journal = open('bound')
    const most = 64 * 1024 - toExchangeText(exchange('/bound')).length
    await journal.add(exchange('/bound', 'x'.repeat(most)))
    await journal.add(exchange('/bound', 'x'.repeat(most + 1)))
    await journal.refresh?.()
    expect(journal.since(0).map(({ request }) => request.body.length)).toEqual([most, 1])
  })

  it('tells subscribers of what comes, from other processes, too, once each, until they leave', async () => {
    const [one, other] = [open('told'), open('told')]
    await add(one, '/before')
    await one.refresh?.()
    const [told, more]: [string[], string[]] = [[], []]
    const unsubscribe = one.subscribe((entry) => told.push(textOf(entry)))
    const leave = one.subscribe((entry) => more.push(textOf(entry)))
    await add(other, '/a')
    await add(one, '/b')
    await one.refresh?.()
    await until(() => told.length === 2)
    leave()
    leave()
    await add(other, '/c')
    await until(() => told.length === 3)
    expect([told, more]).toEqual([
      ['2 /a', '3 /b', '4 /c'],
      ['2 /a', '3 /b'],
    ])
    unsubscribe()
    await add(other, '/d')
    const waiting: string[] = []
    other.subscribe((entry) => waiting.push(textOf(entry)))
    await until(() => waiting.length > 0)
    expect([told.length, one.last()]).toEqual([3, 4])
    other.end()
  })

  it('tells nobody again of what was recorded since another process cleared it', async () => {
    const [one, other] = [open('again'), open('again')]
    const told: string[] = []
    one.subscribe((entry) => told.push(textOf(entry)))
    await add(other, '/a')
    await other.clear()
    await add(other, '/b')
    await until(() => told.length === 2)
    expect([await seen(one), told]).toEqual([['2 /b'], ['1 /a', '2 /b']])
    one.end()
  })

  it('tells of the first call again after it was removed with its world', async () => {
    const [one, other] = [open('first'), open('first')]
    const told: string[] = []
    one.subscribe((entry) => told.push(textOf(entry)))
    await add(other, '/a', '/b')
    await until(() => told.length === 2)
    await removeJournal(redis, 'first')
    await add(other, '/c')
    expect([await seen(one), told.at(-1)]).toEqual([['1 /c'], '1 /c'])
    one.end()
  })

  it('is not read of once it has ended', async () => {
    const journal = open('ended')
    const told: string[] = []
    journal.subscribe((entry) => told.push(textOf(entry)))
    journal.end()
    await add(open('ended'), '/a')
    let isLater = false
    const unfollow = follower.follow('later', '0-0', () => (isLater = true))
    await add(open('later'), '/b')
    await until(() => isLater)
    expect([told, journal.since(0)]).toEqual([[], []])
    unfollow()
  })
})

/** The text of the first exchange in a stream. */
async function bodyOf(key: string): Promise<string> {
  const [[, fields]] = JSON.parse(JSON.stringify(await redis.call('XRANGE', key, '-', '+', 'COUNT', 1)))
  return String(fields[1])
}

describe.skipIf(noRedis)(`a journal whose server is away${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('says that a call was not recorded, and fails who reads or clears it', async () => {
    await using own = await startRedis()
    using client = await connected(own.url, 0)
    let unrecorded = 0
    const journal = createJournalStream({
      redis: client,
      follower,
      key: 'away',
      budget: createJournalBudget(),
      isBeginning: () => false,
      onUnreadable: () => {},
      onUnrecorded: () => unrecorded++,
    })
    await client.call('CONFIG', 'SET', 'maxmemory', 1)
    await journal.add(exchange('/declined'))
    await own.kill()
    await until(() => client.reason() !== null)
    await journal.add(exchange('/away'))
    expect(unrecorded).toBe(2)
    await expect(journal.refresh?.()).rejects.toThrow(StoreUnavailable)
    await expect(Promise.resolve(journal.clear())).rejects.toThrow(StoreUnavailable)
  })
})

describe.skipIf(noRedis)(`a journal whose stream is something else${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('says so to who records or reads, until it is cleared, and begins anew', async () => {
    const unrecorded: (string | null)[] = []
    const journal = createJournalStream({
      redis,
      follower,
      key: 'damaged',
      budget: createJournalBudget(),
      isBeginning: () => false,
      onUnreadable: (n) => expect.unreachable(`${n} can be read`),
      onUnrecorded: (damage) => unrecorded.push(damage),
    })
    await redis.call('SET', 'damaged', 'a text')
    await journal.add(exchange('/a'))
    expect(unrecorded).toEqual([expect.stringMatching(/^the data on the Redis server is damaged: WRONGTYPE/)])
    const refused = await Promise.resolve(journal.refresh?.()).catch((fault: unknown) => fault)
    expect(refused).toBeInstanceOf(StoreUnavailable)
    expect(String(refused)).toContain('the journal damaged is damaged: ')
    await journal.clear()
    await journal.add(exchange('/b'))
    expect([await seen(journal), unrecorded.length]).toEqual([['1 /b'], 1])
  })
})
