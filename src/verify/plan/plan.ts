import { notOnSocket } from '../../contract/model/case-packet.ts'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import type { AnyFace, Face, Outcome, SocketFace } from '../../contract/model/face.ts'
import type { Source } from '../model/finding.ts'
import { weakestSource } from '../model/source.ts'
import type { Target } from '../model/target.ts'
import { isSocketTransport, type SocketTransport, type Transport } from '../model/transport.ts'

/** A case with the face on which it is played. */
interface PlannedOn<Way extends Transport, On extends AnyFace> {
  readonly testCase: Case
  readonly transport: Way
  readonly face: On
  /** The expected outcome. */
  readonly outcome: Outcome
  /** Its weakest source, and all of them. */
  readonly source: Source
  readonly sources: readonly string[]
}

/** A case that is played over HTTP. */
export type HttpPlanned = PlannedOn<'http', Face>

/** A case that is played on sockets. */
export type SocketPlanned = PlannedOn<SocketTransport, SocketFace>

/** A case on a transport. */
export type Planned = HttpPlanned | SocketPlanned

/** The cases to play over HTTP on an edition's faces, in file order, without those whose outcome no face has. */
export const planOf = (cases: readonly Case[], faces: readonly Face[]): HttpPlanned[] =>
  cases.flatMap((testCase) => (testCase.socketOnly ? [] : toPlanned(testCase, 'http', faces)))

/** The cases to play on sockets, in file order, each on every transport. Omits those that a payload can't express. */
export function socketPlanOf(
  cases: readonly Case[],
  { faces, socketFaces }: Pick<Ways, 'faces' | 'socketFaces'>,
  transports: readonly SocketTransport[],
): SocketPlanned[] {
  if (transports.length === 0) return []
  const playable = cases.filter((testCase) => isOnSockets(testCase, faces, socketFaces))
  return transports.flatMap((transport) => playable.flatMap((testCase) => toPlanned(testCase, transport, socketFaces)))
}

/** Every case to play on a target: over HTTP first, then on each of its other transports. */
export function targetPlan(
  cases: readonly Case[],
  ways: Ways,
  { operations, transports }: Pick<Target, 'operations' | 'transports'>,
): Planned[] {
  const isServed = ({ operation }: Pick<AnyFace, 'operation'>): boolean => operations?.includes(operation) ?? true
  const own = cases.filter((testCase) => callsOf(testCase).every(isServed))
  const http = transports.includes('http') ? planOf(cases, ways.faces.filter(isServed)) : []
  return [...http, ...socketPlanOf(own, ways, transports.filter(isSocketTransport))]
}

/** The operations of an edition. */
export interface Ways {
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
}

function toPlanned<Way extends Transport, On extends AnyFace>(
  testCase: Case,
  transport: Way,
  faces: readonly On[],
): PlannedOn<Way, On>[] {
  const face = faceOf(faces, testCase.operation)
  const outcome = face && outcomeFor(testCase, face, faces)
  if (!face || !outcome || !testCase.editions.includes(face.edition)) return []
  const sources = [...new Set([...callsOf(testCase).flatMap((call) => sourcesOf(call, faces)), ...testCase.sources])]
  return [{ testCase, transport, face, outcome, source: weakestSource(sources), sources }]
}

/** Whether a socket client can make every call of a case. */
const isOnSockets = (testCase: Case, faces: readonly Face[], socketFaces: readonly SocketFace[]): boolean =>
  callsOf(testCase).every((call) => {
    const isHttp = isServed(call, faces)
    if (call.socket.overHttp) return isHttp
    return isServed(call, socketFaces) && notOnSocket(call, isHttp) === null
  })

const isServed = (call: CaseCall, faces: readonly AnyFace[]): boolean => {
  const face = faceOf(faces, call.operation)
  return face !== undefined && outcomeFor(call, face, faces) !== undefined
}

/** The expected outcome of a call, which connecting may already return. */
export const outcomeFor = ({ expect }: CaseCall, face: AnyFace, faces: readonly AnyFace[]): Outcome | undefined =>
  outcomeOf(face, expect) ??
  faces
    .filter(isConnecting)
    .map((each) => outcomeOf(each, expect))
    .find((each) => each !== undefined)

const isConnecting = (face: AnyFace): boolean => 'event' in face && face.event === null

/** One face for each operation, with the outcomes of all transports. */
export function unitedFaces(faces: readonly AnyFace[]): AnyFace[] {
  const united = new Map<string, AnyFace>()
  for (const face of faces) {
    const known = united.get(face.operation)
    const more = face.outcomes.filter(({ name }) => !known || !outcomeOf(known, name))
    united.set(face.operation, known ? { ...known, outcomes: [...known.outcomes, ...more] } : face)
  }
  return [...united.values()]
}

/** All calls of a case in order, including its main call. */
export const callsOf = (testCase: Case): readonly CaseCall[] => [...testCase.before, testCase, ...testCase.then]

/** Its calls over HTTP. */
export const httpCallsOf = ({ testCase, transport }: Planned): readonly CaseCall[] =>
  callsOf(testCase).filter(({ socket }) => transport === 'http' || socket.overHttp)

/** The face of an operation; undefined if the edition has none. */
export const faceOf = <Any extends AnyFace>(faces: readonly Any[], operation: string): Any | undefined =>
  faces.find((face) => face.operation === operation)

/** The outcome of a face by its name. */
export const outcomeOf = (face: AnyFace, name: string): Outcome | undefined =>
  face.outcomes.find((outcome) => outcome.name === name)

const sourcesOf = (call: CaseCall, faces: readonly AnyFace[]): readonly string[] => {
  const face = faceOf(faces, call.operation)
  return (face && outcomeFor(call, face, faces)?.sources) ?? []
}
