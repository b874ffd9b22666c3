import { randomBytes } from 'node:crypto'
import type { Case } from '../contract/model/case.ts'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces, socketMembers } from '../contract/compiled/socket-faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import type { Arranger } from '../verify/model/arranger.ts'
import type { RunEvent } from '../verify/model/events.ts'
import type { Send } from '../verify/model/exchange.ts'
import type { Source } from '../verify/model/finding.ts'
import { createMask, fixedTextsOf } from '../verify/redact/mask.ts'
import { planOf } from '../verify/plan/plan.ts'
import { probe, type Found } from '../verify/run/probe.ts'
import { run } from '../verify/run/run.ts'
import type { SocketClient } from '../verify/model/socket-client.ts'
import type { Deviation, Target } from '../verify/model/target.ts'
import { createRedaction } from '../verify/redact/redaction.ts'
import { toEdition } from '../edition.ts'
import { allCases } from './all-cases.ts'
import { lazySocketClient } from './lazy-socket-client.ts'
import { isLoopback } from '../verify/model/loopback.ts'
import type { RunOptions } from '../verify/run/run-options.ts'

/** A target, ready to verify. */
export interface Ready {
  readonly target: Target
  readonly arranger: Arranger
  /** The default gate. */
  readonly gate: Source
  readonly minCoverage: number
  readonly timeoutMs: number
  /** What reports should say about the target. */
  readonly notes?: readonly string[]
  /** Completes a bare URL's target with what was found there. */
  readonly withFound?: (found: Found) => Pick<Ready, 'target' | 'arranger'>
  readonly close: () => Promise<void>
}

/** Resolved options of a run. */
export interface ResolvedSettings {
  readonly wanted: RunOptions['wanted']
  readonly skipped: RunOptions['skipped']
  readonly send: Send
  /** By default over `send`. */
  readonly socketClient?: SocketClient
  /** This process's by default. */
  readonly clock?: Pick<RunOptions, 'now' | 'sleep'>
  readonly deviations: readonly Deviation[]
  readonly allowMutating: readonly string[]
  readonly deadlineMs: number
  readonly retries: number
  readonly workers: number
  readonly keepBodies: boolean
  readonly signal: AbortSignal
  readonly order: (cases: readonly Case[]) => readonly Case[]
  readonly reproduce: (ready: Ready) => RunOptions['reproduce']
}

/** Verifies a target; a bare URL is probed first. */
export async function* verifyFound(ready: Ready, asked: ResolvedSettings): AsyncGenerator<RunEvent, void> {
  const { withFound } = ready
  const found = withFound ? await lookAround(ready, asked) : null
  yield* verifyReady(withFound && found ? { ...ready, ...withFound(found) } : ready, asked, found)
}

/** Null if interrupted. */
async function lookAround({ target, timeoutMs }: Ready, asked: ResolvedSettings): Promise<Found | null> {
  const { send, signal, socketClient = lazySocketClient(asked) } = asked
  const plan = planOf(allCases, faces[toEdition(target.edition)])
  try {
    return await probe({ url: target.url, plan, send, socketClient, timeoutMs, signal })
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

/** Verifies a target, with this process's clock and randomness by default. */
export function verifyReady(
  ready: Ready,
  asked: ResolvedSettings,
  found: Found | null = null,
): AsyncGenerator<RunEvent, void> {
  const { target } = ready
  const edition: Edition = toEdition(target.edition)
  const bodies = asked.keepBodies || isLoopback(target.url) ? 'all' : 'fixed'
  const mask = bodies === 'all' ? null : createMask({ fixed: fixedFor(target, edition), key: randomBytes(32) })
  return run({
    ...ready,
    ...asked,
    found,
    socketClient: asked.socketClient ?? lazySocketClient(asked),
    faces: faces[edition],
    socketFaces,
    cases: asked.order(allCases),
    today: new Date().toISOString().slice(0, 10),
    redaction: createRedaction(target.secrets, mask),
    bodies,
    now: () => performance.now(),
    wallClock: Date.now,
    sleep: sleepUntil,
    ...asked.clock,
    reproduce: asked.reproduce(ready),
  })
}

/** The texts that the contract fixes, and the target's names for them. */
const fixedFor = ({ socket }: Target, edition: Edition): ReadonlySet<string> =>
  new Set([
    ...fixedTextsOf([...faces[edition], ...socketFaces]),
    ...socketMembers,
    ...[socket.members, ...Object.values(socket.messages).flatMap((ways) => Object.values(ways))].flatMap((names) =>
      Object.values(names).map(({ name }) => name),
    ),
    ...Object.values(socket.events),
    ...Object.values(socket.answers).flatMap(({ success, refusal }) => [...success, ...refusal]),
    ...Object.keys(socket.refusal?.status ?? {}),
    socket.token,
  ])

/** Waits until the time is over or the signal aborts. Without an error for the latter, which most waits of a case end with. */
export const sleepUntil = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
