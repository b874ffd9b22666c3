import { notOnSocket } from '../../contract/model/case-packet.ts'
import type { Case } from '../../contract/model/case.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { playLine } from '../../verifier/mock-line.ts'
import { callsOf, faceOf, planOf, socketPlanOf } from '../../verify/plan/plan.ts'

/** Programs with the Socket.IO client; all other languages call over HTTP. */
export const SOCKET = 'socket'

/** The default language of a case. */
export const usualLanguage = (testCase: Case, edition: Edition): string =>
  isOverHttp(testCase, edition) ? 'curl' : SOCKET

/** Throws a Fault with the reason if a language cannot express a case. */
export function refuseLanguage(testCase: Case, language: string, edition: Edition): void {
  if (callsOf(testCase).some(({ set }) => set !== null))
    throw new Fault(
      `the situation of ${testCase.id} changes between its calls`,
      `Play it on a mock: ${playLine(testCase)}`,
    )
  if (language !== SOCKET && !isOverHttp(testCase, edition))
    throw new Fault(
      `${testCase.id} exists only on sockets, and ${language} makes calls over HTTP`,
      `Drop --as, or write --as ${SOCKET}.`,
    )
  if (language === SOCKET && !isOnSockets(testCase, edition))
    throw new Fault(`${testCase.id} exists only over HTTP: it ${whyNot(testCase, edition)}`, 'Drop --as for curl.')
}

const isOverHttp = (testCase: Case, edition: Edition): boolean => planOf([testCase], faces[edition]).length > 0

const isOnSockets = (testCase: Case, edition: Edition): boolean =>
  socketPlanOf([testCase], { faces: faces[edition], socketFaces }, ['websocket']).length > 0

function whyNot(testCase: Case, edition: Edition): string {
  const reasons = callsOf(testCase).map((call) =>
    faceOf(socketFaces, call.operation)
      ? notOnSocket(call, faceOf(faces[edition], call.operation) !== undefined)
      : `calls ${call.operation}, which is not an event`,
  )
  return reasons.find((reason) => reason !== null) ?? 'has an answer that no event has'
}
