import type { AnyFace } from '../../contract/model/face.ts'
import type { Source } from '../model/finding.ts'
import type { CaseResult } from '../model/result.ts'
import { weakestSource } from '../model/source.ts'
import type { CoverageRow, OutcomeState } from '../model/summary.ts'

/** The states of an outcome, the weightiest first. */
const STATES: readonly OutcomeState[] = ['broken', 'held', 'differs', 'known', 'blocked', 'never']

/** The states of all documented outcomes, by operation and source. */
export function coverageOf(faces: readonly AnyFace[], results: readonly CaseResult[]): CoverageRow[] {
  const rows = new Map<string, { row: Omit<CoverageRow, 'outcomes'>; states: OutcomeState[] }>()
  for (const { operation, edition, outcomes } of faces)
    for (const { name, sources } of outcomes) {
      const source: Source = weakestSource(sources)
      const key = `${operation} ${source}`
      const entry = rows.get(key) ?? { row: { operation, edition, source }, states: [] }
      rows.set(key, entry)
      entry.states.push(stateOf(results.filter((each) => each.operation === operation && each.outcome === name)))
    }
  return [...rows.values()].map(({ row, states }) => ({ ...row, outcomes: counted(states) }))
}

/** An outcome held if one of its cases did and none was broken. */
const stateOf = (results: readonly CaseResult[]): OutcomeState =>
  STATES.find((state) => results.some(({ verdict }) => verdict === state)) ?? 'never'

const counted = (states: readonly OutcomeState[]): CoverageRow['outcomes'] => {
  const count = (wanted: OutcomeState): number => states.filter((state) => state === wanted).length
  return {
    broken: count('broken'),
    held: count('held'),
    differs: count('differs'),
    known: count('known'),
    blocked: count('blocked'),
    never: count('never'),
  }
}
