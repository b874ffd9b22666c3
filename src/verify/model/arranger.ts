import type { Case } from '../../contract/model/case.ts'
import type { Arrangement } from './arrangement.ts'
import type { Refused } from './result.ts'

/** Puts a target into the situations of cases. Every implementation passes `arranger.suite.ts`. */
export interface Arranger {
  readonly name: 'control' | 'static' | 'hook' | 'rocket-chat'
  /** Whether cases are isolated from each other: all may run in parallel, and limits restart with each. */
  readonly isolated: boolean
  /**
   * Never rejects because of the target's answer; throws a Fault if it can't be reached. `meanwhile` runs once the subjects
   * exist, if possible before facts that would keep others out.
   */
  readonly arrange: (
    testCase: Case,
    meanwhile?: (arrangement: Arrangement) => Promise<void>,
  ) => Promise<Arrangement | Refused>
  /** Reason why it can't arrange a case, as far as known before sending anything, or null. */
  readonly lacks: (testCase: Case) => string | null
}
