import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const WORLD = '/worlds/w'

/** A mock with a world `w`. */
async function begin() {
  const plane = asking()
  await plane.ask('POST', '/worlds', { name: 'w' })
  return {
    ...plane,
    play: (body: object) => plane.ask('PUT', `${WORLD}/scenario`, body),
    next: async () => (await plane.ask('POST', `${WORLD}/scenario/next`)).body,
    status: () => plane.ask('GET', `${WORLD}/scenario`),
    steps: async () => (await plane.ask('GET', `${WORLD}/scenario/steps`)).body,
    stop: async () => (await plane.ask('DELETE', `${WORLD}/scenario`)).body,
  }
}

describe('the scenarios of a mock', () => {
  it('are listed with what happens in each step', async () => {
    const { ask } = await begin()
    const { scenarios } = Object((await ask('GET', '/scenarios')).body)
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual([
      'agent-joins-twice',
      'crowd',
      'full-house',
      'guest-before-host',
      'last-seat',
      'locked-mid-call',
      'room-ends-while-inside',
    ])
    const last = scenarios.find(({ name }: { name: string }) => name === 'last-seat')
    expect(last.about).toBe(
      'Two guests want the last seat in the same second; one gets it, and the other gets the next one.',
    )
    expect(last.steps.slice(0, 2)).toEqual([
      { atMs: 0, what: 'set meeting-room: [last-seat]', expected: null },
      { atMs: 5_000, what: 'Jane: joinMeetingRoom', expected: 'joined-as-guest' },
    ])
  })
})

it('a scenario in real time has the speed that was asked for, once by default', async () => {
  const { play, stop } = await begin()
  expect((await play({ name: 'full-house', speed: 10 })).body).toMatchObject({ mode: 'timed', speed: 10 })
  expect((await play({ name: 'full-house' })).body).toMatchObject({ mode: 'timed', speed: 1 })
  await stop()
})

describe('where nothing plays', () => {
  it('there is nothing to read, continue or stop, before and after loading', async () => {
    const { status, stop, ask, play } = await begin()
    const nothing = async () => {
      for (const [method, path] of [
        ['GET', 'scenario'],
        ['POST', 'scenario/next'],
      ] as const)
        expect(await ask(method, `${WORLD}/${path}`)).toMatchObject({
          status: 404,
          body: { title: 'Nothing plays', detail: 'No scenario is playing in the world w. Start one first.' },
        })
      expect(await ask('GET', `${WORLD}/scenario/steps`)).toMatchObject({ status: 200, body: { steps: [] } })
      expect(await stop()).toEqual({ count: 0 })
    }
    await nothing()
    await ask('POST', '/worlds', { name: 'v' })
    await ask('PUT', '/worlds/v/scenario', { name: 'last-seat', mode: 'step' })
    await nothing()
    await play({ name: 'last-seat', mode: 'step' })
    expect((await status()).status).toBe(200)
  })
})

describe('a play', () => {
  it('goes step by step when told, and says what came of each', async () => {
    const { play, next, status, steps } = await begin()
    const first = await play({ name: 'last-seat', mode: 'step' })
    expect(first).toMatchObject({
      status: 200,
      body: {
        name: 'last-seat',
        mode: 'step',
        speed: null,
        values: { code: expect.any(String) },
        steps: 6,
        played: 1,
        next: { at: '2026-03-03T10:30:05.000Z', atMs: 5_000, what: 'Jane: joinMeetingRoom' },
        unmet: [],
      },
    })
    expect(await next()).toMatchObject({ played: 2 })
    expect(Object(await steps()).steps).toHaveLength(6)
    expect(Object(await steps()).steps.slice(0, 3)).toEqual([
      { n: 1, atMs: 0, what: 'set meeting-room: [last-seat]', expected: null, isPlayed: true, answered: null },
      {
        n: 2,
        atMs: 5_000,
        what: 'Jane: joinMeetingRoom',
        expected: 'joined-as-guest',
        isPlayed: true,
        answered: 'joined-as-guest',
      },
      { n: 3, atMs: 5_000, what: 'Omar: joinMeetingRoom', expected: 'room-full', isPlayed: false, answered: null },
    ])
    for (let n = 0; n < 4; n++) await next()
    expect((await status()).body).toMatchObject({ played: 6, next: null, unmet: [] })
  })

  it('is stopped once', async () => {
    const { play, stop, status } = await begin()
    await play({ name: 'last-seat', mode: 'step' })
    expect([await stop(), await stop()]).toEqual([{ count: 1 }, { count: 0 }])
    expect((await status()).status).toBe(404)
  })

  it('does not begin in a world that is dropped while scenarios are loaded', async () => {
    const { play, ask } = await begin()
    const playing = play({ name: 'last-seat', mode: 'step' })
    await ask('DELETE', WORLD)
    expect(await playing).toMatchObject({ status: 404, body: { title: 'No such world' } })
  })
})
