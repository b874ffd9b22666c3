import type { Case } from '../../contract/model/case.ts'
import type { Face } from '../../contract/model/face.ts'
import { madeUpValues } from '../arrange/made-up.ts'
import { OWN_ROLES } from '../arrange/own-identities.ts'
import { bareArrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'
import type { Pacer } from '../model/limit.ts'
import { baseUrlOf } from '../plan/base-url.ts'
import type { WhyNot } from '../plan/blocked.ts'
import { callsOf, faceOf, httpCallsOf, type HttpPlanned, type Planned } from '../plan/plan.ts'
import { refusalOf } from '../plan/safety.ts'
import type { PlayParts } from '../play/play-parts.ts'
import { playCase } from '../play/play.ts'
import type { Played } from '../play/played.ts'
import { isDocumented, isPage, obstacleIn, type Asked } from './obstacle.ts'

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
  /** What is in front of the target over HTTP, though it also has sockets; null: nothing. */
  readonly obstacle: string | null
  /** Operations that are reset each time, while the target answers another path. */
  readonly cut: readonly string[]
}

/** Cases that are bound to fail according to a preflight. */
export const inVain =
  ({ refused, routeless, obstacle }: Pick<Preflight, 'refused' | 'routeless' | 'obstacle'>): WhyNot =>
  (planned) => {
    const calls = callsOf(planned.testCase)
    if (obstacle !== null && httpCallsOf(planned).length > 0) return { kind: 'environment', reason: obstacle }
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
  const [usable, cut]: [string[], string[]] = [[], []]
  const so = { unreachable: null, refused, usable, routeless, lacking, obstacle: null, cut }
  const asked: Asked[] = []
  const wanted = new Set(plan.flatMap((planned) => httpCallsOf(planned).map(({ operation }) => operation)))
  for (const [operation, harmless] of harmlessOf(parts.plan)) {
    if (!wanted.has(operation)) continue
    const answer = await call(harmless, 'nobody', parts, pacer)
    if (answer && 'kind' in answer) {
      if (endsRun(answer)) return { ...so, unreachable: answer }
      if (answer.kind === 'reset' && (await isCut(harmless, parts, pacer))) cut.push(operation)
      continue
    }
    if (answer) asked.push(answer)
    if (!answer || isRoute(harmless, answer.received)) continue
    const { method, path } = harmless.face
    const reason = `the target answers ${answer.received.status} to ${method} ${path}: it has no such route`
    if (parts.target.operations === null) routeless.set(operation, reason)
    else if (isOfFramework(answer.received)) lacking.set(operation, reason)
  }
  const obstacle = obstacleIn(asked)
  if (obstacle !== null)
    return plan.every(({ transport }) => transport === 'http')
      ? { ...so, unreachable: { kind: 'gateway', message: obstacle } }
      : { ...so, routeless: new Map(), lacking: new Map(), obstacle }
  for (const [identity, harmless] of identitiesOf(plan, parts, routeless)) {
    const answer = await call(harmless, identity, parts, pacer)
    if (!answer || 'kind' in answer) continue
    if (answer.received.status === 401)
      refused.set(identity, `the target rejects the credentials of ${identity}: 401 to a call that any user may make`)
    else usable.push(identity)
  }
  return so
}

/** Whether a call that was reset is reset again, while the target's root is answered in between. */
async function isCut(harmless: HttpPlanned, parts: PlayParts, pacer: Pacer): Promise<boolean> {
  const { target, timeoutMs, signal } = parts
  const root = { method: 'GET', target: '/', headers: {}, body: null }
  for (let time = 0; time < AGAIN; time++) {
    if (isTrouble(await parts.send(root, { baseUrl: target.url, timeoutMs, signal }))) return false
    const answer = await call(harmless, 'nobody', parts, pacer)
    if (!answer || !('kind' in answer) || answer.kind !== 'reset') return false
  }
  return true
}

const AGAIN = 2

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
    if (attempt.kind === 'trouble') return attempt.trouble
    return askedBy(attempt.calls, harmless.face, urlOf(testCase.operation, parts))
  } finally {
    lease.release()
  }
}

const askedBy = ([played]: readonly Played[], face: Face, url: string): Asked | null =>
  played?.answered ? { face, url, path: played.request.target, received: played.answered.received } : null

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
  return isDocumented(face, received)
}

/** Whether an answer is typical of frameworks for an unknown path: a page, nothing, or a text that contains method or path. */
const isOfFramework = ({ headers, body }: Received): boolean =>
  body === '' ||
  headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/')) ||
  /\b(?:GET|POST|PUT|PATCH|DELETE)\b|"path":/.test(body)

/** If the first harmless call gets no answer, the others are pointless; but a gateway may recover. */
export const endsRun = ({ kind }: Trouble): boolean => kind !== 'gateway' && kind !== 'limited' && kind !== 'reset'
