import { describe, expect, it } from 'vitest'
import { caseOf, currentFace } from '../../verify/testing/answers.ts'
import type { CaseCall } from '../model/case.ts'
import { checkHarmless } from './harmless.ts'

const face = currentFace('joinMeetingRoom')
const [refusal] = face.outcomes
if (!refusal) throw new Error('there is no outcome')
const refusing = { ...refusal, name: 'refused', status: 400, body: ['a', { value: 'hole', as: 'text' }] as const }
const locked = caseOf('joinMeetingRoom/room-locked')
const call = (more: Partial<CaseCall> = {}): CaseCall => ({
  ...locked,
  operation: 'enter',
  expect: 'refused',
  as: 'host',
  request: { path: {}, query: {}, headers: {}, body: null },
  ...more,
})

describe('a case is harmless', () => {
  const harmless = { ...locked, operation: 'enter', expect: 'refused', harmless: true }
  const judged =
    (more: object, status = 400) =>
    (): void =>
      checkHarmless(
        { ...harmless, ...more },
        { faces: [{ ...face, operation: 'enter', outcomes: [{ ...refusing, status }] }] },
      )

  it.each([400, 404, 499])('where it is one call that is refused by %i', (status) => {
    expect(judged({}, status)).not.toThrow()
  })

  it.each([200, 302, 399, 401, 429, 500])('not where it is answered %i', (status) => {
    expect(judged({ at: 'f:1', id: 'enter/refused' }, status)).toThrow(
      `f:1: enter/refused is marked harmless, but is answered with ${status}`,
    )
    expect(judged({ harmless: false }, status)).not.toThrow()
  })

  it.each([
    [{ before: [call()] }, 'needs more than one call'],
    // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
    [{ then: [call()] }, 'needs more than one call'],
    [{ waitMs: 1 }, 'needs more than one call'],
    [{ socketOnly: true }, 'is only about sockets'],
    [{ waitMs: 1, socketOnly: true }, 'needs more than one call'],
  ])('not with %j', (more, reason) => {
    expect(judged({ at: 'f:1', id: 'enter/refused', ...more })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `f:1: enter/refused is marked harmless, but ${reason}`,
        fix: 'Mark a case with a single call that is refused for any caller, such as one with a malformed request.',
      }),
    )
  })
})
