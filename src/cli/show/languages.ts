import { notOnSocket } from '../../contract/model/case-packet.ts'
import type { Case } from '../../contract/model/case.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { playLine } from '../../verifier/mock-line.ts'
import { callsOf, faceOf, planOf, socketPlanOf } from '../../verify/plan/plan.ts'

/** The language of programs with the Socket.IO client; every other one makes calls over HTTP. */
export const SOCKET = 'socket'

/** The language that a case is shown in where none is asked for. */
export const usualLanguage = (found: Case, edition: Edition): string => (isOverHttp(found, edition) ? 'curl' : SOCKET)

/** Throws a Fault where a language cannot say a case, with the reason. */
export function refuseLanguage(found: Case, language: string, edition: Edition): void {
  if (callsOf(found).some(({ set }) => set !== null))
    throw new Fault(`the situation of ${found.id} changes on the way`, `Play it on a mock: ${playLine(found)}`)
  if (language !== SOCKET && !isOverHttp(found, edition))
    throw new Fault(
      `${found.id} is about sockets alone: ${language} makes calls over HTTP`,
      `Leave --as out, or write --as ${SOCKET}.`,
    )
  if (language === SOCKET && !isOnSockets(found, edition))
    throw new Fault(`${found.id} is about HTTP alone: it ${whyNot(found, edition)}`, 'Leave --as out, for curl.')
}

const isOverHttp = (found: Case, edition: Edition): boolean => planOf([found], faces[edition]).length > 0

const isOnSockets = (found: Case, edition: Edition): boolean =>
  socketPlanOf([found], { faces: faces[edition], socketFaces }, ['websocket']).length > 0

function whyNot(found: Case, edition: Edition): string {
  const reasons = callsOf(found).map((call) =>
    faceOf(socketFaces, call.operation)
      ? notOnSocket(call, faceOf(faces[edition], call.operation) !== undefined)
      : `calls ${call.operation}, which is no event`,
  )
  return reasons.find((reason) => reason !== null) ?? 'has an answer that no event has'
}
