import { describe, expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { isCallStep, type CallStep } from '../contract/model/scenario.ts'
import { createCore } from '../mock/core.ts'
import { caseOf } from '../verify/testing/answers.ts'
import { createCast } from './cast.ts'

const CODE = { code: 'abc-def-ghi' }

/** Those who call in a world, whose room has a code. */
function begin() {
  const core = createCore()
  const world = core.worlds.default
  const [scenario] = scenarios
  if (!scenario) throw new Error('there is no scenario')
  const [step] = scenario.steps.filter(isCallStep)
  if (!step) throw new Error('nobody calls')
  const call = (operation: string, by: string, as: string, body: Record<string, unknown> = {}): CallStep => ({
    ...step,
    by,
    call: { ...step.call, operation, as, request: { path: { code: '$code' }, query: {}, headers: {}, body } },
  })
  const inside = async () =>
    core.store.change('default', ({ meetingRooms }) => ({
      result: meetingRooms.get(CODE.code)?.inside.map(({ guestName, userId }) => guestName ?? userId),
      writes: [],
    }))
  return { core, world, cast: createCast({ core, world, scenario }), call, inside }
}

describe('who calls in a scenario', () => {
  it('has one seat for as long as they are connected, and leaves it on disconnecting', async () => {
    const { cast, call, inside } = begin()
    const join = call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' })
    expect((await cast.call(join, CODE)).about.outcome).toBe('joined-as-guest')
    await cast.call(join, CODE)
    await cast.call(call('joinMeetingRoom', 'Tom', 'guest', { guestName: 'Tom' }), CODE)
    expect(await inside()).toEqual(['Ada', 'Tom'])
    expect((await cast.call(call('leaveMeetingRoom', 'Tom', 'guest'), CODE)).about.outcome).toBe('left')
    expect(await inside()).toEqual(['Ada'])
    await cast.disconnect()
    await cast.disconnect()
    expect(await inside()).toEqual([])
  })

  it('keeps no seat that somebody else has taken away', async () => {
    const { core, cast, call, inside } = begin()
    await cast.call(call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' }), CODE)
    await core.arrange({ 'meeting-room': ['inactive'] }, null, { values: CODE })
    await core.store.change('default', ({ meetingRooms }) => {
      const room = meetingRooms.get(CODE.code)
      return {
        result: null,
        writes: room ? [{ table: 'meetingRooms', key: CODE.code, value: { ...room, isActive: true } }] : [],
      }
    })
    await cast.call(call('joinMeetingRoom', 'Tom', 'guest', { guestName: 'Tom' }), CODE)
    expect((await cast.call(call('leaveMeetingRoom', 'Ada', 'guest'), CODE)).about.outcome).not.toBeNull()
    expect(await inside()).toEqual(['Tom'])
  })

  it('has no seat once its meeting has ended, and then means no room without naming it', async () => {
    const { cast, call } = begin()
    const lock = call('lockMeetingRoom', 'Ann', 'host', { locked: true })
    const unnamed = { ...lock, call: { ...lock.call, request: { ...lock.call.request, path: {} } } }
    const outcomes: (string | null)[] = []
    for (const step of [
      call('joinMeetingRoom', 'Ann', 'host'),
      unnamed,
      call('endMeetingRoom', 'Ann', 'host'),
      unnamed,
    ])
      outcomes.push((await cast.call(step, CODE)).about.outcome)
    expect(outcomes).toEqual(['joined-as-host', 'lock-changed', 'room-ended', 'room-not-found'])
  })

  it('has a connection of its own, by the name of the scenario and a number', async () => {
    const { core, cast, call } = begin()
    const joined: unknown[] = []
    core.announced(({ announces }) => {
      for (const told of announces) if (told.kind === 'joined') joined.push(told.socketId)
    })
    for (const name of ['Ada', 'Tom'])
      await cast.call(call('joinMeetingRoom', name, 'guest', { guestName: name }), CODE)
    const [name] = scenarios.map((each) => each.name)
    expect(joined).toEqual([`${name}-1`, `${name}-2`])
  })

  it('calls by a request what is no event, with the credentials of its world', async () => {
    const { cast, call } = begin()
    const { as, request, expect: expected } = caseOf('joinVideoConference/joined')
    const step = call('joinVideoConference', 'Jane', as)
    const answer = await cast.call({ ...step, call: { ...step.call, request } }, { callId: '697887e3c8b0533020781a4a' })
    expect(answer.about.outcome).toBe(expected)
    await expect(cast.call(call('nothing', 'Jane', as), {})).rejects.toThrow('nothing')
  })

  it('leaves its own seat alone where somebody of the same name joins in another world', async () => {
    const { core, cast, call, inside } = begin()
    const [scenario] = scenarios
    const other = await core.worlds.make('other', core.recipeOf('other', {}))
    if ('kind' in other || !scenario) throw new Error('there is no such world, or no scenario')
    const join = call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' })
    await cast.call(join, CODE)
    await createCast({ core, world: other, scenario }).call(join, CODE)
    await cast.disconnect()
    expect(await inside()).toEqual([])
  })

  it('is in the journal of its world with its connection, its event, and why it went', async () => {
    const { world, cast, call } = begin()
    await cast.call(call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' }), CODE)
    await cast.disconnect()
    expect(
      world.journal.since(0).map(({ request: { method, target }, answer }) => [method, target, answer.about.cause]),
    ).toEqual([
      ['CONNECT', '/', expect.any(String)],
      ['EVENT', 'join-room', expect.any(String)],
      ['DISCONNECT', '/', 'client namespace disconnect; the seat is free again'],
    ])
  })

  it('is connected anew by a call after the end of all connections, which ended once', async () => {
    const { world, cast, call } = begin()
    const join = call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' })
    await cast.call(join, CODE)
    await cast.disconnect()
    await cast.disconnect()
    await cast.call(join, CODE)
    expect(world.journal.since(0).map(({ request: { method } }) => method)).toEqual([
      'CONNECT',
      'EVENT',
      'DISCONNECT',
      'CONNECT',
      'EVENT',
    ])
  })

  it('whose connection breaks has no seat, and is connected by the next call', async () => {
    const { core, cast, call, inside } = begin()
    await core.store.change('default', () => ({
      result: null,
      writes: [
        {
          table: 'arms',
          key: '',
          value: [{ id: 'a', operation: null, times: 1, latencyMs: 0, answer: { kind: 'reset' } }],
        },
      ],
    }))
    const join = call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' })
    expect(await cast.call(join, CODE)).toMatchObject({ breaks: true })
    expect(await inside()).toEqual([])
    await cast.call(join, CODE)
    expect(await inside()).toEqual(['Ada'])
  })

  it('that is refused a connection gets its refusal, and is connected by the next call', async () => {
    const { core, cast, call, inside } = begin()
    await core.store.change('default', () => ({
      result: null,
      writes: [
        {
          table: 'arms',
          key: '',
          value: [{ id: 'a', operation: null, times: 1, latencyMs: 0, answer: { kind: 'status', status: 503 } }],
        },
      ],
    }))
    const join = call('joinMeetingRoom', 'Ada', 'guest', { guestName: 'Ada' })
    expect((await cast.call(join, CODE)).status).toBe(503)
    expect(await inside()).toEqual([])
    await cast.call(join, CODE)
    expect(await inside()).toEqual(['Ada'])
  })
})
