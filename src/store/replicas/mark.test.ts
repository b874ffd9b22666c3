import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { Fault } from '../../fault.ts'
import { checkMark } from './mark.ts'

describe.skipIf(noRedis)(`the mark of a database${noRedis ? `: ${noRedis}` : ''}`, () => {
  it('is set by the first who serves it; who serves another edition is refused', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await checkMark(redis, 'mark', 'current')
    expect(JSON.parse(String(await redis.call('GET', 'mark')))).toEqual({ format: 2, edition: 'current' })
    await checkMark(redis, 'mark', 'current')
    await expect(checkMark(redis, 'mark', '2022')).rejects.toThrow(
      'the Redis database holds worlds of the edition current, not 2022',
    )
    expect(JSON.parse(String(await redis.call('GET', 'mark'))).edition).toBe('current')
  })

  it('must be there for who takes any edition, and is not made', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const refusal = await checkMark(redis, 'mark', null).catch((fault: unknown) => fault)
    expect(refusal).toBeInstanceOf(Fault)
    expect(String(refusal)).toContain('there are no worlds in the Redis database')
    expect(await redis.call('EXISTS', 'mark')).toBe(0)
    await checkMark(redis, 'mark', '2022')
    await checkMark(redis, 'mark', null)
  })

  it.each([['{"format":3,"edition":"current"}'], ['{"edition":"current"}'], ['greenroom']])(
    'that is %s is one of a newer version',
    async (text) => {
      await using server = await startRedis()
      using redis = await connected(server.url)
      await redis.call('SET', 'mark', text)
      for (const edition of ['current', null])
        await expect(checkMark(redis, 'mark', edition)).rejects.toThrow('was written by a newer greenroom')
    },
  )
})
