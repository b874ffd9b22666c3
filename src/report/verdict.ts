import type { OutcomeState, Summary } from '../verify/model/summary.ts'
import type { Verdict } from '../verify/model/result.ts'
import type { Report } from './report.ts'

/** Verdicts in the order in which figures are told, with the words for them. */
export const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ['held', 'held'],
  ['broken', 'broken'],
  ['differs', 'differ'],
  ['known', 'known'],
  ['blocked', 'blocked'],
  ['skipped', 'skipped'],
]

/** States of an outcome in the order of the coverage table, with the heads of its columns. */
export const STATES: readonly (readonly [OutcomeState, string])[] = [
  ['held', 'held'],
  ['broken', 'broken'],
  ['differs', 'differs'],
  ['known', 'known'],
  ['blocked', 'blocked'],
  ['never', 'never tried'],
]

/** Every figure of a run in one line: `230 held, 0 broken, … · coverage 100 % (33 of 33 outcomes) · 1.2 s`. */
export function verdictSentence({ cases, percent, outcomes, durationMs }: Summary): string {
  const counts = VERDICTS.map(([verdict, word]) => `${cases[verdict]} ${word}`).join(', ')
  return `${counts} · coverage ${percent} % (${outcomes.held} of ${outcomes.documented} outcomes) · ${seconds(durationMs)}`
}

/** How a run came out, in a few words; the first thing that is wrong with it. */
export function verdictWord({ run, summary }: Report): string {
  const { cases, blocked, lacking, percent, unreachable, stopped } = summary
  if (cases.broken > 0) return 'the contract is broken'
  if (lacking.length > 0) return 'the target lacks an operation that its target file names'
  if (unreachable !== null) return 'the target is unreachable'
  if (stopped !== null) return 'the run was stopped'
  if (blocked.environment > 0) return 'the environment left cases without a verdict'
  if (cases.held === 0) return 'nothing held'
  return percent < run.minCoverage ? `coverage is below ${run.minCoverage} %` : 'the contract holds'
}

/** Why a run ended early or before it began; null: it did not. */
export const endOf = ({ unreachable, stopped }: Summary): string | null =>
  unreachable === null ? (stopped === null ? null : `stopped: ${stopped}`) : `unreachable: ${unreachable}`

/** Trouble on the way in one line; null: there was none. */
export function troubleSentence({ troubles, retries, requests }: Summary): string | null {
  const kinds = Object.entries(troubles).filter(([, count]) => count > 0)
  if (kinds.length === 0 && retries === 0) return null
  return `trouble on the way: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none left'}; tried again ${retries} times in ${requests} requests`
}

/** Milliseconds as seconds with one digit. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
