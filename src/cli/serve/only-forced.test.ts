import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { onlyForced } from './only-forced.ts'

it('names the outcomes without a rule, of which the contracts of greenroom have none', () => {
  expect(Object.values(faces).flatMap((all) => onlyForced(all))).toEqual([])
  const own = faces.current.map((face) => ({
    ...face,
    outcomes: face.outcomes.map((outcome) =>
      outcome.name === 'room-full' ? { ...outcome, name: 'too-late' } : outcome,
    ),
  }))
  expect(onlyForced(own)).toEqual(['joinMeetingRoom/too-late'])
})
