import { describe, expect, it } from 'vitest'
import { scenarioCase } from './case-scenario.ts'
import type { Case, CaseCall, Given } from './case.ts'
import { faces } from '../compiled/faces.ts'
import { factWords } from '../compiled/facts.ts'
import { scenarios } from '../compiled/scenarios.js'
import { socketFaces } from '../compiled/socket-faces.ts'
import { plainCall } from './plain-call.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'

const onHttp = new Set(faces.current.map(({ operation }) => operation))
const toCase = (scenario: Scenario): Case => scenarioCase(scenario, { socketFaces, onHttp, facts: factWords })

const call = (expected: string, as = 'guest', operation = 'joinMeetingRoom'): CaseCall =>
  plainCall({ operation, expect: expected, as, request: { path: {}, query: {}, headers: {}, body: {} } })

const scenario = (...steps: (readonly [string, CaseCall] | { readonly set: Given })[]): Scenario => ({
  name: 'tried',
  about: '',
  at: 'tried.yaml:1',
  steps: steps.map((step, nth): ScenarioStep => {
    const place = { atMs: nth * 1000, at: `tried.yaml:${nth}` }
    return 'set' in step ? { ...place, set: step.set } : { ...place, by: step[0], call: step[1] }
  }),
})

describe('a scenario as a case', () => {
  it('is given what is set first, and finds what is set later before the next call', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Jane', call('joined-as-guest')],
        { set: { 'meeting-room': ['locked'] } },
        ['Omar', call('room-locked')],
      ),
    )
    expect(found).toMatchObject({
      id: 'joinMeetingRoom/room-locked:scenario-tried',
      given: { 'meeting-room': [] },
      at: 'tried.yaml:1',
    })
    expect([...found.before, found].map(({ set }) => set)).toEqual([null, { 'meeting-room': ['locked'] }])
  })

  it('is given all that is set before the first call, of every subject, the last of each; and is inferred, and no harmless one', () => {
    const found = toCase(
      scenario({ set: { 'meeting-room': ['locked'], call: [] } }, { set: { 'meeting-room': [] } }, [
        'Jane',
        call('joined-as-guest'),
      ]),
    )
    expect(found).toMatchObject({
      given: { 'meeting-room': [], call: [] },
      editions: ['current'],
      before: [],
      set: null,
      sources: ['inferred'],
      harmless: false,
    })
    expect(found.then).toEqual([])
  })

  it('finds the last of what is set in a row of one subject', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Jane', call('joined-as-guest')],
        { set: { 'meeting-room': ['locked'] } },
        { set: { 'meeting-room': [] } },
        ['Omar', call('joined-as-guest')],
      ),
    )
    expect(found.set).toEqual({ 'meeting-room': [] })
  })

  it('finds all that is set in a row before the next call, and once', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Ann', call('joined', 'agent', 'joinLivechatRoom')],
        { set: { 'meeting-room': ['locked'] } },
        { set: { call: [] } },
        ['Ann', call('joined', 'agent', 'joinLivechatRoom')],
        ['Jane', call('room-locked')],
      ),
    )
    expect([...found.before, found].map(({ set }) => set)).toEqual([
      null,
      { 'meeting-room': ['locked'], call: [] },
      null,
    ])
  })

  it('is heard by those inside: who comes, who goes, and who gives an older seat up', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Jane', call('joined-as-guest')],
        ['Jane', call('joined-as-guest')],
        ['Tab', call('joined-as-user', 'member')],
        ['Other tab', call('joined-as-user', 'member')],
        ['Tab', call('left', 'member', 'leaveMeetingRoom')],
        ['Jane', call('left', 'guest', 'leaveMeetingRoom')],
        ['Host', call('lock-changed', 'host', 'lockMeetingRoom')],
        ['Late', call('room-locked')],
        ['Host', call('room-ended', 'host', 'endMeetingRoom')],
      ),
    )
    expect([...found.before, found].map(({ socket }) => socket.hears)).toEqual([
      { others: ['user-joined'] },
      { others: ['user-left', 'user-joined'] },
      { others: ['user-joined'] },
      { others: ['user-left', 'user-joined'], Tab: ['force-disconnect'] },
      {},
      { others: ['user-left'] },
      { others: ['room-locked'] },
      {},
      { 'Other tab': ['force-disconnect'], others: ['force-disconnect'] },
    ])
  })

  it('has nobody inside once a set has ended the meeting', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Jane', call('joined-as-guest')],
        { set: { 'meeting-room': ['locked', 'inactive'] } },
        ['Jane', call('left', 'guest', 'leaveMeetingRoom')],
      ),
    )
    expect(found.socket.hears).toEqual({})
  })

  it('has those inside who were, after a set that ends no meeting; and calls something', () => {
    const found = toCase(
      scenario(
        { set: { 'meeting-room': [] } },
        ['Jane', call('joined-as-guest')],
        { set: { 'meeting-room': ['locked'] } },
        ['Jane', call('left', 'guest', 'leaveMeetingRoom')],
      ),
    )
    expect(found.socket.hears).toEqual({ others: ['user-left'] })
    expect(() => toCase(scenario({ set: { 'meeting-room': [] } }))).toThrow('the scenario tried calls nothing')
  })

  it('is about sockets alone where somebody calls twice, or as only sockets can; one of livechat is not', () => {
    const once = scenario({ set: { 'meeting-room': [] } }, ['Jane', call('joined-as-guest')])
    const twice = scenario(
      { set: { 'meeting-room': [] } },
      ['Jane', call('joined-as-guest')],
      ['Jane', call('joined-as-guest')],
    )
    const leaves = scenario({ set: { 'meeting-room': [] } }, ['Jane', call('left', 'guest', 'leaveMeetingRoom')])
    expect([once, twice, leaves].map((each) => toCase(each).socketOnly)).toEqual([false, true, true])
    const own = Object.fromEntries(scenarios.map((each) => [each.name, toCase(each).socketOnly]))
    expect(own).toMatchObject({ 'agent-joins-twice': false, crowd: true })
  })

  it('has one case for each scenario that comes with greenroom', () => {
    expect(scenarios.map((each) => toCase(each).id)).toEqual([
      'joinLivechatRoom/room-closed:scenario-agent-joins-twice',
      'leaveMeetingRoom/left:scenario-crowd',
      'joinMeetingRoom/joined-as-guest:scenario-full-house',
      'joinMeetingRoom/joined-as-guest:scenario-guest-before-host',
      'joinMeetingRoom/joined-as-guest:scenario-last-seat',
      'joinMeetingRoom/joined-as-guest:scenario-locked-mid-call',
      'joinMeetingRoom/room-inactive:scenario-room-ends-while-inside',
    ])
  })
})
