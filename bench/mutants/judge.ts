import { conclusionOf } from '../../src/report/conclusion.ts'
import { verifyReady, type ResolvedSettings, type Ready } from '../../src/verifier/verify-run.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { Fault } from '../../src/fault.ts'
import type { Case } from '../../src/contract/model/case.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { createControlArranger } from '../../src/verify/arrange/control-arranger.ts'
import type { Send } from '../../src/verify/model/exchange.ts'
import type { SocketClient } from '../../src/verify/model/socket-client.ts'
import { callsOf } from '../../src/verify/plan/plan.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import { weakestSource } from '../../src/verify/model/source.ts'
import type { Target } from '../../src/verify/model/target.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'
import { breaksDocument, contradictsDocument } from './contradiction.ts'
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
  /** Whether it contradicts a document, and if so, whether a run with the gate `document` would fail. */
  readonly document: 'found' | 'missed' | 'not contradicted'
  readonly ms: number
}

/** Dependencies and settings for judging. */
export interface JudgeParts {
  readonly send: Send
  readonly socketClient: SocketClient
  readonly patcher: Patcher
  /** How long an answer may take; the default is short enough for hundreds of mutants. */
  readonly timeoutMs?: number
}

/** Runs the whole suite against a mutant, up to the first breach; then, unless that is of a document, up to the first that is. */
export async function judge(mutant: Mutant, { patcher, ...parts }: JudgeParts): Promise<Judged> {
  const begin = performance.now()
  const { startServer: start } =
    typeof mutant.change === 'function' ? { startServer } : await patcher.server(mutant.change)
  const way = { ...parts, start }
  const [first, known] = [await played(mutant, way), await contradictsDocument(mutant)]
  const found = { mutant, as: first.as, case: first.case, by: first.by }
  // No other run could find more than the first one that was not stopped by a breach.
  const second = first.as === 'broken' && !first.isOfDocument ? await played(mutant, way, restsOnDocuments) : first
  const isContradicted = known || second.isOfDocument || first.breaksDocument || second.breaksDocument
  const isFound = second.isOfDocument || second.hasTrouble
  const document = !isContradicted ? 'not contradicted' : isFound ? 'found' : 'missed'
  return { ...found, document, ms: performance.now() - begin }
}

/** Whether a case has no source of its own but documents: one that has can break nothing that a document states. */
const restsOnDocuments = ({ sources }: Case): boolean => weakestSource(sources) === 'document'

/** Plays a mutant that is started for that: every case up to the first breach, or some up to the first breach of a document. */
async function played(
  mutant: Mutant,
  {
    start,
    timeoutMs = timeoutOf(mutant),
    ...parts
  }: Omit<JudgeParts, 'patcher'> & { readonly start: typeof startServer },
  isPlayed: ((testCase: Case) => boolean) | null = null,
): Promise<Outcome> {
  const { change, edition = 'current' } = mutant
  const server = await start({ edition, onFault: () => {} })
  const proxy = typeof change === 'function' ? await startProxy(server.url, change()) : null
  try {
    const ready = toReady(server, proxy?.url ?? server.url, mutant, timeoutMs)
    const ways = waysOf(isOverHttp(mutant))
    const wanted: typeof ways.wanted = (testCase, transport) =>
      ways.wanted(testCase, transport) && (isPlayed?.(testCase) ?? true)
    return await play(ready, { ...ways, ...parts, wanted }, isPlayed !== null)
  } finally {
    await proxy?.close()
    await server.close()
  }
}

/** How a run ended. */
interface Outcome extends Pick<Judged, 'as' | 'case' | 'by'> {
  /** Whether a breach of a document was found. */
  readonly isOfDocument: boolean
  /** Whether cases could not be judged, for which any gate fails a run. */
  readonly hasTrouble: boolean
  /** Whether a case broke in what only documents state. */
  readonly breaksDocument: boolean
}

async function play(
  ready: Ready,
  parts: Pick<ResolvedSettings, 'send' | 'workers' | 'order' | 'wanted'> & Pick<JudgeParts, 'socketClient'>,
  goesOn: boolean,
): Promise<Outcome> {
  const results: CaseResult[] = []
  for await (const event of verifyReady(ready, { ...ASKED, ...parts, signal: new AbortController().signal })) {
    if (event.kind === 'judged') results.push(event.result)
    if (event.kind === 'judged' && event.result.verdict === 'broken' && (!goesOn || isBreachOfDocument(event.result)))
      return { ...toFound(event.result), ...ofDocument(results), hasTrouble: false }
    if (event.kind !== 'finished') continue
    const { conclusion } = conclusionOf([{ summary: event.summary, run: ready }])
    const blocked = results.find(({ verdict }) => verdict === 'blocked')
    const trouble = blocked ? toFound(blocked) : { as: 'trouble' as const, case: null, by: conclusion }
    const hasTrouble = event.summary.blocked.environment > 0
    return { ...(conclusion === 'held' ? SURVIVED : trouble), ...ofDocument(results), hasTrouble }
  }
  throw new Fault('The run ended without its figures.', 'This is a fault in greenroom; please report it.')
}

const isBreachOfDocument = ({ findings }: CaseResult): boolean => findings.some(({ source }) => source === 'document')

const ofDocument = (results: readonly CaseResult[]): Pick<Outcome, 'isOfDocument' | 'breaksDocument'> => {
  const broken = results.filter(({ verdict }) => verdict === 'broken')
  return { isOfDocument: broken.some(isBreachOfDocument), breaksDocument: broken.some(breaksDocument) }
}

const SURVIVED = { as: 'survived', case: null, by: '' } as const

const toFound = ({ id, verdict, reason, findings: [first] }: CaseResult): Pick<Judged, 'as' | 'case' | 'by'> =>
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
// In harmless variants no answer is missing, and a busy machine must not raise an alarm.
const HARMLESS_TIMEOUT_MS = 5000

const timeoutOf = (mutant: Mutant): number => {
  if (mutant.operator === 'harmless') return HARMLESS_TIMEOUT_MS
  return isOverHttp(mutant) ? TIMEOUT_MS : ACK_TIMEOUT_MS
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
