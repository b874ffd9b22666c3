import type { AnyFace } from '../../contract/model/face.ts'
import type { RunEvent } from '../model/events.ts'
import type { TroubleKind } from '../model/exchange.ts'
import type { BlockedKind, CaseResult, Verdict } from '../model/result.ts'
import type { Summary } from '../model/summary.ts'
import { coverageOf, heldInPart } from './coverage.ts'

/** Counts what happens during a run, for its summary. */
export interface RunCounts {
  readonly note: (event: RunEvent) => void
  /** Counts requests, one by default. */
  readonly sent: () => void
  readonly summary: (end: Pick<Summary, 'durationMs' | 'stopped' | 'unasked'>) => Summary
}

/** Initial counts. Every outcome of the faces counts as documented, tried or not. */
export function createRunCounts(faces: readonly AnyFace[]): RunCounts {
  const results: CaseResult[] = []
  const [identities, lacking]: [string[], string[]] = [[], []]
  const troubles: Partial<Record<TroubleKind, number>> = {}
  let [requests, retries] = [0, 0]
  let unreachable: string | null = null
  return {
    sent: () => void requests++,
    note(event) {
      if (event.kind === 'judged') results.push(event.result)
      if (event.kind === 'identity' && (event.state === 'refused' || event.state === 'unset'))
        if (!identities.includes(event.name)) identities.push(event.name)
      if (event.kind === 'lacking') lacking.push(event.operation)
      if (event.kind === 'unreachable') unreachable = event.message
      if (event.kind !== 'retried') return
      retries += 1
      troubles[event.trouble] = (troubles[event.trouble] ?? 0) + 1
    },
    summary(end) {
      const coverage = coverageOf(faces, results)
      const held = coverage.reduce((sum, { outcomes }) => sum + outcomes.held, 0)
      const documented = faces.reduce((sum, { outcomes }) => sum + outcomes.length, 0)
      return {
        cases: counted(VERDICTS, results, ({ verdict }) => verdict),
        blocked: counted(KINDS, results, ({ kind }) => kind),
        coverage,
        heldInPart: heldInPart(faces, results),
        outcomes: { documented, held },
        percent: documented === 0 ? 0 : Math.floor((held / documented) * 100),
        identities,
        lacking,
        troubles,
        retries,
        requests,
        unreachable,
        ...end,
      }
    },
  }
}

const VERDICTS: readonly Verdict[] = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped']
const KINDS: readonly BlockedKind[] = ['identity', 'situation', 'transport', 'environment', 'safety']

function counted<Key extends string>(
  keys: readonly Key[],
  results: readonly CaseResult[],
  keyOf: (result: CaseResult) => Key | null,
): Record<Key, number> {
  const counts = new Map<Key | null, number>()
  for (const result of results) counts.set(keyOf(result), (counts.get(keyOf(result)) ?? 0) + 1)
  return fromKeys(keys, (key) => counts.get(key) ?? 0)
}

function fromKeys<Key extends string>(keys: readonly Key[], valueOf: (key: Key) => number): Record<Key, number> {
  const record: Partial<Record<Key, number>> = {}
  for (const key of keys) record[key] = valueOf(key)
  const isWhole = (value: Partial<Record<Key, number>>): value is Record<Key, number> =>
    keys.every((key) => key in value)
  if (!isWhole(record)) throw new Error('a key was lost')
  return record
}
