import { Fault } from '../../fault.ts'
import type { Case } from '../model/case.ts'
import type { CaseWords } from './case-words.ts'

/** Throws a Fault with file and line for a case that is marked harmless, and can't be. */
export function checkHarmless(testCase: Case, { faces }: Pick<CaseWords, 'faces'>): void {
  if (!testCase.harmless) return
  const reason = harmIn(testCase) ?? harmOf(testCase, faces)
  if (reason !== null)
    throw new Fault(
      `${testCase.at}: ${testCase.id} is marked harmless, but ${reason}`,
      'Mark one of a single call that is refused whoever makes it: for a fault of form, say.',
    )
}

const harmIn = ({ before, then, waitMs, socketOnly }: Case): string | null => {
  if (before.length > 0 || then.length > 0 || waitMs > 0) return 'needs more than one call'
  return socketOnly ? 'is about sockets alone' : null
}

const harmOf = ({ operation, expect }: Case, faces: CaseWords['faces']): string | null => {
  const expected = faces
    .filter((face) => face.operation === operation)
    .flatMap(({ outcomes }) => outcomes.filter(({ name }) => name === expect))
  const other = expected.find(({ status }) => status < 400 || status >= 500 || status === 401 || status === 429)
  return other ? `is answered ${other.status}` : null
}
