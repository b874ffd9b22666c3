import type { Case } from '../../contract/model/case.ts'
import type { Arrangement } from './arrangement.ts'
import type { Refused } from './result.ts'

/** Brings a target into the situations of cases. Every kind of it passes `arranger.suite.ts`. */
export interface Arranger {
  readonly name: 'control' | 'static' | 'hook'
  /** Whether cases are isolated from each other: all may run at once, and limits start afresh with each. */
  readonly isolated: boolean
  /**
   * Never rejects for what the target answers; throws a Fault if it cannot be reached. `meanwhile` runs once the
   * subjects exist, and where possible before facts that would keep others out.
   */
  readonly arrange: (
    testCase: Case,
    meanwhile?: (arrangement: Arrangement) => Promise<void>,
  ) => Promise<Arrangement | Refused>
  /** Why it cannot arrange a case, as far as known before anything is sent; null: it may. */
  readonly lacks: (testCase: Case) => string | null
}
