import type { Case } from '../../contract/model/case.ts'
import type { AnyFace, Face, SocketFace } from '../../contract/model/face.ts'
import type { Arranger } from '../model/arranger.ts'
import { createEncoder } from '../redact/encoded-forms.ts'
import { createEventQueue } from './event-queue.ts'
import type { RunEvent, RunInfo } from '../model/events.ts'
import type { Send } from '../model/exchange.ts'
import { createExclusive } from './exclusive.ts'
import type { Source } from '../model/finding.ts'
import { inParallel, scheduleByPace, scheduleOf } from './schedule.ts'
import { leastTime, limitsOf, needsOf } from '../plan/limit-needs.ts'
import { isJoinable } from '../plan/needs.ts'
import { createPacer } from './pace.ts'
import { callsOf, faceOf, planOf, targetPlan, unitedFaces, type Planned } from '../plan/plan.ts'
import { play } from '../play/play.ts'
import { preflight, inVain } from './preflight.ts'
import type { CaseResult } from '../model/result.ts'
import { mayMutate, mutates } from '../plan/safety.ts'
import type { SocketClient } from '../model/socket-client.ts'
import { preflightSockets } from './socket-preflight.ts'
import { createRunCounts, type RunCounts } from './run-counts.ts'
import type { Deviation, Target } from '../model/target.ts'
import { deviationKey } from './deviations.ts'
import { toResult, unplayed, type ResultParts } from './to-result.ts'
import { isSocketTransport, type Transport } from '../model/transport.ts'
import { createRetries } from './retries.ts'
import { knownWhyNot, type WhyNot } from '../plan/blocked.ts'
import type { Redaction } from '../model/redaction.ts'
import type { Limit, Pacer } from '../model/limit.ts'
import type { PlayParts } from '../play/play-parts.ts'

/** What a run is made of. */
export interface RunOptions {
  readonly target: Target
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Every case that may be played; those that the edition lacks are left out. */
  readonly cases: readonly Case[]
  /** Which of them are asked for; the others are skipped. */
  readonly wanted: (testCase: Case, transport: Transport) => boolean
  readonly arranger: Arranger
  readonly send: Send
  readonly socketClient: SocketClient
  readonly gate: Source
  readonly minCoverage: number
  readonly deviations: readonly Deviation[]
  /** Hosts on which cases may change something, as `--allow-mutating` names them. */
  readonly allowMutating: readonly string[]
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly redaction: Redaction
  readonly bodies: 'fixed' | 'all'
  readonly timeoutMs: number
  /** After so long the run ends, whatever is left. */
  readonly deadlineMs: number
  /** How often a case is tried again after trouble on the way. */
  readonly retries: number
  /** How many cases at once, where no case can meet another. */
  readonly workers: number
  /** Ends the run early; what has been made is taken away all the same. */
  readonly signal: AbortSignal
  /** Milliseconds from any beginning, never back. */
  readonly now: () => number
  /** Resolves early, and never rejects, when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly reproduce: ResultParts['reproduce']
}

/**
 * Plays cases against a target and yields what happens; neither prints nor exits. Whoever stops reading ends the run: what has
 * been made is taken away before the last `next` resolves.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal, AbortSignal.timeout(options.deadlineMs)])
  const queue = createEventQueue<RunEvent>()
  const work = playAll({ ...options, signal }, queue.put).finally(queue.end)
  // Its failure is met below, once everything before it has been read.
  work.catch(() => null)
  try {
    yield* queue
  } finally {
    stop.abort()
    await work
  }
}

/** A run that has been set up: what its steps share. */
interface Running {
  readonly options: RunOptions
  /** The faces that the target has, one for each operation, whatever its transports. */
  readonly faces: readonly AnyFace[]
  /** Every case of the edition, and those that are asked for. */
  readonly all: readonly Planned[]
  readonly plan: readonly Planned[]
  readonly limits: ReadonlyMap<string, Limit>
  /** What keeps cases from being sent, as far as it is known beforehand. */
  readonly kept: WhyNot
  readonly counts: RunCounts
  readonly tell: (event: RunEvent) => void
  readonly results: ResultParts
  readonly parts: PlayParts
  readonly pacer: Pacer
}

async function playAll(options: RunOptions, put: (event: RunEvent) => void): Promise<void> {
  const begin = options.now()
  const running = setUp(options, put)
  const { plan, all, counts, tell, results } = running
  tell({ kind: 'planned', run: runInfo(running) })
  for (const planned of all) if (!plan.includes(planned)) judged(running, unplayed(planned, NOT_ASKED, results))
  // That there is no such route says more than what the target file lacks for it.
  const ahead = await lookedAhead(running)
  const open = plan.filter((planned) => ahead(planned) === null && running.kept(planned) === null)
  const onSockets = await preflightSockets({ ...running.parts, plan: open, tell, isolated: options.arranger.isolated })
  const blocks = [ahead, onSockets, running.kept]
  await playLanes(running, blocks)
  const stopped = options.signal.aborted ? reasonOf(options.signal) : null
  tell({ kind: 'finished', summary: counts.summary({ durationMs: options.now() - begin, stopped }) })
}

const reasonOf = ({ reason }: AbortSignal): string =>
  reason instanceof DOMException && reason.name === 'TimeoutError' ? 'its time was over' : 'it was interrupted'

const NOT_ASKED = { verdict: 'skipped', kind: null, reason: 'not asked for' } as const

const judged = ({ tell }: Running, result: CaseResult): void => tell({ kind: 'judged', result })

function setUp(options: RunOptions, put: (event: RunEvent) => void): Running {
  const { target, arranger, send, signal, redaction } = options
  const isServed = ({ operation }: Pick<AnyFace, 'operation'>): boolean =>
    target.operations?.includes(operation) ?? true
  const http = options.faces.filter(isServed)
  const all = targetPlan(options.cases, options, target)
  const isOn = (isSocket: boolean): boolean => target.transports.some((each) => isSocketTransport(each) === isSocket)
  const faces = unitedFaces([...(isOn(false) ? http : []), ...(isOn(true) ? options.socketFaces.filter(isServed) : [])])
  const limits = limitsOf(http, target.limits)
  const counts = createRunCounts(faces)
  const tell = (event: RunEvent): void => {
    counts.note(event)
    put(event)
  }
  const deviations = new Map(
    options.deviations.map((deviation) => [deviationKey(deviation.case, deviation.transport ?? 'http'), deviation]),
  )
  return {
    options,
    faces,
    all,
    plan: all.filter(({ testCase, transport }) => options.wanted(testCase, transport)),
    limits,
    kept: knownWhyNot({ ...options, faces, limits }),
    counts,
    tell,
    results: { ...options, edition: target.edition, deviations },
    parts: {
      ...options,
      plan: planOf(options.cases, http),
      faces: http,
      limits,
      mayListen: arranger.isolated || mayMutate(target.url, options.allowMutating),
      quietMs: arranger.isolated ? NEAR_QUIET_MS : FAR_QUIET_MS,
      encode: createEncoder(),
      isLast: false,
      send: (request, to) => {
        counts.sent()
        return send(request, to)
      },
      socketClient: {
        ...options.socketClient,
        connect: (to, onPacket) => {
          counts.sent()
          return options.socketClient.connect(to, onPacket)
        },
      },
      onLeftBehind: (what, reason) => tell({ kind: 'left-behind', what, reason: redaction.text(reason) }),
    },
    pacer: createPacer({
      // Where no case can meet another, limits begin anew with each.
      limits: arranger.isolated ? new Map() : limits,
      now: options.now,
      sleep: async (ms) => {
        await options.sleep(ms, signal)
        signal.throwIfAborted()
      },
      onWait: (operation, ms) => tell({ kind: 'waiting', operation, ms, why: 'limit' }),
    }),
  }
}

/** A greenroom tells others at once; a target behind a network may do so late. */
const NEAR_QUIET_MS = 0
const FAR_QUIET_MS = 250

function runInfo({ options, plan, faces, limits, kept }: Running): RunInfo {
  const { target, arranger, gate, minCoverage, bodies } = options
  return {
    target: target.name,
    url: target.url,
    edition: target.edition,
    arranger: arranger.name,
    gate,
    minCoverage,
    cases: plan.length,
    leastMs: arranger.isolated
      ? 0
      : leastTime(
          plan.filter((planned) => kept(planned) === null),
          faces,
          limits,
        ),
    bodies,
  }
}

/** Looks ahead with harmless calls; a target with a world for each case needs none, and nor does one that nothing is sent to. */
async function lookedAhead(running: Running): Promise<WhyNot> {
  const { options, plan, kept, parts, pacer, tell } = running
  const playable = plan.filter((planned) => kept(planned) === null)
  if (options.arranger.isolated) return () => null
  tellMissing(running)
  if (playable.length === 0) return () => null
  const ahead = await preflight(playable, parts, pacer).catch((error: unknown) => {
    if (options.signal.aborted) return null
    throw error
  })
  if (ahead === null) return () => null
  for (const name of ahead.usable) tell({ kind: 'identity', name, state: 'usable', reason: null })
  for (const [name, reason] of ahead.refused) tell({ kind: 'identity', name, state: 'refused', reason })
  if (ahead.unreachable === null) return inVain(ahead)
  const { kind, message } = ahead.unreachable
  tell({ kind: 'unreachable', trouble: kind, message: options.redaction.text(message) })
  return () => ({ kind: 'environment', reason: `the target cannot be reached: ${message}` })
}

/** Who is to call and has no credentials here. */
function tellMissing({ options: { target }, plan, tell }: Running): void {
  for (const name of rolesOf(plan)) {
    const reason = target.missing[name]
    if (reason !== undefined)
      tell({ kind: 'identity', name, state: target.unset.includes(name) ? 'unset' : 'missing', reason })
  }
}

/** Who calls in some case. */
const rolesOf = (plan: readonly Planned[]): string[] => [
  ...new Set(plan.flatMap(({ testCase }) => callsOf(testCase).map(({ as }) => as))),
]

async function playLanes(running: Running, blocks: readonly WhyNot[]): Promise<void> {
  const { options, plan, faces, limits, results, parts } = running
  const { arranger, now, workers } = options
  const attempted = createRetries({ ...options, ...running, sleep: (ms) => options.sleep(ms, options.signal) })
  const { alone, shared } = createExclusive()
  const served = (operation: string): AnyFace | undefined => faceOf(faces, operation)

  const playOne = async (planned: Planned): Promise<void> => {
    const blocked = blocks.map((each) => each(planned)).find((each) => each !== null)
    if (blocked) return judged(running, unplayed(planned, { verdict: 'blocked', ...blocked }, results))
    const begin = now()
    // Who listens hears everybody who comes and goes meanwhile.
    const hearsOthers = isSocketTransport(planned.transport) && parts.mayListen && isJoinable(planned.testCase)
    const turn = !arranger.isolated && (hearsOthers || mutates(planned.testCase, served)) ? alone : shared
    const needs = needsOf(planned, limits)
    const tried = await attempted({
      planned,
      needs,
      play: (lease, isLast) => turn(() => play(planned, lease, { ...parts, isLast })),
    })
    const result = tried.attempt
      ? toResult(planned, tried.attempt, { attempts: tried.attempts, ms: now() - begin }, results)
      : unplayed(planned, { verdict: 'blocked', kind: 'environment', reason: tried.reason }, results)
    judged(running, result)
  }

  const lanes = arranger.isolated ? scheduleByPace(plan) : scheduleOf(plan, faces, limits)
  await inParallel(lanes, lanes.length, (lane) => inParallel(lane, arranger.isolated ? workers : 1, playOne))
}
