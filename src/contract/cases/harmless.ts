import { Fault } from '../../fault.ts'
import type { Case } from '../model/case.ts'
import type { CaseWords } from './case-words.ts'

/** Throws a Fault with file and line for a case wrongly marked harmless. */
export function checkHarmless(testCase: Case, { faces }: Pick<CaseWords, 'faces'>): void {
  if (!testCase.harmless) return
  const reason = harmIn(testCase) ?? harmOf(testCase, faces)
  if (reason !== null)
    throw new Fault(
      `${testCase.at}: ${testCase.id} is marked harmless, but ${reason}`,
      'Mark a case with a single call that is refused for any caller, such as one with a malformed request.',
    )
}

const harmIn = ({ before, then, waitMs, socketOnly }: Case): string | null => {
  if (before.length > 0 || then.length > 0 || waitMs > 0) return 'needs more than one call'
  return socketOnly ? 'is only about sockets' : null
}

const harmOf = ({ operation, expect }: Case, faces: CaseWords['faces']): string | null => {
  const expected = faces
    .filter((face) => face.operation === operation)
    .flatMap(({ outcomes }) => outcomes.filter(({ name }) => name === expect))
  const other = expected.find(({ status }) => status < 400 || status >= 500 || status === 401 || status === 429)
  return other ? `is answered with ${other.status}` : null
}
