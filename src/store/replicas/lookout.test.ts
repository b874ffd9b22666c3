import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { Damaged } from '../log/damaged.ts'
import { Away } from '../redis/away.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import { createAppending } from './appending.ts'
import { readBatch, toBatchText } from './batch.ts'
import { createLookout } from './lookout.ts'
import type { Machine } from './machine.ts'

/** A machine whose state is its lines, at a log of its own, on a connection that the test counts. */
function begin(redis: Redis, change: (log: StreamLog) => Partial<StreamLog> = () => ({})) {
  const plain = streamLog(redis, 'a')
  const log = { ...plain, ...change(plain) }
  let [lines, attempted]: [string[], string[]] = [[], []]
  const losses: string[] = []
  let connection = 1
  const machine: Machine = {
    apply(more) {
      if (more.includes('damaged')) throw new Damaged('a line cannot be read')
      if (more.includes('defect')) throw new Error('a defect')
      lines.push(...more)
    },
    confirm() {
      lines.push(...attempted)
      attempted = []
    },
    undo: () => void (attempted = []),
    snapshot: () => JSON.stringify(lines),
    restore: (text) => void (lines = text === null ? [] : JSON.parse(text)),
    lost: (had, has) => void losses.push(`${had} → ${has}`),
  }
  const link = { ready: redis.ready, connection: () => connection, writer: 'me' }
  const onFault = (fault: unknown): never => {
    throw fault
  }
  const lookout = createLookout({ log, machine, link, onFault })
  const appended = createAppending({ machine, lookout, link })
  return {
    log: plain,
    lookout,
    losses,
    lines: () => lines,
    open: () => attempted.length,
    reconnect: () => void connection++,
    /** Appends a line of its own. */
    own: (line: string): Promise<boolean> => {
      attempted.push(line)
      return appended([line])
    },
    /** Another writer appends. */
    other: (n: number, ...more: string[]) => plain.append(n, toBatchText({ mark: `you ${n}`, lines: more })),
  }
}

describe.skipIf(noRedis)(`the end of a log${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is not known before the first look, and is read on to', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, log } = begin(redis)
    expect(await lookout.append({ mark: 'me 1', lines: ['x'] })).toBe('taken')
    expect(await log.last()).toBe(0)
    expect(await lookout.isCurrent()).toBe(false)
    await other(1, 'a')
    await lookout.look()
    expect([lookout.n(), lines(), await lookout.isCurrent()]).toEqual([1, ['a'], true])
    await other(2, 'b')
    expect([await lookout.isCurrent(), lines(), await lookout.isCurrent()]).toEqual([false, ['a', 'b'], true])
  })

  it('is looked at once on each connection', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, reconnect, losses } = begin(redis)
    await lookout.look()
    reconnect()
    expect(await lookout.isCurrent()).toBe(false)
    await lookout.look()
    await other(1, 'a')
    await lookout.look()
    expect([lookout.n(), lines()]).toEqual([0, []])
    reconnect()
    await lookout.look()
    expect([lookout.n(), lines(), await lookout.isCurrent(), losses]).toEqual([1, ['a'], true, []])
    await other(2, 'b')
    reconnect()
    expect(await lookout.append({ mark: 'me 1', lines: ['x'] })).toBe('taken')
    await lookout.look()
    expect([lines(), losses]).toEqual([['a', 'b'], []])
  })

  it('that the server has lost makes it begin anew, and so does another batch of its number', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, reconnect, losses, log } = begin(redis)
    await other(1, 'a')
    await other(2, 'b')
    await lookout.look()
    await redis.call('DEL', log.key)
    await log.append(1, toBatchText({ mark: 'you 1', lines: ['a'] }))
    expect([await lookout.isCurrent(), lines(), losses]).toEqual([false, ['a'], ['2 → 1']])
    await redis.call('DEL', log.key)
    await log.append(1, toBatchText({ mark: 'another 1', lines: ['other'] }))
    reconnect()
    await lookout.look()
    expect([lines(), losses]).toEqual([['other'], ['2 → 1', '1 → 1']])
    await redis.call('DEL', log.key)
    reconnect()
    await lookout.look()
    expect([lookout.n(), lines(), losses.at(-1)]).toEqual([0, [], '1 → 0'])
  })

  it('that a snapshot has replaced is gone on from, which is no loss', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, reconnect, losses, log } = begin(redis)
    await other(1, 'a')
    await lookout.look()
    for (const n of [2, 3, 4]) await other(n, `${n}`)
    await log.save({ n: 3, body: '["all until 3"]' })
    await redis.call('XTRIM', log.key, 'MINID', '4-0')
    await lookout.readOn()
    expect([lookout.n(), lines()]).toEqual([4, ['all until 3', '4']])
    for (const n of [5, 6]) await other(n, `${n}`)
    await log.save({ n: 5, body: '["all until 5"]' })
    await redis.call('XTRIM', log.key, 'MINID', '6-0')
    reconnect()
    await lookout.look()
    expect([lookout.n(), lines(), losses]).toEqual([6, ['all until 5', '6'], []])
  })

  it('takes news that follow at once, those that it knew already, and none before it has looked', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, log, reconnect } = begin(redis)
    for (const n of [1, 2, 3, 4]) await other(n, `${n}`)
    const all = await log.from(1)
    expect(lookout.takes(all)).toBe(false)
    await redis.call('DEL', log.key)
    await other(1, '1')
    await lookout.look()
    expect([lookout.takes(all.slice(2)), lines()]).toEqual([false, ['1']])
    expect([lookout.takes(all.slice(0, 3)), lines()]).toEqual([true, ['1', '2', '3']])
    expect([lookout.takes(all.slice(0, 2)), lines()]).toEqual([true, ['1', '2', '3']])
    reconnect()
    expect([lookout.takes(all), lines()]).toEqual([false, ['1', '2', '3']])
  })

  it('is found to have a batch by its mark, right after what was known', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, other, log, reconnect } = begin(redis)
    await other(1, 'a')
    await lookout.look()
    expect(await lookout.finds('me 1')).toBe(false)
    await log.append(2, toBatchText({ mark: 'me 1', lines: ['b'] }))
    await other(3, 'c')
    // It has not been applied.
    expect([await lookout.finds('me 1'), lookout.n()]).toEqual([false, 1])
    reconnect()
    expect([await lookout.finds('me 1'), lookout.n()]).toEqual([true, 3])
    await other(4, 'd')
    await log.append(5, toBatchText({ mark: 'me 2', lines: ['e'] }))
    reconnect()
    expect([await lookout.finds('me 2'), lookout.n()]).toEqual([false, 5])
  })
})

describe.skipIf(noRedis)(`what is appended to a log${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('stays if it is the next, under a mark of its writer that is used once', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, log, lines, own } = begin(redis)
    await lookout.look()
    expect([await own('a'), await own('b'), lines(), lookout.n()]).toEqual([true, true, ['a', 'b'], 2])
    expect((await log.from(1)).map(({ body }) => readBatch(body))).toEqual([
      { mark: 'me 1', lines: ['a'] },
      { mark: 'me 2', lines: ['b'] },
    ])
    expect(await lookout.isCurrent()).toBe(true)
  })

  it('is taken back if another writer was first, whose lines are read', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, own, open, other } = begin(redis)
    await lookout.look()
    await other(1, 'a')
    expect([await own('b'), open(), lines()]).toEqual([false, 0, ['a']])
    expect([await own('b'), lines()]).toEqual([true, ['a', 'b']])
  })

  it('is taken back if the log is gone, which then begins anew', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, own, open, log, losses } = begin(redis)
    await lookout.look()
    await own('a')
    await redis.call('DEL', log.key)
    expect([await own('b'), open(), lines(), losses]).toEqual([false, 0, [], ['1 → 0']])
  })

  it.each([true, false])('is looked for if the reply was lost: it was there: %s', async (isThere) => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    let isCut = false
    const { lookout, lines, own, open, other, reconnect } = begin(redis, ({ append }) => ({
      async append(n, body) {
        if (!isCut) return append(n, body)
        isCut = false
        if (isThere) await append(n, body)
        reconnect()
        throw new Away('the connection was lost')
      },
    }))
    await lookout.look()
    await other(1, 'a')
    await lookout.readOn()
    isCut = true
    expect([await own('b'), open(), lines()]).toEqual([isThere, 0, isThere ? ['a', 'b'] : ['a']])
    expect([await own('c'), lines().at(-1)]).toEqual([true, 'c'])
  })

  it('may have arrived if it cannot be looked for, and has not if the failure is another', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url, 0)
    const fault = new Error('a defect')
    let thrown: Error = fault
    const { lookout, own, open } = begin(redis, () => ({
      append: async () => Promise.reject(thrown),
    }))
    await lookout.look()
    expect([await own('a').catch((each: unknown) => each), open()]).toEqual([fault, 0])
    thrown = new Away('the connection was lost')
    await server.kill()
    const away = await own('b').catch((each: unknown) => each)
    expect(away).toBeInstanceOf(Away)
    expect([away, open()]).toMatchObject([{ wasSent: true }, 0])
  })
})

describe.skipIf(noRedis)(`a log that is damaged${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is read from its start the next time, when it may have been repaired', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, log, losses } = begin(redis)
    await other(1, 'a')
    await lookout.look()
    await other(2, 'b', 'damaged')
    await expect(lookout.isCurrent()).rejects.toThrow(Damaged)
    expect(await lookout.append({ mark: 'me 1', lines: ['x'] })).toBe('taken')
    await redis.call('DEL', log.key)
    for (const [n, line] of ['another', 'b'].entries()) await other(n + 1, line)
    expect(await lookout.isCurrent()).toBe(false)
    await lookout.look()
    expect([lines(), losses, await lookout.isCurrent()]).toEqual([['another', 'b'], [], true])
  })

  it('is not taken from its news, but read from its start, too', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, lines, other, log } = begin(redis)
    await other(1, 'a')
    await lookout.look()
    await other(2, 'damaged')
    expect(lookout.takes(await log.from(2))).toBe(false)
    await redis.call('DEL', log.key)
    await other(1, 'repaired')
    await lookout.look()
    expect([lookout.n(), lines()]).toEqual([1, ['repaired']])
  })
})

it.skipIf(noRedis)('news that cannot be applied for a defect are told of', async () => {
  await using server = await startRedis()
  using redis = await connected(server.url)
  const { lookout, other, log } = begin(redis)
  await lookout.look()
  await other(1, 'defect')
  const news = await log.from(1)
  expect(() => lookout.takes(news)).toThrow('a defect')
})

describe.skipIf(noRedis)(`a log whose last entries are gone${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is damaged, rather than at its end', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const { lookout, other, log } = begin(redis)
    await other(1, 'a')
    await lookout.look()
    await lookout.readOn()
    await other(2, 'b')
    await redis.call('XDEL', log.key, '2-0')
    await expect(lookout.readOn()).rejects.toThrow('the log a:log is damaged: it lacks what follows entry 1')
  })
})
