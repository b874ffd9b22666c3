import { describe, expect, it } from 'vitest'
import { faces } from '../compiled/faces.ts'
import { factWords } from '../compiled/facts.ts'
import { seeds } from '../compiled/seeds.ts'
import { socketFaces } from '../compiled/socket-faces.ts'
import { successes } from '../compiled/successes.ts'
import type { ScenarioStep } from '../model/scenario.ts'
import { createStepReader } from './scenario-steps.ts'
import { vocabularyOf } from './vocabulary.ts'

const words = vocabularyOf([...faces.current, ...socketFaces], Object.values(seeds), factWords)

/** Reads steps one after the other. */
function read(...steps: readonly Readonly<Record<string, unknown>>[]): ScenarioStep[] {
  const reader = createStepReader({ words, successes: new Map(Object.entries(successes)) })
  return steps.map((step, index) => reader({ atMs: index * 1000, at: `play.yaml:${index + 1}`, step }))
}

const ROOM = { set: { 'meeting-room': [] } }
const JOIN = { by: 'Jane', call: 'joinMeetingRoom', expect: 'joined-as-guest' }
const LEAVE = { by: 'Jane', call: 'leaveMeetingRoom', expect: 'left' }
const callerOf = (step: ScenarioStep | undefined): string | null => (step && 'call' in step ? step.call.as : null)

describe('a step', () => {
  it('that sets has its facts, its time and its place', () => {
    expect(read({ at: '0s', set: { 'meeting-room': ['locked'] } })).toEqual([
      { atMs: 0, at: 'play.yaml:1', set: { 'meeting-room': ['locked'] } },
    ])
  })

  it('that calls has its caller and what it expects', () => {
    expect(read(ROOM, JOIN)[1]).toMatchObject({
      atMs: 1000,
      at: 'play.yaml:2',
      by: 'Jane',
      call: { operation: 'joinMeetingRoom', expect: 'joined-as-guest', as: 'guest' },
    })
  })

  it('may use the values of all earlier steps that set', () => {
    const join = { by: 'Joe', call: 'joinLivechatRoom', expect: 'joined', as: 'agent' }
    expect(read({ set: { 'livechat-room': [] } }, ROOM, { ...JOIN }, join)).toHaveLength(4)
    expect(() => read(JOIN)).toThrow('play.yaml:1: no subject here yields $code')
  })

  it('that lacks a member, or has one too many, is refused with the form that it should have', () => {
    const { expect: _expected, ...rest } = JOIN
    expect(() => read(ROOM, rest)).toThrow(
      expect.objectContaining({
        message: 'play.yaml:2: this step lacks expect',
        fix: 'A step is { at, set } or { at, by, call, expect }.',
      }),
    )
    expect(() => read(ROOM, { by: 'Jane' })).toThrow('play.yaml:2: this step lacks call')
    expect(() => read({ ...ROOM, by: 'Jane' })).toThrow(
      expect.objectContaining({
        message: 'play.yaml:1: a step that sets cannot have by',
        fix: 'Split it into two steps at the same time.',
      }),
    )
  })

  it('of no operation is refused with its place', () =>
    expect(() => read(ROOM, { ...JOIN, call: 'joinRoom' })).toThrow('play.yaml:2: there is no operation joinRoom'))
})

describe('a caller', () => {
  it('is whom the smallest success has, or whom the step says', () => {
    const as = (step: object): string | null => callerOf(read(ROOM, { ...JOIN, ...step })[1])
    expect([as({}), as({ as: 'member', expect: 'joined-as-user' })]).toEqual(['guest', 'member'])
  })

  it('stays whom an earlier step said, and says it again or not at all', () => {
    const member = { ...JOIN, as: 'member', expect: 'joined-as-user' }
    expect(read(ROOM, member, LEAVE, { ...LEAVE, as: 'member' }).map(callerOf)).toEqual([
      null,
      'member',
      'member',
      'member',
    ])
  })

  it('cannot become another; another caller can be', () => {
    expect(() => read(ROOM, JOIN, { ...LEAVE, as: 'member' })).toThrow(
      expect.objectContaining({
        message: 'play.yaml:3: Jane is already guest, and cannot be member',
        fix: 'Use a different name for this caller.',
      }),
    )
    expect(callerOf(read(ROOM, JOIN, { ...JOIN, by: 'Joe', as: 'member', expect: 'joined-as-user' })[2])).toBe('member')
  })
})
