import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { AnyFace, Face, SocketFace } from '../../contract/model/face.ts'
import { titleOf } from '../../report/case-title.ts'
import { callsOf, faceOf, targetPlan, unitedFaces, type Planned } from '../../verify/plan/plan.ts'
import { knownWhyNot } from '../../verify/plan/blocked.ts'
import { limitsOf } from '../../verify/plan/limit-needs.ts'
import { mutates } from '../../verify/plan/safety.ts'
import type { Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { toEdition } from '../../edition.ts'
import { allCases, type Asked, type Ready } from '../../verifier/verify-run.ts'

/** Lists what a run would send, and how many of its cases would change something; sends nothing. */
export function dryRun(readies: readonly Ready[], asked: Asked, io: Io): number {
  for (const { target, arranger } of readies) {
    const ways = { faces: faces[toEdition(target.edition)], socketFaces }
    const plan = targetPlan(asked.order(allCases), ways, target).filter(({ testCase, transport }) =>
      asked.wanted(testCase, transport),
    )
    const served = unitedFaces([...ways.faces, ...socketFaces])
    const limits = limitsOf(ways.faces, target.limits)
    const keeps = knownWhyNot({ target, arranger, allowMutating: asked.allowMutating, faces: served, limits })
    for (const planned of plan) {
      const kept = keeps(planned)
      io.out(`${lineOf(planned, ways)}${kept === null ? '' : `  (not sent: ${kept.reason})`}\n`)
    }
    const sent = plan.filter((planned) => keeps(planned) === null)
    const of = (operation: string): AnyFace | undefined => faceOf(served, operation)
    const changing = sent.filter(({ testCase }) => mutates(testCase, of)).length
    io.out(
      `${target.name}, edition ${target.edition}: ${sent.length} of ${plan.length} would be sent, ${changing} would change something. Nothing was sent.\n`,
    )
  }
  return exitCode.held
}

interface Ways {
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
}

function lineOf({ testCase, transport }: Planned, ways: Ways): string {
  const calls = callsOf(testCase).map((call) => `${callText(call, transport, ways)} as ${call.as}`)
  const given = Object.entries(testCase.given).map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)
  return `${titleOf({ id: testCase.id, transport })}  ${calls.join(', then ')}  given ${given.join(', ') || 'nothing'}`
}

/** `POST /rooms/{code}/join`, or `EVENT join-room`. */
function callText({ operation, socket }: CaseCall, transport: Planned['transport'], ways: Ways): string {
  const face = faceOf(ways.faces, operation)
  if (transport === 'http' || socket.overHttp) return `${face?.method ?? ''} ${face?.path ?? ''}`
  const event = faceOf(ways.socketFaces, operation)?.event
  return event ? `EVENT ${event}` : 'CONNECT'
}
