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
    expect(judged({}, status)).toThrow(expect.objectContaining({ name: 'Fault' }))
    expect(judged({ harmless: false }, status)).not.toThrow()
  })

  // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
  it.each([{ before: [call()] }, { then: [call()] }, { waitMs: 1 }, { socketOnly: true }])('not with %j', (more) => {
    expect(judged(more)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        fix: 'Mark a case with a single call that is refused for any caller, such as one with a malformed request.',
      }),
    )
  })
})
