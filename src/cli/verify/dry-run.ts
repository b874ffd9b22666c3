import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Face } from '../../contract/model/face.ts'
import { toEdition } from '../../edition.ts'
import { titleOf } from '../../report/case-title.ts'
import type { Transport } from '../../verify/model/transport.ts'
import { callsOf, faceOf } from '../../verify/plan/plan.ts'
import type { Verifier } from '../../verifier/create-verifier.ts'
import type { RunSettings } from '../../verifier/options.ts'
import type { PlannedCase } from '../../verifier/planned-cases.ts'
import type { Io } from '../command.ts'

/** Lists what a run would send, and how many of its cases would change something; sends nothing. */
export async function dryRun({ target, plan }: Verifier, settings: RunSettings, io: Io): Promise<void> {
  const planned = await plan(settings)
  const served = faces[toEdition(target.edition)]
  for (const each of planned)
    io.out(`${lineOf(each, served)}${each.whyNot === null ? '' : `  (not sent: ${each.whyNot})`}\n`)
  const sent = planned.filter(({ whyNot }) => whyNot === null)
  const changing = sent.filter(({ changes }) => changes).length
  io.out(
    `${target.name}, edition ${target.edition}: ${sent.length} of ${planned.length} would be sent, ${changing} would change something. Nothing was sent.\n`,
  )
}

function lineOf({ testCase, transport }: PlannedCase, served: readonly Face[]): string {
  const calls = callsOf(testCase).map((call) => `${callText(call, transport, served)} as ${call.as}`)
  const given = Object.entries(testCase.given).map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)
  return `${titleOf({ id: testCase.id, transport })}  ${calls.join(', then ')}  given ${given.join(', ') || 'nothing'}`
}

/** `POST /rooms/{code}/join`, or `EVENT join-room`. */
function callText({ operation, socket }: CaseCall, transport: Transport, served: readonly Face[]): string {
  const face = faceOf(served, operation)
  if (transport === 'http' || socket.overHttp) return `${face?.method ?? ''} ${face?.path ?? ''}`
  const event = faceOf(socketFaces, operation)?.event
  return event ? `EVENT ${event}` : 'CONNECT'
}
