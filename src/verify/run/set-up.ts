import type { AnyFace, Face } from '../../contract/model/face.ts'
import type { RunEvent } from '../model/events.ts'
import type { Limit, Pacer } from '../model/limit.ts'
import { deviationKey } from '../model/target.ts'
import { isSocketTransport } from '../model/transport.ts'
import { knownWhyNot, type WhyNot } from '../plan/blocked.ts'
import { limitsOf } from '../plan/limit-needs.ts'
import { planOf, targetPlan, unitedFaces, type Planned } from '../plan/plan.ts'
import { mayMutate } from '../plan/safety.ts'
import type { PlayParts } from '../play/play-parts.ts'
import { createRemarks } from '../play/remarks.ts'
import { createWaits } from '../play/waits.ts'
import { createRepeats } from '../redact/repeats.ts'
import { createCutOperations, type CutOperations } from './cut-operations.ts'
import { createPacer } from './pace.ts'
import { createRunCounts, type RunCounts } from './run-counts.ts'
import type { RunOptions } from './run-options.ts'
import type { ResultParts } from './to-result.ts'

/** A run after its set-up: what its steps share. */
export interface Running {
  readonly options: RunOptions
  /** The faces that the target has, one for each operation, over all transports. */
  readonly faces: readonly AnyFace[]
  /** Every case of the edition, the selected ones, and those that would be if they were not omitted on purpose. */
  readonly all: readonly Planned[]
  readonly plan: readonly Planned[]
  readonly skipped: readonly { readonly planned: Planned; readonly reason: string }[]
  readonly limits: ReadonlyMap<string, Limit>
  /** Reasons against cases that are known before sending anything. */
  readonly whyNot: WhyNot
  readonly counts: RunCounts
  /** Passes an event to the reader of the run, and counts it. */
  readonly tell: (event: RunEvent) => void
  readonly results: ResultParts
  readonly parts: PlayParts
  readonly pacer: Pacer
  readonly cut: CutOperations
}

/** Sends nothing. `put` passes an event to the reader. */
export function setUp(options: RunOptions, put: (event: RunEvent) => void): Running {
  const { target, arranger, allowMutating, cases, socketFaces } = options
  const isServed = ({ operation }: Pick<AnyFace, 'operation'>): boolean =>
    target.operations?.includes(operation) ?? true
  const httpFaces = options.faces.filter(isServed)
  const all = targetPlan(cases, { faces: options.faces, socketFaces }, target)
  const isOn = (isSocket: boolean): boolean => target.transports.some((each) => isSocketTransport(each) === isSocket)
  const wanted = all.filter(({ testCase, transport }) => options.wanted(testCase, transport))
  const faces = unitedFaces([...(isOn(false) ? httpFaces : []), ...(isOn(true) ? socketFaces.filter(isServed) : [])])
  const limits = limitsOf(httpFaces, target.limits)
  const counts = createRunCounts(faces)
  const tell = (event: RunEvent): void => {
    counts.note(event)
    put(event)
  }
  return {
    options,
    faces,
    all,
    plan: wanted.filter(({ testCase }) => options.skipped(testCase) === null),
    skipped: wanted.flatMap((planned) => {
      const reason = options.skipped(planned.testCase)
      return reason === null ? [] : [{ planned, reason }]
    }),
    limits,
    whyNot: knownWhyNot({ target, arranger, allowMutating, faces }),
    counts,
    tell,
    results: resultPartsOf(options),
    parts: playPartsOf(options, { httpFaces, limits, counts, tell }),
    pacer: pacerOf(options, limits, tell),
    cut: createCutOperations(),
  }
}

function resultPartsOf({ target, gate, today, redaction, reproduce, deviations }: RunOptions): ResultParts {
  const byKey = deviations.map((each) => [deviationKey(each.case, each.transport ?? 'http'), each] as const)
  return { edition: target.edition, gate, deviations: new Map(byKey), today, redaction, reproduce }
}

function playPartsOf(
  options: RunOptions,
  {
    httpFaces,
    limits,
    counts,
    tell,
  }: Pick<Running, 'limits' | 'counts' | 'tell'> & { readonly httpFaces: readonly Face[] },
): PlayParts {
  const { target, arranger, send, socketClient, redaction } = options
  return {
    target,
    faces: httpFaces,
    socketFaces: options.socketFaces,
    plan: planOf(options.cases, httpFaces),
    limits,
    arranger,
    send: (request, to) => {
      counts.sent()
      return send(request, to)
    },
    socketClient: {
      reach: socketClient.reach,
      connect: (to, onPacket) => {
        counts.sent()
        return socketClient.connect(to, onPacket)
      },
    },
    mayListen: arranger.isolated || mayMutate(target.url, options.allowMutating),
    timeoutMs: options.timeoutMs,
    waits: createWaits({ timeoutMs: options.timeoutMs, isolated: arranger.isolated }),
    wallClock: options.wallClock,
    sleep: options.sleep,
    isLast: false,
    isCut: () => false,
    signal: options.signal,
    redaction,
    repeats: createRepeats(),
    remarks: createRemarks(target.socket),
    onLeftBehind: (what, reason) => tell({ kind: 'left-behind', what, reason: redaction.text(reason) }),
  }
}

const pacerOf = (
  { arranger, now, sleep, signal }: RunOptions,
  limits: ReadonlyMap<string, Limit>,
  tell: Running['tell'],
): Pacer =>
  createPacer({
    // If cases are isolated, limits restart with each.
    limits: arranger.isolated ? new Map() : limits,
    now,
    sleep: async (ms) => {
      await sleep(ms, signal)
      signal.throwIfAborted()
    },
    onWait: (operation, ms) => tell({ kind: 'waiting', operation, ms, why: 'limit' }),
  })
