import type { AnyFace } from '../../contract/model/face.ts'
import type { Limit } from '../model/limit.ts'
import type { CaseResult } from '../model/result.ts'
import { isSocketTransport } from '../model/transport.ts'
import type { WhyNot } from '../plan/blocked.ts'
import { isAboutLimit, needsOf } from '../plan/limit-needs.ts'
import { faceOf, type Planned } from '../plan/plan.ts'
import { mutates } from '../plan/safety.ts'
import { isJoinable } from '../plan/seats.ts'
import { playCase } from '../play/play.ts'
import { createExclusive } from './exclusive.ts'
import { createRetries } from './retries.ts'
import type { Running } from './set-up.ts'
import { toResult, unplayed } from './to-result.ts'

/** Plays every case that nothing rules out, as many in parallel as the target allows, and reports each result. */
export async function playSchedule(running: Running, whyNots: readonly WhyNot[]): Promise<void> {
  const { options, plan, faces, limits, tell } = running
  const { isolated } = options.arranger
  const playOne = createPlayOne(running, whyNots)
  const lanes = isolated ? scheduleByPace(plan) : scheduleOf(plan, faces, limits)
  const work = async (planned: Planned): Promise<void> => tell({ kind: 'judged', result: await playOne(planned) })
  await inParallel(lanes, lanes.length, (lane) => inParallel(lane, isolated ? options.workers : 1, work))
}

function createPlayOne(
  { options, faces, limits, results, parts, pacer, cut, tell }: Running,
  whyNots: readonly WhyNot[],
): (planned: Planned) => Promise<CaseResult> {
  const { arranger, now, retries, signal } = options
  const attempt = createRetries({ pacer, retries, signal, tell, sleep: (ms) => options.sleep(ms, signal) })
  const { alone, shared } = createExclusive()
  const face = (operation: string): AnyFace | undefined => faceOf(faces, operation)
  return async (planned) => {
    const { testCase, transport } = planned
    const refused = whyNots.map((whyNot) => whyNot(planned)).find((each) => each !== null)
    if (refused) return unplayed(planned, { verdict: 'blocked', ...refused }, results)
    const begin = now()
    // Observers would hear everyone who joins or leaves meanwhile.
    const hearsOthers = isSocketTransport(transport) && parts.mayListen && isJoinable(testCase)
    const turn = !arranger.isolated && (hearsOthers || mutates(testCase, face)) ? alone : shared
    tell({ kind: 'began', id: testCase.id, transport })
    const tried = await attempt({
      planned,
      needs: needsOf(planned, limits),
      play(lease, isLast) {
        // Of an operation that is always reset, a further attempt would show nothing else.
        const way = { ...parts, isLast: isLast || cut.isCut(testCase.operation), isCut: cut.isCut }
        return turn(() => playCase(planned, lease, way))
      },
    })
    if (tried.attempt) cut.note(testCase.operation, tried.attempt)
    return tried.attempt
      ? toResult(planned, tried.attempt, { attempts: tried.attempts, ms: now() - begin }, results)
      : unplayed(planned, { verdict: 'blocked', kind: 'environment', reason: tried.reason }, results)
  }
}

/**
 * Lanes of cases that take turns, one per operation, since they share its limit. Cases that change nothing come first, those
 * about the limit last, which wastes the fewest windows.
 */
export function scheduleOf(
  plan: readonly Planned[],
  faces: readonly AnyFace[],
  limits: ReadonlyMap<string, Limit>,
): readonly (readonly Planned[])[] {
  const face = (operation: string): AnyFace | undefined => faceOf(faces, operation)
  const rank = ({ testCase }: Planned): number => (isAboutLimit(testCase, limits) ? 2 : Number(mutates(testCase, face)))
  const lanes = Map.groupBy(plan, ({ testCase }) => testCase.operation)
  return [...lanes.values()].map((lane) => [...lane].sort((a, b) => rank(a) - rank(b)))
}

/**
 * Lanes of isolated cases. Those with an upgrade are separate, since they mostly wait: servers look for an upgrade ten times a
 * second.
 */
export const scheduleByPace = (plan: readonly Planned[]): readonly (readonly Planned[])[] => [
  ...Map.groupBy(plan, ({ transport }) => transport === 'upgraded').values(),
]

/** Processes items in order, several at once. After a failure, starts no others; rejects when those started have finished. */
export async function inParallel<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const failures: unknown[] = []
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker))
  if (failures.length > 0) throw failures[0]
}
