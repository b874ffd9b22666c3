import { describe, expect, it } from 'vitest'
import { callOf } from '../../tests/support/call-of.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import type { Effect, Operation } from '../domain/operation.ts'
import { toDecider } from './decider.ts'

type Facts = Record<'not-logged-in' | 'invalid' | 'call', boolean>

/** An operation whose rules hold as the body says, with the calls of its act. */
function operation() {
  const acted: Facts[] = []
  const write = { table: 'calls', key: 'c', value: null } as const
  const announced = { kind: 'left', room: 'r', participant: PARTICIPANT, reason: null } as const
  const own: Operation<'joinVideoConference', Facts> = {
    facts: (_, { body }) => Object(body),
    rules: {
      'not-logged-in': (facts) => facts['not-logged-in'],
      'rate-limited': ({ invalid }) => invalid && { seconds: 3 },
      'missing-call-id': () => false,
      'invalid-body': () => false,
      'unknown-call': () => false,
      'no-provider-app': () => false,
      'provider-not-configured': () => false,
      'call-ended': () => false,
      'failed-to-get-url': () => false,
      joined: ({ call }) => call,
    },
    act(facts, make): Effect<'joinVideoConference'> {
      acted.push(facts)
      return { writes: [write], values: { url: make.id('call'), providerName: 'p' }, announces: [announced] }
    },
  }
  return { decider: toDecider(own), own, acted, write, announced }
}
const PARTICIPANT = {
  id: 'p',
  roomId: 'r',
  userId: null,
  guestName: 'Ada',
  isActive: false,
  isHost: false,
  joinedAt: '',
  leftAt: '',
}
const make = { id: () => 'new', now: 0, isoText: () => '' }
const NAMES = ['not-logged-in', 'rate-limited', 'joined']
const decide = (
  body: Partial<Facts>,
  {
    names = NAMES,
    successes = ['joined'],
    acts = true,
  }: { names?: string[]; successes?: string[]; acts?: boolean } = {},
) => {
  const { decider, ...rest } = operation()
  return { ...rest, result: decider.inOrder(names, new Set(successes))(worldOf(), callOf({ body }), make, acts) }
}
const ALL = { 'not-logged-in': true, invalid: true, call: true }
const NO_EFFECT = { writes: [], announces: [] }

describe('rules in order', () => {
  it('need a rule for each outcome, unless it is one of a contract of the user’s own, which is never reached', () => {
    const { decider } = operation()
    const names = ['maintenance', 'joined']
    expect(() => decider.inOrder(names, new Set(['joined']))).toThrow('no rule is named like the outcome maintenance')
    const own = decider.inOrder(names, new Set(['joined']), true)
    expect(own(worldOf(), callOf({ body: ALL }), make, true)).toMatchObject({ index: 1 })
  })

  it('decide on the first that holds, with its values, and without any effect', () => {
    const { result, acted } = decide(ALL)
    expect(result).toMatchObject({ index: 0, values: {}, ...NO_EFFECT })
    expect(decide({ ...ALL, 'not-logged-in': false }).result).toMatchObject({
      index: 1,
      values: { seconds: 3 },
      ...NO_EFFECT,
    })
    expect(decide(ALL, { names: ['rate-limited', 'not-logged-in'] }).result).toMatchObject({
      index: 0,
      values: { seconds: 3 },
    })
    expect(acted).toEqual([])
  })

  it('run the act of a success once, with its facts, for its writes, values and announcements', () => {
    const body = { 'not-logged-in': false, invalid: false, call: true }
    const { result, acted, write, announced } = decide(body)
    expect(result).toMatchObject({
      index: 2,
      values: { url: 'new', providerName: 'p' },
      writes: [write],
      announces: [announced],
    })
    expect(acted).toEqual([body])
  })

  it('have no effect where they may not act, but the same values', () => {
    const { result } = decide({ 'not-logged-in': false, invalid: false, call: true }, { acts: false })
    expect(result).toMatchObject({ index: 2, values: { url: 'new', providerName: 'p' }, ...NO_EFFECT })
  })

  it('act only for those that are successes', () => {
    const { result, acted } = decide({ 'not-logged-in': false, invalid: false, call: true }, { successes: [] })
    expect([result.writes, result.values, acted]).toEqual([[], {}, []])
  })

  it('are all asked, also those behind the first that holds', () => {
    expect(decide({ 'not-logged-in': true, invalid: false, call: true }).result.asked).toEqual([true, false, true])
    expect(decide({ 'not-logged-in': false, invalid: true, call: false }).result.asked).toEqual([false, true, false])
    for (const acts of [true, false])
      expect(decide({ 'not-logged-in': false, invalid: false, call: true }, { acts }).result.asked).toEqual([
        false,
        false,
        true,
      ])
  })

  it('give what they said as one list for calls that they answer alike, and never one of another call', () => {
    const apply = operation().decider.inOrder(NAMES, new Set(['joined']))
    const said = (body: Facts) => apply(worldOf(), callOf({ body }), make, true).asked
    const call = { 'not-logged-in': false, invalid: false, call: true }
    const [first, refused, again] = [said(call), said(ALL), said(call)]
    expect([first, again === first]).toEqual([[false, false, true], true])
    expect([refused, said({ ...ALL, call: false }), said(ALL)]).toEqual([
      [true, true, true],
      [true, true, false],
      [true, true, true],
    ])
  })

  it('of which none holds are a fault', () => {
    expect(() => decide({ 'not-logged-in': false, invalid: false, call: false })).toThrow(
      expect.objectContaining({
        message: 'no outcome of not-logged-in, rate-limited, joined applies',
        fix: 'Make the rules total: one of them must match any facts.',
      }),
    )
  })

  it('with a name of none are a fault before the first call', () => {
    const { decider } = operation()
    expect(() => decider.inOrder(['joined', 'constructor'], new Set())).toThrow(
      expect.objectContaining({ message: 'no rule is named like the outcome constructor' }),
    )
  })
})

it('an act that says nothing of values or announcements has none of them', () => {
  const { own } = operation()
  const plain = toDecider<'leaveMeetingRoom', null>({
    facts: () => null,
    rules: { left: () => true },
    act: () => ({ writes: [], values: null }),
  })
  const result = plain.inOrder(['left'], new Set(['left']))(worldOf(), callOf(), make, true)
  expect(result).toEqual({ index: 0, values: {}, asked: [true], ...NO_EFFECT })
  expect(toDecider(own).names).toEqual([
    'not-logged-in',
    'rate-limited',
    'missing-call-id',
    'invalid-body',
    'unknown-call',
    'no-provider-app',
    'provider-not-configured',
    'call-ended',
    'failed-to-get-url',
    'joined',
  ])
})
