import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf } from '../../tests/support/call-of.ts'
import { AT, worldOf } from '../../tests/support/world-of.ts'
import type { Caller } from './operation.ts'
import { joinVideoConference, type CallFacts } from './video-conference.ts'

const ANN: Caller = {
  kind: 'person',
  person: { id: 'ann', username: 'ann', name: 'Ann', role: 'user', authToken: null },
}
const NOBODY: Caller = { kind: 'nobody' }
const WRONG: Caller = { kind: 'wrong' }
const CALL = { id: 'c', url: 'http://meet/c', providerName: 'jitsi', members: null, users: ['ben'], anonymousUsers: 3 }
const { members: _, ...SEEDED } = CALL
const FACTS: CallFacts = {
  caller: ANN,
  anonymousReading: true,
  limit: { usedUp: false, seconds: 7 },
  form: null,
  call: CALL,
  devices: { mic: false, cam: false },
}
const required = { pointer: '', keyword: 'required', text: 'is missing' }
const other = { pointer: '/callId', keyword: 'type', text: 'must be a text' }

describe('the facts of joining a call', () => {
  const factsOf = (body: unknown) => {
    const world = worldOf({ seed: { calls: [SEEDED] } })
    return joinVideoConference.facts(
      world,
      callOf({ body, headers: AGENT_HEADERS, limit: { usedUp: true, seconds: 2 } }),
    )
  }

  it('are the caller, the setting, the limit and the call that the body names', () => {
    expect(factsOf({ callId: 'c' })).toEqual({
      caller: { kind: 'person', person: expect.objectContaining({ username: 'agent' }) },
      anonymousReading: true,
      limit: { usedUp: true, seconds: 2 },
      form: null,
      call: CALL,
      devices: { mic: false, cam: false },
    })
  })

  it('are the devices that begin switched on', () => {
    const devices = (state: unknown) => factsOf({ callId: 'c', state }).devices
    expect(devices({ mic: true })).toEqual({ mic: true, cam: false })
    expect(devices({ mic: null, cam: true })).toEqual({ mic: false, cam: true })
    expect([devices(null), devices('mic')]).toEqual([
      { mic: false, cam: false },
      { mic: false, cam: false },
    ])
  })

  it.each([{}, { callId: 'd' }, { callId: ['c'] }, { callId: null }, [], 'c', null, Object.create({ callId: 'c' })])(
    'are no call with the body %j',
    (body) => {
      expect(factsOf(body).call).toBeUndefined()
    },
  )
})

describe('a rule of joining a call', () => {
  const { rules } = joinVideoConference

  it('turns away wrong credentials always, and none only where nobody may read anonymously', () => {
    const turnedAway = (caller: Caller, anonymousReading: boolean) =>
      rules['not-logged-in']({ ...FACTS, caller, anonymousReading })
    expect([true, false].map((anonymous) => [WRONG, NOBODY, ANN].map((who) => turnedAway(who, anonymous)))).toEqual([
      [true, false, false],
      [true, true, false],
    ])
  })

  it('of the limit says for how many seconds', () => {
    expect(rules['rate-limited'](FACTS)).toBe(false)
    expect(rules['rate-limited']({ ...FACTS, limit: { usedUp: true, seconds: 7 } })).toEqual({ seconds: 7 })
  })

  it('tells a missing callId from any other fault of the body', () => {
    expect([null, required, other].map((form) => rules['missing-call-id']({ ...FACTS, form }))).toEqual([
      false,
      true,
      false,
    ])
    expect([null, required, other].map((form) => rules['invalid-body']({ ...FACTS, form }))).toEqual([
      false,
      false,
      { message: 'must be a text' },
    ])
  })

  it('hides a private call from all but its members', () => {
    const unknown = (members: string[] | null, caller: Caller = ANN) =>
      rules['unknown-call']({ ...FACTS, caller, call: { ...CALL, members } })
    expect([unknown(null), unknown(null, NOBODY), unknown(['ben', 'ann'])]).toEqual([false, false, false])
    expect([unknown(['ben']), unknown([]), unknown(['ann'], NOBODY), unknown(['ann'], WRONG)]).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(rules['unknown-call']({ ...FACTS, call: undefined })).toBe(true)
    expect([rules.joined(FACTS), rules.joined({ ...FACTS, call: undefined })]).toEqual([true, false])
  })
})

describe('a call that can’t be joined', () => {
  const { rules } = joinVideoConference
  const WHYS = ['no-provider-app', 'provider-not-configured', 'call-ended', 'failed-to-get-url'] as const
  const told = (call: Partial<CallFacts['call']>, caller: Caller = ANN) =>
    WHYS.filter((name) => rules[name]({ ...FACTS, caller, call: { ...CALL, ...call } }))

  it('says why to a user', () => {
    expect(told({ provider: 'missing' })).toEqual(['no-provider-app'])
    expect(told({ provider: 'unconfigured' })).toEqual(['provider-not-configured'])
    expect(told({ status: 'ended' })).toEqual(['call-ended'])
    expect(told({ url: '' })).toEqual(['failed-to-get-url'])
    expect(told({ status: 'calling', provider: 'ready' })).toEqual([])
  })

  it('says to a guest only that it failed', () => {
    for (const call of [
      { provider: 'missing' },
      { provider: 'unconfigured' },
      { status: 'ended' },
      { url: '' },
    ] as const)
      expect(told(call, NOBODY)).toEqual(['failed-to-get-url'])
    expect([told({ status: 'started' }, NOBODY), told({ provider: 'ready' }, NOBODY)]).toEqual([[], []])
  })

  it('is not one that does not exist', () => {
    expect(WHYS.filter((name) => rules[name]({ ...FACTS, call: undefined }))).toEqual([])
  })
})

describe('who joins a call', () => {
  const make = { id: () => 'new', now: AT, isoText: () => '' }
  const act = (facts: Partial<CallFacts>) => joinVideoConference.act({ ...FACTS, ...facts }, make)
  const values = { url: 'http://meet/c', providerName: 'jitsi' }

  it('is added to its users after the others', () => {
    expect(act({})).toEqual({
      writes: [{ table: 'calls', key: 'c', value: { ...CALL, users: ['ben', 'ann'] } }],
      values,
    })
  })

  it('without credentials is counted', () => {
    expect(act({ caller: NOBODY })).toEqual({
      writes: [{ table: 'calls', key: 'c', value: { ...CALL, anonymousUsers: 4 } }],
      values,
    })
  })

  it('a second time changes nothing, and gets the same answer', () => {
    expect(act({ call: { ...CALL, users: ['ann'] } })).toEqual({ writes: [], values })
  })

  it('gets an address of their own from its template', () => {
    const call = { ...CALL, url: 'https://meet/{callId}?as={userId}&mic={mic}&cam={cam}&{more}' }
    expect(act({ call, devices: { mic: true, cam: false } }).values).toMatchObject({
      url: 'https://meet/c?as=ann&mic=true&cam=false&{more}',
    })
    expect(act({ call: { ...call, id: 'a/b&c' } }).values).toMatchObject({
      url: expect.stringContaining('https://meet/a%2Fb%26c?as=ann&'),
    })
    expect(act({ call, caller: NOBODY }).values).toMatchObject({ url: 'https://meet/c?as=&mic=false&cam=false&{more}' })
  })

  it('starts one that is ringing', () => {
    expect(act({ call: { ...CALL, status: 'calling' } }).writes).toMatchObject([{ value: { status: 'started' } }])
    expect(act({ call: { ...CALL, status: 'calling' }, caller: NOBODY }).writes).toMatchObject([
      { value: { status: 'started', anonymousUsers: 4 } },
    ])
  })

  it('where there is none changes nothing', () => {
    expect(act({ call: undefined })).toEqual({ writes: [], values: { url: '', providerName: '' } })
  })
})
