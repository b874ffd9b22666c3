import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { Fault } from '../../fault.ts'
import { Away } from '../redis/away.ts'
import type { Redis } from '../redis/client.ts'
import { streamLog } from '../redis/stream-log.ts'
import { createKeys } from './keys.ts'
import { noteList } from './list-log.ts'
import { checkMark, setMark } from './mark.ts'

const KEYS = createKeys('test:')

describe.skipIf(noRedis)(`the mark of a database${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is set by the first who serves it; who serves another edition is refused', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await checkMark(redis, KEYS, 'current')
    expect(JSON.parse(String(await redis.call('GET', KEYS.mark)))).toEqual({
      format: 2,
      edition: 'current',
    })
    await checkMark(redis, KEYS, 'current')
    await expect(checkMark(redis, KEYS, '2022')).rejects.toThrow(
      'the Redis database holds worlds of the edition current, not 2022',
    )
    expect(JSON.parse(String(await redis.call('GET', KEYS.mark))).edition).toBe('current')
  })

  it('of another process that is first stays', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    /** Another process sets it as this one looks whether there is one. */
    const call: Redis['call'] = async (command, ...args) => {
      const reply = await redis.call(command, ...args)
      if (command === 'EXISTS') await setMark(redis, KEYS, '2022')
      return reply
    }
    await expect(checkMark({ call }, KEYS, 'current')).rejects.toThrow(
      'the Redis database holds worlds of the edition 2022, not current',
    )
    expect(JSON.parse(String(await redis.call('GET', KEYS.mark))).edition).toBe('2022')
  })

  it('must be there for who takes any edition, and is not made', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const refusal = await checkMark(redis, KEYS, null).catch((fault: unknown) => fault)
    expect(refusal).toBeInstanceOf(Fault)
    expect(String(refusal)).toBe(
      'Fault: there are no worlds in the Redis database\n  Name the database, and the prefix, that serve uses.',
    )
    expect(await redis.call('EXISTS', KEYS.mark)).toBe(0)
    await checkMark(redis, KEYS, '2022')
    await checkMark(redis, KEYS, null)
  })

  it.each([
    ['{"format":999,"edition":"current"}', 'was written by a newer greenroom'],
    ['{"edition":"current"}', 'is of another program'],
    ['{"format":1}', 'is of another program'],
    ['greenroom', 'is of another program'],
  ])('that is %s %s', async (text, message) => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('SET', KEYS.mark, text)
    for (const edition of ['current', null]) await expect(checkMark(redis, KEYS, edition)).rejects.toThrow(message)
    expect(await redis.call('GET', KEYS.mark)).toBe(text)
  })

  it('that is of another kind is of another program', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('LPUSH', KEYS.mark, 'x')
    for (const edition of ['current', null])
      await expect(checkMark(redis, KEYS, edition)).rejects.toMatchObject({
        message: 'what the Redis database has at test:mark is of another program',
        fix: 'Choose another database, or another ?prefix= of this one. Nothing was changed.',
      })
    expect(await redis.call('LLEN', KEYS.mark)).toBe(1)
  })

  it('that cannot be read for another reason is that failure', async () => {
    const call = () => Promise.reject(new Away('the connection was lost'))
    await expect(checkMark({ call }, KEYS, 'current')).rejects.toThrow(Away)
  })

  it('is not set where there is a list of worlds: it was lost, or the list is of another program', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('XADD', streamLog(redis, KEYS.list).key, '1-0', 'e', 'x')
    await expect(checkMark(redis, KEYS, 'current')).rejects.toThrow('is of another program')
    await noteList(redis, KEYS)
    for (const edition of ['2022', null])
      await expect(checkMark(redis, KEYS, edition)).rejects.toMatchObject({
        message:
          'the mark at test:mark is gone from the Redis database: it says of which format and edition the data is',
        fix: `If this greenroom wrote the data, set it again, with the edition that was served: SET test:mark '{"format":2,"edition":"${edition ?? 'current'}"}'. Or name another ?prefix=. Nothing was changed.`,
      })
    expect(await redis.call('EXISTS', KEYS.mark)).toBe(0)
  })

  it('is gone where it is only known that there has been a list', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await noteList(redis, KEYS)
    await expect(checkMark(redis, KEYS, 'current')).rejects.toThrow('the mark at test:mark is gone')
  })
})
