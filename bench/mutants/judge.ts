import { conclusionOf } from '../../src/report/conclusion.ts'
import { verifyReady, type ResolvedSettings, type Ready } from '../../src/verifier/verify-run.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { createControlArranger } from '../../src/verify/arrange/control-arranger.ts'
import type { Source } from '../../src/verify/model/finding.ts'
import type { Send } from '../../src/verify/model/exchange.ts'
import type { SocketClient } from '../../src/verify/model/socket-client.ts'
import { callsOf } from '../../src/verify/plan/plan.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import type { Target } from '../../src/verify/model/target.ts'
import { PLAIN_DIALECT } from '../../src/verify/model/dialect.ts'
import type { Mutant } from './mutant.ts'
import type { Patcher } from './patched.ts'
import { startProxy } from './proxy.ts'

/** How a run against a mutant ended. */
export interface Judged {
  readonly mutant: Mutant
  /** `broken`: a breach of the contract was found; `trouble`: the run fails, but for no breach; `survived`: exit code 0. */
  readonly as: 'broken' | 'trouble' | 'survived'
  /** The first case that revealed it; null: none. */
  readonly case: string | null
  /** The check that revealed it, or why the case couldn't be judged. */
  readonly by: string
  readonly ms: number
}

/** Dependencies and settings for judging. */
export interface JudgeParts {
  readonly send: Send
  readonly socketClient: SocketClient
  readonly patcher: Patcher
  /** How long an answer may take; the default is short enough for hundreds of mutants. */
  readonly timeoutMs?: number
  /** Breaches with a weaker source do not count; all count without it. */
  readonly gate?: Source
}

/** Runs the whole suite against a mutant, up to the first breach. */
export async function judge(
  mutant: Mutant,
  { patcher, timeoutMs = timeoutOf(mutant), gate = 'inferred', ...parts }: JudgeParts,
): Promise<Judged> {
  const begin = performance.now()
  const { change, edition = 'current' } = mutant
  const module = typeof change === 'function' ? { startServer } : await patcher.server(change)
  const server = await module.startServer({ edition, onFault: () => {} })
  const proxy = typeof change === 'function' ? await startProxy(server.url, change()) : null
  try {
    const found = await play(readyAt(gate, toReady(server, proxy?.url ?? server.url, mutant, timeoutMs)), {
      ...waysOf(isOverHttp(mutant)),
      ...parts,
    })
    return { mutant, ...found, ms: performance.now() - begin }
  } finally {
    await proxy?.close()
    await server.close()
  }
}

/** As for a target of somebody else where not every breach counts: what differs must not fail by coverage either. */
const readyAt = (gate: Source, ready: Ready): Ready =>
  gate === 'inferred' ? ready : { ...ready, gate, minCoverage: 0 }

type Found = Pick<Judged, 'as' | 'case' | 'by'>

async function play(
  ready: Ready,
  parts: Pick<ResolvedSettings, 'send' | 'workers' | 'order' | 'wanted'> & Pick<JudgeParts, 'socketClient'>,
): Promise<Found> {
  let trouble: Found | null = null
  for await (const event of verifyReady(ready, {
    ...ASKED,
    ...parts,
    signal: new AbortController().signal,
  })) {
    if (event.kind === 'judged' && event.result.verdict === 'broken') return toFound(event.result)
    if (event.kind === 'judged' && event.result.verdict === 'blocked') trouble ??= toFound(event.result)
    if (event.kind !== 'finished') continue
    const { conclusion } = conclusionOf([{ summary: event.summary, run: ready }])
    if (conclusion !== 'held') return trouble ?? { as: 'trouble', case: null, by: conclusion }
  }
  return { as: 'survived', case: null, by: '' }
}

const toFound = ({ id, verdict, reason, findings: [first] }: CaseResult): Found =>
  verdict === 'broken'
    ? { as: 'broken', case: id, by: first ? `${first.check}: ${first.message}` : '' }
    : { as: 'trouble', case: id, by: reason ?? '' }

const ASKED = {
  skipped: () => null,
  deviations: [],
  allowMutating: [],
  deadlineMs: 600_000,
  retries: 1,
  keepBodies: false,
  reproduce: () => () => ({ target: null, mock: null }),
}

const TIMEOUT_MS = 1000
// A missing ack is waited for this long, and many mutants omit acks.
const ACK_TIMEOUT_MS = 600
// In harmless variants no ack is missing, and a busy machine must not raise an alarm.
const HARMLESS_TIMEOUT_MS = 5000

const timeoutOf = (mutant: Mutant): number => {
  if (isOverHttp(mutant)) return TIMEOUT_MS
  return mutant.operator === 'harmless' ? HARMLESS_TIMEOUT_MS : ACK_TIMEOUT_MS
}

/**
 * On sockets, fewer at a time, since acks have less time, and the mock and all callers share one thread; cases with many calls reveal
 * most, so they come first. Calls over HTTP are made if a case on sockets needs them.
 */
const waysOf = (isOverHttp: boolean): Pick<ResolvedSettings, 'workers' | 'order' | 'wanted'> =>
  isOverHttp
    ? { workers: 8, order: (cases) => cases, wanted: () => true }
    : {
        workers: 3,
        order: (cases) => cases.toSorted((a, b) => callsOf(b).length - callsOf(a).length),
        wanted: (_, transport) => transport !== 'http',
      }

const isOverHttp = ({ transports = ['http'] }: Mutant): boolean => transports.includes('http')

/** The operations of an edition, including those of sockets if these are played. */
const operationsOf = (edition: Edition, isHttp: boolean): readonly string[] =>
  (isHttp ? faces[edition] : socketFaces).map(({ operation }) => operation)

function toReady(server: RunningServer, url: string, mutant: Mutant, timeoutMs: number): Ready {
  const { edition = 'current', transports = [] } = mutant
  const isHttp = isOverHttp(mutant)
  const target: Target = {
    name: 'a mutant',
    url,
    edition,
    operations: operationsOf(edition, isHttp),
    prefixes: {},
    identities: {},
    missing: {},
    payloads: {},
    unset: [],
    scope: null,
    limits: {},
    transports: isHttp ? ['http'] : ['http', ...transports],
    socket: PLAIN_DIALECT,
    secrets: [],
  }
  let worlds = 0
  const arranger = createControlArranger({ greenroom: server, target, nameWorld: () => `mutant-${++worlds}` })
  return {
    target,
    arranger,
    gate: 'inferred',
    // Nothing covers what is omitted over HTTP.
    minCoverage: isHttp ? 100 : 0,
    timeoutMs,
    close: async () => {},
  }
}
