import { faces } from '../contract/compiled/faces.ts'
import type { Face } from '../contract/face.ts'
import { callsOf, faceOf, planOf, type Planned } from '../verify/plan.ts'
import { knownBlocks } from '../verify/blocks.ts'
import { limitsOf } from '../verify/limit-needs.ts'
import { mutates } from '../verify/safety.ts'
import type { Io } from './command.ts'
import { exitCode } from './exit-code.ts'
import { toEdition } from './shared-options.ts'
import { allCases, type Asked, type Ready } from './verify-run.ts'

/** Lists what a run would send, and how many of its cases would change something; sends nothing. */
export function dryRun(readies: readonly Ready[], asked: Asked, io: Io): number {
  for (const { target, arranger } of readies) {
    const served = faces[toEdition(target.edition)].filter(
      ({ operation }) => target.operations?.includes(operation) ?? true,
    )
    const plan = planOf(asked.order(allCases), served).filter(({ found }) => asked.wanted(found))
    const of = (operation: string): Face | undefined => faceOf(served, operation)
    const limits = limitsOf(served, target.limits)
    const keeps = knownBlocks({ target, arranger, allowMutating: asked.allowMutating, faces: served, limits })
    for (const planned of plan) {
      const kept = keeps(planned)
      io.out(`${lineOf(planned, of)}${kept === null ? '' : `  (not sent: ${kept.reason})`}\n`)
    }
    const sent = plan.filter((planned) => keeps(planned) === null)
    const changing = sent.filter(({ found }) => mutates(found, of)).length
    io.out(
      `${target.name}, edition ${target.edition}: ${sent.length} of ${plan.length} would be sent, ${changing} would change something. Nothing was sent.\n`,
    )
  }
  return exitCode.held
}

function lineOf({ found }: Planned, of: (operation: string) => Face | undefined): string {
  const calls = callsOf(found).map(
    ({ operation, as }) => `${of(operation)?.method ?? ''} ${of(operation)?.path ?? ''} as ${as}`,
  )
  const given = Object.entries(found.given).map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)
  return `${found.id}  ${calls.join(', then ')}  given ${given.join(', ') || 'nothing'}`
}
