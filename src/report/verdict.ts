import type { OutcomeState, Summary } from '../verify/model/summary.ts'
import type { RunInfo } from '../verify/model/events.ts'
import type { Verdict } from '../verify/model/result.ts'
import { conclusionOf, isAsked } from './conclusion.ts'
import type { Report } from './report.ts'

/** Verdicts in the order of reports, with the words for their figures. */
export const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ['held', 'held'],
  ['broken', 'broken'],
  ['differs', 'differ'],
  ['known', 'known'],
  ['blocked', 'blocked'],
  ['skipped', 'skipped'],
]

/** States of an outcome in the order of the coverage table, with its column headers in a run of `verify`. */
export const STATES: readonly (readonly [OutcomeState, string])[] = [
  ['held', 'held'],
  ['broken', 'broken'],
  ['differs', 'differs'],
  ['known', 'known'],
  ['blocked', 'blocked'],
  ['never', 'never tried'],
]

/** The same for any run: of traffic that others made, nobody tried anything. */
export const statesOf = (run: Pick<RunInfo, 'arranger'>): typeof STATES =>
  STATES.map(([state, word]) => [state, state === 'never' ? neverWord(run) : word])

/** What an outcome without a result is called. */
export const neverWord = ({ arranger }: Pick<RunInfo, 'arranger'>): string =>
  arranger === 'none' ? 'not seen' : 'never tried'

/**
 * Every figure of a run in one line, so that the verdicts add up: `230 held, 0 broken, … = 230 cases · coverage 100 % (33 of 33
 * outcomes) · 1.2 s`; `= 1 of 230 cases` if others were not selected.
 */
export function verdictSentence({ cases, unasked, percent, outcomes, durationMs }: Summary): string {
  const counts = VERDICTS.map(([verdict, word]) => `${cases[verdict]} ${word}`).join(', ')
  const sum = VERDICTS.reduce((total, [verdict]) => total + cases[verdict], 0)
  const all = unasked === 0 ? `${sum} ${sum === 1 ? 'case' : 'cases'}` : `${sum} of ${sum + unasked} cases`
  return `${counts} = ${all} · coverage ${percent} % (${outcomes.held} of ${outcomes.documented} outcomes) · ${seconds(durationMs)}`
}

/** The result of a run in a few words, as the command says it at its end: the first problem, if any. */
export const verdictWord = (report: Pick<Report, 'run' | 'summary'>): string => conclusionOf([report]).reason ?? HOLDS

/** The word for a run without a problem. */
export const HOLDS = 'the contract holds'

/** Why a run ended early or never began; null if it finished. */
export const endOf = ({ unreachable, stopped }: Summary): string | null =>
  unreachable === null ? (stopped === null ? null : `stopped: ${stopped}`) : `unreachable: ${unreachable}`

/**
 * What fails a run beside its cases: that it ended early, or what `verify` says where no case failed. Reports show it as a case, so
 * that they are not green where the command fails. `failed` is the number of cases that the report shows as failed. Null: nothing
 * does, a case shows it already, or the run had no case to play.
 */
export function failsBeside(report: Pick<Report, 'run' | 'summary'>, failed: number): string | null {
  const end = endOf(report.summary)
  if (end !== null || failed > 0 || !isAsked(report)) return end
  return conclusionOf([report]).reason
}

/** Trouble in one line, if there was any. */
export function troubleSentence({ troubles, retries, requests }: Summary): string | null {
  const kinds = Object.entries(troubles).filter(([, count]) => count > 0)
  if (kinds.length === 0 && retries === 0) return null
  return `trouble: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none left'}; retried ${retries} times in ${requests} requests`
}

/** Milliseconds as seconds with one digit. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
