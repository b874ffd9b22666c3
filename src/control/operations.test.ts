import { expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

it('the mock lists its operations, those of sockets alone, too, each with every outcome once', async () => {
  const { core, ask } = asking()
  const { status, body } = await ask('GET', '/mock')
  expect([status, body]).toEqual([
    200,
    {
      edition: 'current',
      seed: 'documented',
      url: 'http://127.0.0.1:4010',
      operations: expect.objectContaining({
        connectMeetingRooms: ['unauthorized', 'connected'],
        lockMeetingRoom: expect.arrayContaining(['not-host', 'lock-changed']),
      }),
    },
  ])
  const { operations } = Object(body)
  expect(Object.keys(operations)).toEqual(core.operations)
  for (const names of Object.values<string[]>(operations)) expect(names).toEqual([...new Set(names)])
  expect(operations.joinMeetingRoom).toContain('joined-as-guest')
})
