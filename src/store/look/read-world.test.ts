import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis, type RedisServer } from '../../../tests/support/redis-server.ts'
import { setClock } from '../../world/clock.ts'
import { Damaged } from '../log/damaged.ts'
import { toSnapshotText } from '../log/snapshot-text.ts'
import { recipeOf } from '../lasting.suite.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import { toBatchText } from '../replicas/batch.ts'
import { BORN, toSealText } from '../replicas/seal.ts'
import { readWorld } from './read-world.ts'

let server: RedisServer
let redis: Redis & Disposable
beforeAll(async () => {
  if (noRedis) return
  server = await startRedis()
  redis = await connected(server.url)
})
afterAll(async () => {
  if (noRedis) return
  redis[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const counted = (used: number): string =>
  JSON.stringify({ at: 0, by: 'a', writes: [['windows', 'k', { start: 0, used }]] })
const write = (log: StreamLog, n: number, ...lines: string[]) => log.append(n, toBatchText({ mark: `a ${n}`, lines }))
const read = (log: StreamLog) =>
  readWorld('w', log, { recipe: recipeOf('documented'), contents: undefined }, setClock(5))
const windows = (used: number) => [['k', { start: 0, used }]] as const

describe.skipIf(noRedis)(`what is read of a world's log${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is what the world holds, how many changes there were, and how long they are', async () => {
    const log = streamLog(redis, 'plain')
    await write(log, 1, BORN)
    await write(log, 2, counted(1), counted(2))
    await write(log, 3, counted(3))
    const { contents, entries, bytes } = await read(log)
    expect([contents.rows.windows, entries, bytes]).toEqual([windows(3), 3, BORN.length + 3 * counted(1).length])
  })

  it('begins with its snapshot, and the changes before that count no more', async () => {
    const log = streamLog(redis, 'snapshot')
    await write(log, 1, BORN)
    for (const n of [2, 3, 4]) await write(log, n, counted(n))
    const kept = ['other', { start: 0, used: 1 }] as const
    const contents = { rows: { windows: [...windows(7), kept] }, ids: {} }
    const snapshot = toSnapshotText({ n: 2, at: 0, contents, seats: [] })
    await log.save({ n: 3, body: snapshot })
    expect(await read(log)).toMatchObject({
      contents: { rows: { windows: [...windows(4), kept] } },
      entries: 1,
      bytes: snapshot.length + counted(4).length,
    })
  })

  it('counts nothing twice where the log went on while it was read', async () => {
    const log = streamLog(redis, 'goes-on')
    await write(log, 1, BORN)
    for (const n of [2, 3]) await write(log, n, counted(n))
    let isFirst = true
    const from = async (n: number) => {
      const entries = await log.from(n)
      const seen = isFirst ? entries.slice(0, -1) : entries
      isFirst = false
      return seen
    }
    expect(await read({ ...log, from })).toMatchObject({ entries: 2, bytes: BORN.length + 2 * counted(2).length })
  })

  it('is what it held where it ends just now', async () => {
    const log = streamLog(redis, 'sealed')
    await write(log, 1, BORN, counted(1))
    await write(log, 2, toSealText({ is: 'ended', name: 'w', why: 'asked' }))
    expect((await read(log)).contents.rows.windows).toEqual(windows(1))
  })

  it('is damaged where there is none, or a line is not one', async () => {
    await expect(read(streamLog(redis, 'none'))).rejects.toThrow('the world w is damaged: its log is gone')
    const log = streamLog(redis, 'damaged')
    await write(log, 1, BORN, 'nonsense')
    await expect(read(log)).rejects.toThrow(Damaged)
  })
})
