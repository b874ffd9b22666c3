import { describe, expect, it } from 'vitest'
import { preparedOf, stepOf } from '../../tests/support/prepared.ts'
import { headerOf } from '../../tests/support/request-of.ts'
import type { Arm } from '../domain/state.ts'
import type { Decided } from './decide.ts'
import { decidedAnswer } from './decided-answer.ts'
import { createRenderer } from './render.ts'

const prepared = preparedOf('joinVideoConference')
const VALUES = { url: 'http://meet/"1"', providerName: 'jitsi' }
const STANDING = {
  limit: 2,
  usedUp: false,
  seconds: 5,
  remaining: 1,
  reset: 6_000,
  counted: { start: 1_000, used: 1 },
}
const DECIDED: Decided = {
  prepared,
  step: stepOf(prepared, 'joined'),
  values: VALUES,
  standing: STANDING,
  arm: undefined,
  asked: undefined,
  now: 1_000,
  isRefused: false,
}
const answerTo = (more: Partial<Decided> = {}) => decidedAnswer({ ...DECIDED, ...more }, VALUES, 'qa', createRenderer())
const arm = (answer: Arm['answer'], latencyMs = 0): Arm => ({
  id: 'a',
  operation: null,
  times: null,
  latencyMs,
  answer,
})

describe('what the rules decided', () => {
  it('has the example’s own values where the contract is the user’s, and the rule has none', () => {
    const joined = stepOf(prepared, 'joined')
    const body = ['{"seat":', { value: 'seat', as: 'json' }, ',"url":', { value: 'url', as: 'json' }, '}'] as const
    const step = { ...joined, outcome: { ...joined.outcome, body, defaults: { seat: 7, url: 'none' } } }
    expect(JSON.parse(answerTo({ step }).body)).toEqual({ seat: 7, url: VALUES.url })
  })

  it('is answered with the values filled in, and the standing under the limit', () => {
    const { headers, body, ...rest } = answerTo()
    expect(JSON.parse(body)).toMatchObject(VALUES)
    expect(headers).toEqual([
      ...stepOf(prepared, 'joined').headers,
      'X-RateLimit-Limit',
      '2',
      'X-RateLimit-Remaining',
      '1',
      'X-RateLimit-Reset',
      '6000',
    ])
    expect(rest).toEqual({ status: 200, about: stepOf(prepared, 'joined').about, world: 'qa' })
  })

  it('says nothing of a limit where none is enforced, or before it is counted', () => {
    const step = stepOf(prepared, 'not-logged-in')
    expect(answerTo({ step }).headers).toEqual(step.headers)
    expect(answerTo({ standing: null }).headers).toEqual(stepOf(prepared, 'joined').headers)
  })

  it('waits as long as the arm says that leaves it to the rules', () => {
    expect(answerTo({ arm: arm({ kind: 'reached' }, 250) })).toEqual({ ...answerTo(), delayMs: 250 })
    expect(answerTo({ arm: arm({ kind: 'reached' }, 1) }).delayMs).toBe(1)
    expect(answerTo({ arm: arm({ kind: 'reached' }, 0) })).toEqual(answerTo())
  })

  it('is that the world is full, where nothing could be written, whatever else was decided', () => {
    const { status, world, body, delayMs } = answerTo({ isRefused: true, arm: arm({ kind: 'reached' }, 250) })
    expect([status, world, JSON.parse(body).title, delayMs]).toEqual([503, 'qa', 'World full', undefined])
  })
})

describe('an arm in place of the rules', () => {
  const armed = (answer: Arm['answer'], latencyMs?: number) =>
    answerTo({ step: null, standing: null, values: {}, arm: arm(answer, latencyMs) })

  it('answers with an outcome, a status or a break', () => {
    expect(armed({ kind: 'outcome', outcome: 'unknown-call' })).toMatchObject({
      status: 400,
      world: 'qa',
      about: { outcome: 'unknown-call', forced: 'arm' },
    })
    expect(headerOf(armed({ kind: 'outcome', outcome: 'joined' }).headers, 'X-RateLimit-Reset')).toBe('6000')
    expect(armed({ kind: 'status', status: 502 })).toMatchObject({ status: 502, about: { forced: 'arm' } })
    expect(armed({ kind: 'reset' }, 10)).toMatchObject({ breaks: true, delayMs: 10, world: 'qa' })
  })

  it('with an outcome that the operation does not have is a fault of ours', () => {
    expect(() => armed({ kind: 'outcome', outcome: 'room-full' })).toThrow(
      'joinVideoConference was armed with room-full, which it does not have',
    )
  })
})
