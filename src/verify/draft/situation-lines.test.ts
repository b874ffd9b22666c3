import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { caseOf } from '../testing/answers.ts'
import { situationLines, situationsOf } from './situation-lines.ts'

it('situations are told apart by whether nobody may have joined, and the most needed comes first', () => {
  const given = { 'meeting-room': ['last-seat'] }
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
