import { isTrouble, type Received, type Trouble } from '../../model/exchange.ts'
import type { Pacer } from '../../model/limit.ts'
import type { WhyNot } from '../../plan/blocked.ts'
import { callsOf, httpCallsOf, type HttpPlanned, type Planned } from '../../plan/plan.ts'
import type { PlayParts } from '../../play/play-parts.ts'
import { isDocumented, isPage, obstacleIn, type Asked } from './obstacle.ts'
import { callHarmless, harmlessOf, identitiesToTry } from './harmless-call.ts'

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
    const answer = await callHarmless(harmless, 'nobody', parts, pacer)
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
  for (const [identity, harmless] of identitiesToTry(plan, parts, routeless)) {
    const answer = await callHarmless(harmless, identity, parts, pacer)
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
    const answer = await callHarmless(harmless, 'nobody', parts, pacer)
    if (!answer || !('kind' in answer) || answer.kind !== 'reset') return false
  }
  return true
}

const AGAIN = 2

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
