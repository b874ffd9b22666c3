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
export const usualLanguage = (testCase: Case, edition: Edition): string =>
  isOverHttp(testCase, edition) ? 'curl' : SOCKET

/** Throws a Fault where a language cannot say a case, with the reason. */
export function refuseLanguage(testCase: Case, language: string, edition: Edition): void {
  if (callsOf(testCase).some(({ set }) => set !== null))
    throw new Fault(`the situation of ${testCase.id} changes on the way`, `Play it on a mock: ${playLine(testCase)}`)
  if (language !== SOCKET && !isOverHttp(testCase, edition))
    throw new Fault(
      `${testCase.id} is about sockets alone: ${language} makes calls over HTTP`,
      `Leave --as out, or write --as ${SOCKET}.`,
    )
  if (language === SOCKET && !isOnSockets(testCase, edition))
    throw new Fault(`${testCase.id} is about HTTP alone: it ${whyNot(testCase, edition)}`, 'Leave --as out, for curl.')
}

const isOverHttp = (testCase: Case, edition: Edition): boolean => planOf([testCase], faces[edition]).length > 0

const isOnSockets = (testCase: Case, edition: Edition): boolean =>
  socketPlanOf([testCase], { faces: faces[edition], socketFaces }, ['websocket']).length > 0

function whyNot(testCase: Case, edition: Edition): string {
  const reasons = callsOf(testCase).map((call) =>
    faceOf(socketFaces, call.operation)
      ? notOnSocket(call, faceOf(faces[edition], call.operation) !== undefined)
      : `calls ${call.operation}, which is no event`,
  )
  return reasons.find((reason) => reason !== null) ?? 'has an answer that no event has'
}
