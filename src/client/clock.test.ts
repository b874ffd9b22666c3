import { expect, it } from 'vitest'
import { asked } from '../../tests/support/asked.ts'
import { worldClock } from './clock.ts'

const INFO = { now: '2026-03-03T10:30:00.000Z', frozen: true }

it('a clock is read and changed at its path, by one word at a time, and says what it shows', async () => {
  const plane = asked(() => INFO)
  const clock = worldClock(plane.requester, '/worlds/w/clock')
  expect([
    await clock.read(),
    await clock.freeze(),
    await clock.run(),
    await clock.set(new Date(0)),
    await clock.set('2026-03-03T10:30:00+01:00'),
    await clock.advance('-1.5s'),
    await clock.advance(0),
  ]).toEqual(Array.from({ length: 7 }, () => INFO))
  expect(plane.asked).toEqual([
    ['GET /worlds/w/clock', undefined],
    ['PUT /worlds/w/clock', { freeze: true }],
    ['PUT /worlds/w/clock', { run: true }],
    ['PUT /worlds/w/clock', { set: '1970-01-01T00:00:00.000Z' }],
    ['PUT /worlds/w/clock', { set: '2026-03-03T10:30:00+01:00' }],
    ['PUT /worlds/w/clock', { advanceMs: -1500 }],
    ['PUT /worlds/w/clock', { advanceMs: 0 }],
  ])
})

it('a duration that is none is refused before anything is sent', () => {
  const plane = asked()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JavaScript could pass
  expect(() => worldClock(plane.requester, '/c').advance('soon' as '1s')).toThrow(
    expect.objectContaining({
      message: 'soon is not a duration',
      fix: 'Use milliseconds, or a number with a unit: 500ms, 5s, 2m, 1h, 3d.',
    }),
  )
  expect(plane.asked).toEqual([])
})
