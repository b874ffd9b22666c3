import type { Case } from '../../contract/model/case.ts'
import { valueAt } from '../../contract/model/pointer.ts'
import { parseJson } from '../../json.ts'
import { madeUpValues } from '../arrange/made-up.ts'
import { OWN_ROLES } from '../arrange/own-identities.ts'
import { bareArrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Received, Trouble } from '../model/exchange.ts'
import type { Pacer } from '../model/limit.ts'
import { baseUrlOf } from '../plan/base-url.ts'
import type { WhyNot } from '../plan/blocked.ts'
import { callsOf, faceOf, httpCallsOf, type HttpPlanned, type Planned } from '../plan/plan.ts'
import { refusalOf } from '../plan/safety.ts'
import type { PlayParts } from '../play/play-parts.ts'
import { playCase } from '../play/play.ts'
import type { Played } from '../play/played.ts'
import { isPage, obstacleIn, type Asked } from './obstacle.ts'

/** The findings of a preflight. */
export interface Preflight {
  /** Why the target is unreachable, or null. */
  readonly unreachable: Trouble | null
  /** Rejected identity → reason. */
  readonly refused: ReadonlyMap<string, string>
  /** Identities that the target accepts. */
  readonly usable: readonly string[]
  /** Operation without a route on the target → reason. */
  readonly routeless: ReadonlyMap<string, string>
  /** The same, for operations that the target file lists: their cases are still played, and each reports it. */
  readonly lacking: ReadonlyMap<string, string>
}

/** Cases that are bound to fail according to a preflight. */
export const inVain =
  ({ refused, routeless }: Pick<Preflight, 'refused' | 'routeless'>): WhyNot =>
  (planned) => {
    const calls = callsOf(planned.testCase)
    const route = httpCallsOf(planned)
      .map(({ operation }) => routeless.get(operation))
      .find((reason) => reason !== undefined)
    if (route !== undefined) return { kind: 'transport', reason: route }
    // The reason for the rejection is reported once, where it was found.
    const caller = calls.map(({ as }) => as).find((as) => refused.has(as))
    return caller === undefined ? null : { kind: 'identity', reason: `the target rejects ${caller}` }
  }

/**
 * Checks each operation and each identity with one harmless call, so that a rejected token is one finding instead of sixty
 * breaches.
 */
export async function preflightHttp(plan: readonly Planned[], parts: PlayParts, pacer: Pacer): Promise<Preflight> {
  const [refused, routeless, lacking] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ]
  const usable: string[] = []
  const asked: Asked[] = []
  const wanted = new Set(plan.flatMap((planned) => httpCallsOf(planned).map(({ operation }) => operation)))
  for (const [operation, harmless] of harmlessOf(parts.plan)) {
    if (!wanted.has(operation)) continue
    const answer = await call(harmless, 'nobody', parts, pacer)
    if (answer && 'kind' in answer) {
      if (endsRun(answer)) return { unreachable: answer, refused, usable, routeless, lacking }
      continue
    }
    if (answer) asked.push(answer)
    if (!answer || isRoute(harmless, answer.received)) continue
    const { method, path } = harmless.face
    const reason = `the target answers ${answer.received.status} to ${method} ${path}: it has no such route`
    if (parts.target.operations === null) routeless.set(operation, reason)
    else if (isOfFramework(answer.received)) lacking.set(operation, reason)
  }
  const obstacle = plan.every(({ transport }) => transport === 'http') ? obstacleIn(asked) : null
  if (obstacle !== null)
    return { unreachable: { kind: 'gateway', message: obstacle }, refused, usable, routeless, lacking }
  for (const [identity, harmless] of identitiesOf(plan, parts, routeless)) {
    const answer = await call(harmless, identity, parts, pacer)
    if (!answer || 'kind' in answer) continue
    if (answer.received.status === 401)
      refused.set(identity, `the target rejects the credentials of ${identity}: 401 to a call that any user may make`)
    else usable.push(identity)
  }
  return { unreachable: null, refused, usable, routeless, lacking }
}

/** Operation → its harmless case, if the plan has it. */
export const harmlessOf = (plan: readonly HttpPlanned[]): Map<string, HttpPlanned> => {
  const first = new Map<string, HttpPlanned>()
  for (const planned of plan.filter(({ testCase }) => testCase.harmless))
    if (!first.has(planned.testCase.operation)) first.set(planned.testCase.operation, planned)
  return first
}

/** Identity → the harmless case of its API, for callers with credentials. */
function identitiesOf(
  plan: readonly Planned[],
  { target, plan: all }: PlayParts,
  routeless: ReadonlyMap<string, string>,
): Map<string, HttpPlanned> {
  const harmless = [...harmlessOf(all)].filter(([operation]) => !routeless.has(operation)).map(([, planned]) => planned)
  const identities = new Map<string, HttpPlanned>()
  for (const planned of plan)
    for (const { as } of httpCallsOf(planned)) {
      const own = harmless.find((each) => each.face.api === planned.face.api)
      if (own && !identities.has(as) && isToBeTried(own, as, target)) identities.set(as, own)
    }
  return identities
}

/** Whether a case can check an identity: it has credentials, which would not be sent unencrypted. */
export const isToBeTried = (
  { testCase }: Pick<Planned, 'testCase'>,
  as: string,
  target: PlayParts['target'],
): boolean =>
  !OWN_ROLES.includes(as) &&
  Object.hasOwn(target.identities, as) &&
  refusalOf({ ...testCase, as }, { target, faceOf: () => undefined, allowMutating: [new URL(target.url).host] }) ===
    null

async function call(
  harmless: HttpPlanned,
  identity: string,
  parts: PlayParts,
  pacer: Pacer,
): Promise<Asked | Trouble | null> {
  const testCase: Case = { ...harmless.testCase, as: identity }
  const lease = await pacer.lease(new Map([[testCase.operation, { calls: 1, fresh: false }]]))
  try {
    const attempt = await playCase({ ...harmless, testCase }, lease, { ...parts, arranger: arrangingNothing(parts) })
    return attempt.kind === 'trouble' ? attempt.trouble : askedBy(attempt.calls, urlOf(testCase.operation, parts))
  } finally {
    lease.release()
  }
}

const askedBy = ([played]: readonly Played[], url: string): Asked | null =>
  played?.answered ? { url, path: played.request.target, received: played.answered.received } : null

const urlOf = (operation: string, { target, faces }: Pick<PlayParts, 'target' | 'faces'>): string =>
  baseUrlOf(operation, target, (each) => faceOf(faces, each))

/** Arranges nothing: a harmless call is refused regardless of its values, so it gets invented ones. */
const arrangingNothing = ({ target, arranger, faces }: PlayParts): Arranger => ({
  ...arranger,
  arrange: async ({ operation, given }) => {
    const baseUrl = urlOf(operation, { target, faces })
    const identities = { ...target.identities, nobody: {} }
    return { ...bareArrangement({ baseUrl, identities }), values: madeUpValues(given, atRandom) }
  },
})

/** Unguessable bytes. */
export const atRandom = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))

/** Whether an answer comes from the operation, not from a framework that does not know the path. */
export function isRoute({ face }: HttpPlanned, received: Received): boolean {
  if (received.status !== 404 && received.status !== 405) return !isPage(received)
  return face.outcomes.some(
    (outcome) => outcome.status === received.status && received.body.includes(textOf(outcome.example)),
  )
}

/** Whether an answer is typical of frameworks for an unknown path: a page, nothing, or a text that contains method or path. */
const isOfFramework = ({ headers, body }: Received): boolean =>
  body === '' ||
  headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/')) ||
  /\b(?:GET|POST|PUT|PATCH|DELETE)\b|"path":/.test(body)

/** The text that identifies a documented refusal. */
const textOf = (example: string): string => {
  const value = parseJson(example)
  const message = valueAt(value, '/message') ?? valueAt(value, '/error')
  return typeof message === 'string' ? message : example
}

/** If the first harmless call gets no answer, the others are pointless; but a gateway may recover. */
export const endsRun = ({ kind }: Trouble): boolean => kind !== 'gateway' && kind !== 'limited' && kind !== 'reset'
