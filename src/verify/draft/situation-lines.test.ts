import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { caseOf } from '../testing/answers.ts'
import { situationLines, situationsOf } from './situation-lines.ts'

it('situations are told apart by whether nobody may have joined, and the most needed comes first', () => {
  const given = { 'meeting-room': ['last-seat'] }
  // In whatever order their facts are.
  const both = ['locked', 'full'].map((_, nth, all) => ({
    ...caseOf('joinMeetingRoom/room-locked'),
    given: { 'meeting-room': nth === 0 ? all : all.toReversed() },
  }))
  expect(situationsOf(both, faces.current)).toMatchObject([{ cases: 2 }])
  const first = { ...caseOf('joinMeetingRoom/joined-as-guest'), given }
  const refused = { ...caseOf('joinMeetingRoom/room-locked'), given }
  expect(situationsOf([first, refused, refused], faces.current)).toEqual([
    { given, fresh: false, cases: 2 },
    { given, fresh: true, cases: 1 },
  ])
})

it('cases that need nothing are counted together', () => {
  const counts = [false, true].map((fresh) => ({ given: {}, fresh, cases: 2 }))
  expect(situationLines(counts, 9)).toContain('# 4 of 9 cases need none of these.')
})

it('each situation is said in words, with the values to fill in, and whether it is used once', () => {
  const lines = situationLines(
    [
      { given: { 'meeting-room': [] }, fresh: true, cases: 1 },
      { given: { 'meeting-room': ['locked'] }, fresh: false, cases: 2 },
    ],
    3,
  )
  expect(lines.slice(lines.indexOf('\nsituations:\n'))).toBe(`
situations:
#   - given: { meeting-room: [] }  # 1 case
#     # a meeting-room: one that can be joined
#     values: { code: <…> }
#     fresh: true  # nobody has joined it yet; each such entry serves one case, so add as many as there are cases
#   - given: { meeting-room: [locked] }  # 2 cases
#     # a meeting-room: locked by its host
#     values: { code: <…> }
`)
})
