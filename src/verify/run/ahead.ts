import { type Blocks } from '../plan/blocks.ts'
import type { RunEvent } from '../model/events.ts'
import type { Trouble } from '../model/exchange.ts'
import { callsOf, type Planned } from '../plan/plan.ts'
import { isToBeTried, inVain } from './preflight.ts'
import { isSocketTransport, type SocketTransport } from '../model/transport.ts'
import { probeSockets, refusedOnSockets } from './probe.ts'
import type { PlayParts } from '../play/play-parts.ts'

/** What looking ahead takes. */
export interface AheadParts {
  readonly plan: readonly Planned[]
  readonly parts: PlayParts
  readonly tell: (event: RunEvent) => void
  /** Whether each case has identities of its own, which need no trying. */
  readonly isolated: boolean
}

/** Whether the target takes connections, by each transport that cases are to be played on, and from those who call. */
export async function socketsAhead(ahead: AheadParts): Promise<Blocks> {
  try {
    return await looked(ahead)
  } catch (error) {
    if (ahead.parts.signal.aborted) return () => null
    throw error
  }
}

async function looked({ plan, parts, tell, isolated }: AheadParts): Promise<Blocks> {
  const onSockets = plan.filter(({ transport }) => isSocketTransport(transport))
  const used = parts.target.transports
    .filter(isSocketTransport)
    .filter((transport) => onSockets.some((planned) => planned.transport === transport))
  const lacking = await probeSockets(used, parts)
  const unreachable = [...lacking.values()].find(isUnreachable)
  if (unreachable && onSockets.length === plan.length)
    tell({ kind: 'unreachable', trouble: unreachable.kind, message: parts.redaction.text(unreachable.message) })
  const there = used.find((transport) => !lacking.has(transport))
  const refused =
    isolated || there === undefined ? new Map() : await refusedOnSockets(triedBy(onSockets, parts), there, parts)
  for (const [name, reason] of refused)
    tell({ kind: 'identity', name, state: 'refused', reason: parts.redaction.text(reason) })
  const inVainFor = inVain({ refused, routeless: new Map() })
  return (planned) => {
    if (!isSocketTransport(planned.transport)) return null
    const trouble = lacking.get(planned.transport)
    return trouble ? lackOf(planned.transport, trouble) : inVainFor(planned)
  }
}

/** Nobody is there at all, which says nothing of a transport. */
const isUnreachable = ({ kind }: Trouble): boolean => kind === 'dns' || kind === 'refused' || kind === 'tls'

const lackOf = (transport: SocketTransport, trouble: Trouble): NonNullable<ReturnType<Blocks>> =>
  isUnreachable(trouble)
    ? { kind: 'environment', reason: `the target cannot be reached: ${trouble.message}` }
    : { kind: 'transport', reason: `the target has no ${transport} of Socket.IO: ${trouble.message}` }

/** Who calls in these cases, with credentials that may be sent. */
const triedBy = (plan: readonly Planned[], { target }: PlayParts): readonly string[] => [
  ...new Set(
    plan.flatMap((planned) =>
      callsOf(planned.testCase)
        .map(({ as }) => as)
        .filter((as) => isToBeTried(planned, as, target)),
    ),
  ),
]
