import { it, runMock } from 'greenroom/vitest'
import { expect } from 'vitest'

it('lets an agent call again when the window of the limit has passed', async ({ world }) => {
  const { callId } = await world.situation({ call: [] })
  const join = async (): Promise<number> => {
    const answer = await fetch(`${world.url}/api/v1/video-conference.join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...world.identities['agent'] },
      body: JSON.stringify({ callId }),
    })
    return answer.status
  }
  expect([await join(), await join(), await join()]).toEqual([200, 200, 429])

  // Waiting would not help: a world's clock is frozen until you move it.
  await world.clock.advance('5s')
  expect(await join()).toBe(200)

  await world.limiter.off()
  expect([await join(), await join(), await join()]).toEqual([200, 200, 200])
})

it('has the same dates and ids in every run, given a salt', async () => {
  await using world = await runMock().world({ salt: 'time.test' })
  const answer = await fetch(`${world.url}/rooms/abc-def-ghi/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...world.identities['member'] },
    body: '{}',
  })
  expect(await answer.json()).toMatchObject({ id: 'c0hiq37p32s2dg57byxd9depa', joinedAt: '2026-03-03T10:30:00.000Z' })
})
