import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { streamLog } from './stream-log.ts'

describe.skipIf(noRedis)(`a log in a stream${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('takes an entry only if it is the next one', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const [one, other] = [streamLog(redis, 'a'), streamLog(redis, 'a')]
    expect(await one.append(1, 'first')).toBe('appended')
    expect(await other.append(1, 'late')).toBe('taken')
    expect(await other.append(2, 'second')).toBe('appended')
    expect((await one.from(1)).map(({ n, body }) => [n, body])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ])
    expect([await one.last(), await streamLog(redis, 'b').last()]).toEqual([2, 0])
  })

  it('of a hundred writers at once, lets one be next', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = streamLog(redis, 'a')
    await log.append(1, 'first')
    const done = await Promise.all(Array.from({ length: 100 }, (_, writer) => log.append(2, `${writer}`)))
    expect(done.filter((each) => each === 'appended').length).toBe(1)
    expect((await log.from(2)).length).toBe(1)
  })

  it('says that it is lost, rather than going on without what was in it', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = streamLog(redis, 'a')
    await log.append(1, 'first')
    await redis.call('FLUSHALL')
    expect(await log.append(2, 'second')).toBe('lost')
    expect(await log.last()).toBe(0)
  })

  it('knows the number of its latest entry though that was removed', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = streamLog(redis, 'a')
    expect(await log.given()).toBe(0)
    for (let n = 1; n <= 3; n++) await log.append(n, `${n}`)
    await redis.call('XDEL', log.key, '3-0')
    expect([await log.last(), await log.given()]).toEqual([2, 3])
  })

  it('keeps the latest snapshot, whoever saves which one last, and the entries after it', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const log = streamLog(redis, 'a')
    for (let n = 1; n <= 200; n++) await log.append(n, `${n}`)
    await log.save({ n: 190, body: 'later' })
    await log.save({ n: 180, body: 'earlier' })
    expect(await log.snapshot()).toMatchObject({ n: 190, body: 'later' })
    expect((await log.from(1))[0]?.n).toBe(126)
    expect(await log.append(201, 'more')).toBe('appended')
  })
})
