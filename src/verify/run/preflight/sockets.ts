import { toHandshake } from '../../../contract/model/case-packet.ts'
import { toTheirAuth } from '../../../dialect/dialect.ts'
import type { RunEvent } from '../../model/events.ts'
import { isUnreachable, type Trouble } from '../../model/exchange.ts'
import type { Refused } from '../../model/result.ts'
import { isRefused, type SocketConnection, type RefusedConnection } from '../../model/socket-client.ts'
import { isSocketTransport, type SocketTransport } from '../../model/transport.ts'
import type { WhyNot } from '../../plan/blocked.ts'
import { callsOf, type Planned } from '../../plan/plan.ts'
import type { PlayParts } from '../../play/play-parts.ts'
import { inVain } from './http.ts'
import { isToBeTried } from './harmless-call.ts'

/** The means to reach a target's sockets. */
type Way = Pick<PlayParts, 'socketClient' | 'target' | 'timeoutMs' | 'signal'>

/** Where to try connections, and who is told the result. */
export interface SocketPreflight extends Way, Pick<PlayParts, 'redaction'> {
  readonly plan: readonly Planned[]
  readonly tell: (event: RunEvent) => void
  /** Whether each case has its own identities, which need no preflight. */
  readonly isolated: boolean
}

/** Connects once over each transport in use, and once as each caller; returns which cases are bound to fail, and why. */
export async function preflightSockets(preflight: SocketPreflight): Promise<WhyNot> {
  try {
    return await whyNotOnSockets(preflight)
  } catch (error) {
    if (preflight.signal.aborted) return () => null
    throw error
  }
}

async function whyNotOnSockets(preflight: SocketPreflight): Promise<WhyNot> {
  const { plan, target, redaction, tell, isolated } = preflight
  const onSockets = plan.filter(({ transport }) => isSocketTransport(transport))
  const used = target.transports
    .filter(isSocketTransport)
    .filter((transport) => onSockets.some((planned) => planned.transport === transport))
  const lacking = await lackingTransports(used, preflight)
  const unreachable = [...lacking.values()].find(isUnreachable)
  if (unreachable && onSockets.length === plan.length)
    tell({ kind: 'unreachable', trouble: unreachable.kind, message: redaction.text(unreachable.message) })
  const there = used.find((transport) => !lacking.has(transport))
  const refused =
    isolated || there === undefined
      ? new Map()
      : await refusedIdentities(callersOf(onSockets, target), there, preflight)
  for (const [name, reason] of refused)
    tell({ kind: 'identity', name, state: 'refused', reason: redaction.text(reason) })
  const inVainFor = inVain({ refused, routeless: new Map(), obstacle: null })
  return (planned) => {
    if (!isSocketTransport(planned.transport)) return null
    const trouble = lacking.get(planned.transport)
    return trouble ? toRefused(planned.transport, trouble) : inVainFor(planned)
  }
}

const toRefused = (transport: SocketTransport, trouble: Trouble): Refused =>
  isUnreachable(trouble)
    ? { kind: 'environment', reason: `the target cannot be reached: ${trouble.message}` }
    : { kind: 'transport', reason: `the target has no ${transport} of Socket.IO: ${trouble.message}` }

/** The callers of these cases whose credentials may be sent. */
const callersOf = (plan: readonly Planned[], target: PlayParts['target']): readonly string[] => [
  ...new Set(
    plan.flatMap((planned) =>
      callsOf(planned.testCase)
        .map(({ as }) => as)
        .filter((as) => isToBeTried(planned, as, target)),
    ),
  ),
]

/** Opens each transport once, and enters no namespace except the target's own: transport → why it is unavailable. */
async function lackingTransports(
  transports: readonly SocketTransport[],
  way: Way,
): Promise<Map<SocketTransport, Trouble>> {
  const { socketClient, target, timeoutMs, signal } = way
  const { path } = target.socket
  const lacking = new Map<SocketTransport, Trouble>()
  for (const transport of transports) {
    const trouble = await socketClient.reach({ baseUrl: target.url, path, transport, headers: {}, timeoutMs, signal })
    const lack = trouble ?? (await lackOfNamespace(transport, way))
    if (lack) lacking.set(transport, lack)
  }
  return lacking
}

/** Tries to enter the target's own namespace as a guest; the main one always exists. Null: it exists, or rejects guests. */
async function lackOfNamespace(transport: SocketTransport, way: Way): Promise<Trouble | null> {
  const { namespace } = way.target.socket
  if (namespace === '/') return null
  const result = await connectOnce(transport, {}, way)
  return isRefused(result) && result.refused.message === INVALID_NAMESPACE
    ? { kind: 'malformed', message: `it has no namespace ${namespace}; check socket.namespace in the target file.` }
    : null
}

/** The error messages of Socket.IO. */
const INVALID_NAMESPACE = 'Invalid namespace'

/** Connects as each of these identities: identity → how the target rejected it. */
async function refusedIdentities(
  identities: readonly string[],
  transport: SocketTransport,
  way: Way,
): Promise<Map<string, string>> {
  const refused = new Map<string, string>()
  for (const identity of identities) {
    const result = await connectOnce(transport, way.target.identities[identity] ?? {}, way)
    if (isRefused(result))
      refused.set(
        identity,
        `the target rejects the credentials of ${identity}, on connecting: ${result.refused.message}`,
      )
  }
  return refused
}

/** Connects with these credentials, and disconnects at once. */
async function connectOnce(
  transport: SocketTransport,
  credentials: Readonly<Record<string, string>>,
  { socketClient, target, timeoutMs, signal }: Way,
): Promise<SocketConnection | RefusedConnection | Trouble> {
  const { path, namespace } = target.socket
  const { auth, headers } = toHandshake(credentials)
  const to = { baseUrl: target.url, path, namespace, transport, timeoutMs, signal, headers }
  const result = await socketClient.connect({ ...to, auth: toTheirAuth(target.socket, auth) }, () => {})
  if ('close' in result) await result.close()
  return result
}
