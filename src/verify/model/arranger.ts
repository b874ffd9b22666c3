import type { Case } from '../../contract/model/case.ts'
import type { Arrangement } from './arrangement.ts'
import type { Refused } from './result.ts'

/** Brings a target into the situations of cases. Every kind of it passes `arranger.suite.ts`. */
export interface Arranger {
  readonly name: 'control' | 'static' | 'hook'
  /** Whether no case can meet another, so that all may run at once and limits start anew with each. */
  readonly isolated: boolean
  /**
   * Never rejects for what the target says; a fault of the way to it is thrown as a Fault. `meanwhile` has its turn once the
   * subjects are there, and where it can be before facts that would keep others from entering.
   */
  readonly arrange: (
    testCase: Case,
    meanwhile?: (arrangement: Arrangement) => Promise<void>,
  ) => Promise<Arrangement | Refused>
  /** What keeps it from arranging a case, as far as that is known before anything is sent; null: nothing. */
  readonly lacks: (testCase: Case) => string | null
}
