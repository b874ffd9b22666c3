import { createMock } from 'greenroom'
import { expect, it } from 'vitest'

it('needs neither a server nor a port, and two worlds never meet', async () => {
  const mock = createMock()
  await using mine = await mock.world()
  await using yours = await mock.world()
  await mine.meetingRooms.change('abc-def-ghi', { isLocked: true })

  const join = (api: string): Promise<Response> =>
    mock.handle(
      new Request(`${api}/rooms/abc-def-ghi/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"Jane"}',
      }),
    )
  expect((await join(mine.url)).status).toBe(403)
  expect((await join(yours.url)).status).toBe(201)
  expect(await yours.journal.list({ operation: 'joinMeetingRoom' })).toHaveLength(1)
})
