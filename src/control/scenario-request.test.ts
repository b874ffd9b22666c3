import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

const CALL = {
  operation: 'joinMeetingRoom',
  expect: 'joined-as-guest',
  as: 'guest',
  request: { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane' } },
}
const SET = { atMs: 0, set: { 'meeting-room': [] } }
const script = (...steps: object[]) => ({ scenario: { name: 'own', about: 'mine', steps } })

const play = async (body: object) => {
  const { ask } = asking()
  const { status, body: answered } = await ask('PUT', '/worlds/default/scenario', body)
  await ask('DELETE', '/worlds/default/scenario')
  return { status, ...Object(answered) }
}

describe('a wish to play', () => {
  it('names a scenario of the mock, or has one of its own, at the speed it says', async () => {
    expect(await play({ name: 'last-seat', mode: 'step' })).toMatchObject({
      status: 200,
      name: 'last-seat',
      mode: 'step',
      speed: null,
    })
    expect(await play({ name: 'last-seat', speed: 3 })).toMatchObject({ mode: 'timed', speed: 3 })
    expect(await play(script(SET, { atMs: 60_000, by: 'Jane', call: CALL }))).toMatchObject({
      status: 200,
      name: 'own',
      about: 'mine',
      mode: 'timed',
      speed: 1,
      steps: 2,
      played: 1,
      next: { atMs: 60_000, what: 'Jane: joinMeetingRoom' },
    })
  })

  it.each<[string, string | RegExp, object]>([
    ['', 'must have either name or scenario', {}],
    ['', 'must have either name or scenario', { name: 'last-seat', ...script(SET) }],
    ['', 'must have one of speed and mode, not both', { name: 'last-seat', speed: 2, mode: 'step' }],
    [
      '/name',
      'must be one of agent-joins-twice, crowd, full-house, guest-before-host, last-seat, locked-mid-call, room-ends-while-inside',
      { name: 'none' },
    ],
    ['/scenario/steps/1', 'must have either set, or by and call', script(SET, { atMs: 0 })],
    ['/scenario/steps/1', 'must have either set, or by and call', script(SET, { atMs: 0, by: 'Jane' })],
    ['/scenario/steps/1', 'must have either set, or by and call', script(SET, { atMs: 0, call: CALL })],
    ['/scenario/steps/0', 'must have either set, or by and call', script({ ...SET, by: 'Jane' })],
    ['/scenario/steps/0', 'must have either set, or by and call', script({ ...SET, call: CALL })],
    ['/scenario/steps/0', 'must be a set at 0', script({ atMs: 0, by: 'Jane', call: CALL })],
    ['/scenario/steps/0', 'must be a set at 0', script({ ...SET, atMs: 1 })],
    [
      '/scenario/steps/2/atMs',
      'must not be earlier than the step before it',
      script(SET, { ...SET, atMs: 5 }, { ...SET, atMs: 4 }),
    ],
    [
      '/scenario/steps/1/set/call',
      'must not combine unknown with other facts',
      script(SET, { atMs: 1, set: { call: ['unknown', 'private'] } }),
    ],
    [
      '/scenario/steps/1/call/operation',
      /^must be one of joinLivechatRoom, .*endMeetingRoom$/,
      script(SET, { atMs: 1, by: 'Jane', call: { ...CALL, operation: 'none' } }),
    ],
  ])('is refused at %j, which %s', async (pointer, expected, body) => {
    expect(await play(body)).toMatchObject({
      status: 400,
      pointer,
      expected: typeof expected === 'string' ? expected : expect.stringMatching(expected),
    })
  })

  it('calls as whom it says', async () => {
    const { ask } = asking()
    const host = { ...CALL, as: 'host', expect: 'joined-as-host' }
    await ask('PUT', '/worlds/default/scenario', { ...script(SET, { atMs: 0, by: 'Ann', call: host }), mode: 'step' })
    expect((await ask('POST', '/worlds/default/scenario/next')).body).toMatchObject({ played: 2, unmet: [] })
    await ask('DELETE', '/worlds/default/scenario')
  })

  it('may have steps at the same time', async () => {
    expect(await play({ ...script(SET, SET, { ...SET, atMs: 5 }, { ...SET, atMs: 5 }), mode: 'step' })).toMatchObject({
      status: 200,
      steps: 4,
    })
  })
})
