import { expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { setClock } from '../world/clock.ts'

it('a step that has come due while nobody moved the clock is played where it was moved from, never before', async () => {
  const machine = setClock(Date.parse('2026-03-03T10:00:00Z'))
  await using world = await createMock({ clock: machine }).world({ clock: 'real' })
  // Guests come after 3, 8 and 15 seconds.
  const play = await world.play('guest-before-host', { steps: true })
  machine.advance(5000)
  await world.clock.advance('20s')
  const { inside } = await world.meetingRooms.get(play.values['code'] ?? '')
  expect(inside.map(({ joinedAt }) => joinedAt)).toEqual([
    '2026-03-03T10:00:05.000Z',
    '2026-03-03T10:00:08.000Z',
    '2026-03-03T10:00:15.000Z',
  ])
  expect(await world.clock.read()).toEqual({ mode: 'running', now: '2026-03-03T10:00:25.000Z' })
})
