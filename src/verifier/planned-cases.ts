import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { Case } from '../contract/model/case.ts'
import { toEdition } from '../edition.ts'
import type { Transport } from '../verify/model/transport.ts'
import { knownWhyNot } from '../verify/plan/blocked.ts'
import { faceOf, targetPlan, unitedFaces } from '../verify/plan/plan.ts'
import { mutates } from '../verify/plan/safety.ts'
import { allCases } from './all-cases.ts'
import type { ResolvedSettings, Ready } from './verify-run.ts'

/** A case that a run would play. */
export interface PlannedCase {
  readonly testCase: Case
  readonly transport: Transport
  /** Whether it would change something on the target. */
  readonly changes: boolean
  /** Why it would not be sent, as far as that is known in advance; null if it would. */
  readonly whyNot: string | null
}

/** The cases that a run would play, in order; sends nothing. */
export function plannedCases(
  { target, arranger }: Pick<Ready, 'target' | 'arranger'>,
  { order, wanted, skipped, allowMutating }: Pick<ResolvedSettings, 'order' | 'wanted' | 'skipped' | 'allowMutating'>,
): PlannedCase[] {
  const ways = { faces: faces[toEdition(target.edition)], socketFaces }
  const served = unitedFaces([...ways.faces, ...socketFaces])
  const whyNot = knownWhyNot({ target, arranger, allowMutating, faces: served })
  return targetPlan(order(allCases), ways, target)
    .filter(({ testCase, transport }) => wanted(testCase, transport))
    .map((planned) => ({
      testCase: planned.testCase,
      transport: planned.transport,
      changes: mutates(planned.testCase, (operation) => faceOf(served, operation)),
      whyNot: skipped(planned.testCase) ?? whyNot(planned)?.reason ?? null,
    }))
}
