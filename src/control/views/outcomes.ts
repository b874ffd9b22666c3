import type { FaceInfo, OutcomeInfo, SmallestCall } from '../../contract/compiled/types.ts'
import { notOnSocket } from '../../contract/model/case-packet.ts'
import type { Case } from '../../contract/model/case.ts'
import type { AnyFace, Outcome } from '../../contract/model/face.ts'
import type { Core } from '../../mock/core.ts'
import { parseJson } from '../../json.ts'
import { json, type Handler } from '../handler.ts'
import type { ControlParts } from '../parts.ts'

/** Handler that lists all outcomes. The cases are loaded on first use: they are large, and a mock does without them. */
export const outcomeHandlers = ({ core }: ControlParts): Readonly<Record<'listOutcomes', Handler>> => ({
  listOutcomes: async () => {
    const { cases } = await import('../../contract/compiled/cases.js')
    return json({ faces: toFaces(core, cases) })
  },
})

/** The faces of a mock, each outcome with the smallest of these cases that gets it in one call. */
export function toFaces(
  { faces, socketFaces }: Pick<Core, 'faces' | 'socketFaces'>,
  cases: readonly Case[],
): FaceInfo[] {
  const isAlsoHttp = (operation: string): boolean => faces.some((face) => face.operation === operation)
  const overHttp = faces.map((face): FaceInfo => ({
    ...sharedOf(face, (name) => smallestOf(cases, face, name, ({ socketOnly }) => !socketOnly)),
    way: 'http',
    method: face.method,
    path: face.path,
    event: null,
  }))
  const onSockets = socketFaces.map((face): FaceInfo => ({
    ...sharedOf(face, (name) =>
      smallestOf(cases, face, name, (each) => notOnSocket(each, isAlsoHttp(face.operation)) === null),
    ),
    way: 'socket',
    method: null,
    path: null,
    event: face.event,
  }))
  return [...overHttp, ...onSockets]
}

const sharedOf = (
  { operation, api, summary, at, outcomes }: AnyFace,
  smallest: (name: string) => SmallestCall | null,
): Pick<FaceInfo, 'operation' | 'api' | 'summary' | 'at' | 'outcomes'> => ({
  operation,
  api,
  summary,
  at,
  outcomes: outcomes.map((outcome) => toOutcomeInfo(outcome, smallest(outcome.name))),
})

const toOutcomeInfo = (
  { name, status, cause, sources, at, example }: Outcome,
  smallest: SmallestCall | null,
): OutcomeInfo => ({ name, status, cause, sources, at, example: parseJson(example) ?? example, smallest })

function smallestOf(
  cases: readonly Case[],
  { operation, edition }: AnyFace,
  name: string,
  fits: (each: Case) => boolean,
): SmallestCall | null {
  const found = cases.find(
    (each) =>
      each.operation === operation &&
      each.expect === name &&
      each.editions.includes(edition) &&
      each.before.length === 0 &&
      each.set === null &&
      fits(each),
  )
  if (!found) return null
  const { as, given, request, raw } = found
  return { as, given: mutable(given), request: { ...request }, raw: raw === null ? null : { ...raw } }
}

const mutable = (given: Case['given']): Record<string, string[]> =>
  Object.fromEntries(Object.entries(given).map(([subject, facts]) => [subject, [...facts]]))
