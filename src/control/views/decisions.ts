import type { AskedRule, DecisionInfo } from '../../contract/compiled/types.ts'
import type { AnyFace, Outcome } from '../../contract/model/face.ts'
import type { Core } from '../../mock/core.ts'
import type { Entry } from '../../world/journal.ts'
import { parseJson } from '../../json.ts'
import { json, unavailable, wrongInput, type Handler } from '../handler.ts'
import { inWorld, type ControlParts } from '../parts.ts'

/** Handler that explains the answer of an entry of the journal. */
export const decisionHandlers = (parts: ControlParts): Readonly<Record<'readDecision', Handler>> => ({
  readDecision: inWorld(parts, async ({ journal }, { params }) => {
    const text = params['n'] ?? ''
    const n = Number(text)
    if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(n))
      return wrongInput('/path/n', 'must be the number of an entry')
    await journal.refresh?.()
    const entry = journal.since(n - 1).find((each) => each.n === n)
    return entry === undefined
      ? unavailable(404, 'No such entry', `The journal does not have entry ${n}: it keeps the latest calls only.`)
      : json(toDecision(entry, parts.core))
  }),
})

/** The rules of an entry's operation, and whether each of them matched. */
export function toDecision(entry: Entry, core: Pick<Core, 'faces' | 'socketFaces'>): DecisionInfo {
  const { about } = entry.answer
  const face = faceOf(entry, core)
  const held = entry.asked
  const rules = face?.outcomes.map((outcome, index) => toAskedRule(outcome, held?.[index] ?? null)) ?? []
  const decided = face?.outcomes.find(({ name }) => name === about.outcome)
  return {
    n: entry.n,
    by: about.forced ?? (held === undefined || about.outcome === null ? 'none' : 'rules'),
    operation: about.operation,
    at: face?.at ?? null,
    summary: face?.summary ?? null,
    rules,
    decided: about.outcome,
    next: rules.find(({ held: matched, outcome }) => matched === true && outcome !== about.outcome)?.outcome ?? null,
    example: decided ? (parseJson(decided.example) ?? decided.example) : null,
    varies: decided ? Object.keys(decided.varies) : [],
  }
}

const SOCKET_METHODS = new Set(['CONNECT', 'EVENT', 'DISCONNECT'])

/** Whether an exchange was made on a socket. */
const isOnSocket = ({ request }: Pick<Entry, 'request'>): boolean => SOCKET_METHODS.has(request.method)

const faceOf = (entry: Entry, { faces, socketFaces }: Pick<Core, 'faces' | 'socketFaces'>): AnyFace | undefined => {
  const ways: readonly AnyFace[] = isOnSocket(entry) ? socketFaces : faces
  return ways.find(({ operation }) => operation === entry.answer.about.operation)
}

const toAskedRule = ({ name, status, cause, sources, at }: Outcome, held: boolean | null): AskedRule => ({
  outcome: name,
  status,
  cause,
  held,
  sources,
  at,
})
