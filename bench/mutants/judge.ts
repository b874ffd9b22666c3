import { exitOf } from '../../src/cli/verify-exit.ts'
import { verifyReady, type Ready } from '../../src/cli/verify-run.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { createControlArranger } from '../../src/verify/control-arranger.ts'
import type { Send } from '../../src/verify/exchange.ts'
import type { CaseResult } from '../../src/verify/result.ts'
import type { Target } from '../../src/verify/target.ts'
import type { Mutant } from './mutant.ts'
import type { Patcher } from './patched.ts'
import { startProxy } from './proxy.ts'
import { PLAIN_DIALECT } from '../../src/verify/sockets/dialect.ts'

/** How a run against a mutant ended. */
export interface Judged {
  readonly mutant: Mutant
  /** `broken`: a breach of the contract was found; `trouble`: the run fails, but for no breach; `survived`: exit code 0. */
  readonly as: 'broken' | 'trouble' | 'survived'
  /** The case that told first; null: none. */
  readonly case: string | null
  /** The check that told, or the reason why the case could not be judged. */
  readonly by: string
  readonly ms: number
}

/** What judging takes. */
export interface JudgeParts {
  readonly send: Send
  readonly patcher: Patcher
}

/** Runs the whole suite against a mutant, until a breach is found. */
export async function judge(mutant: Mutant, { send, patcher }: JudgeParts): Promise<Judged> {
  const begin = performance.now()
  const { change, edition = 'current' } = mutant
  const module = typeof change === 'function' ? { startServer } : await patcher.server(change)
  const server = await module.startServer({ edition, onFault: () => {} })
  const proxy = typeof change === 'function' ? await startProxy(server.url, change()) : null
  try {
    const found = await play(toReady(server, proxy?.url ?? server.url, edition), send)
    return { mutant, ...found, ms: performance.now() - begin }
  } finally {
    await proxy?.close()
    await server.close()
  }
}

type Found = Pick<Judged, 'as' | 'case' | 'by'>

async function play(ready: Ready, send: Send): Promise<Found> {
  let trouble: Found | null = null
  for await (const event of verifyReady(ready, { ...ASKED, send, signal: new AbortController().signal })) {
    if (event.kind === 'judged' && event.result.verdict === 'broken') return toFound(event.result)
    if (event.kind === 'judged' && event.result.verdict === 'blocked') trouble ??= toFound(event.result)
    if (event.kind !== 'finished') continue
    const { code } = exitOf([{ summary: event.summary, minCoverage: ready.minCoverage }])
    if (code !== 0) return trouble ?? { as: 'trouble', case: null, by: `exit ${code}` }
  }
  return { as: 'survived', case: null, by: '' }
}

const toFound = ({ id, verdict, reason, findings: [first] }: CaseResult): Found =>
  verdict === 'broken'
    ? { as: 'broken', case: id, by: first ? `${first.check}: ${first.message}` : '' }
    : { as: 'trouble', case: id, by: reason ?? '' }

const ASKED = {
  wanted: () => true,
  deviations: [],
  allowMutating: [],
  deadlineMs: 600_000,
  retries: 1,
  workers: 8,
  keepBodies: false,
  order: <T>(cases: T) => cases,
  reproduce: () => () => ({ target: null, mock: null }),
}

const TIMEOUT_MS = 1000

function toReady(server: RunningServer, url: string, edition: Edition): Ready {
  const target: Target = {
    name: 'a mutant',
    url,
    edition,
    operations: faces[edition].map(({ operation }) => operation),
    prefixes: {},
    identities: {},
    missing: {},
    unset: [],
    scope: null,
    limits: {},
    transports: ['http'],
    socket: PLAIN_DIALECT,
    secrets: [],
  }
  let worlds = 0
  const arranger = createControlArranger({ greenroom: server, target, nameWorld: () => `mutant-${++worlds}` })
  return { target, arranger, gate: 'inferred', minCoverage: 100, timeoutMs: TIMEOUT_MS, close: async () => {} }
}
