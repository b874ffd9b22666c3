import { describe, expect, it } from 'vitest'
import type { IdentityName } from '../../src/contract/compiled/seeds.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { createMock } from '../../src/index.ts'

/** Joins as an identity of the seed, so many times; the last answer. */
async function joined(
  mock: ReturnType<typeof createMock>,
  { times = 1, as = 'agent', world }: { times?: number; as?: IdentityName; world: string },
): Promise<Response> {
  const { identities } = await mock.attach(world)
  const call = () =>
    mock.handle(
      new Request('http://localhost/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv', {
        headers: { ...identities[as], 'x-greenroom-world': world },
      }),
    )
  for (let nth = 1; nth < times; nth++) await call()
  return call()
}

describe('limits of livechat in editions of documents', () => {
  it.each(['current', '2022'] satisfies Edition[])(
    'are for pacing only in %s, and enforced where a world says so',
    async (edition) => {
      const mock = createMock({ edition })
      await using free = await mock.world()
      const eleventh = await joined(mock, { times: 11, world: free.name })
      expect([eleventh.status, eleventh.headers.get('x-ratelimit-limit')]).toEqual([200, null])
      await using world = await mock.world({ livechatLimits: true })
      const first = await joined(mock, { world: world.name })
      expect([
        first.status,
        first.headers.get('x-ratelimit-limit'),
        first.headers.get('x-ratelimit-remaining'),
      ]).toEqual([200, '10', '9'])
      const over = await joined(mock, { times: 10, world: world.name })
      expect([over.status, over.headers.get('greenroom-outcome'), over.headers.get('x-ratelimit-remaining')]).toEqual([
        429,
        'rate-limited',
        '0',
      ])
      expect((await over.json()).error).toContain('You must wait 60 seconds')
      const entries = await world.journal.list()
      expect(entries.at(-1)).toMatchObject({ outcome: 'rate-limited' })
      await world.clock.advance('60s')
      expect((await joined(mock, { world: world.name })).status).toBe(200)
    },
  )

  it('count no call without a login, and nothing happens over them', async () => {
    const mock = createMock({ livechatLimits: true })
    await using world = await mock.world()
    const nobody = await joined(mock, { times: 12, as: 'nobody', world: world.name })
    expect([nobody.status, nobody.headers.get('x-ratelimit-limit')]).toEqual([401, null])
    expect((await joined(mock, { times: 10, as: 'no-permission', world: world.name })).status).toBe(403)
    const before = await world.livechatRooms.get('gMMeBpWyLeowCrzBv')
    expect((await joined(mock, { world: world.name })).status).toBe(429)
    expect(await world.livechatRooms.get('gMMeBpWyLeowCrzBv')).toEqual(before)
  })

  it('are off with all others', async () => {
    const mock = createMock({ livechatLimits: true, rateLimit: false })
    await using world = await mock.world()
    expect((await joined(mock, { times: 11, world: world.name })).status).toBe(200)
  })
})
