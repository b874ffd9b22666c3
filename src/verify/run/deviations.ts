import { isContainer } from '../../json.ts'
import type { Redaction } from '../model/redaction.ts'
import { isMark } from '../model/stable-text.ts'
import type { Deviation, RecordedFinding } from '../model/target.ts'
import { isRecordedAs } from './recorded.ts'

/** How a deviating case compares with its record. */
export interface Compared {
  /** Findings that are not recorded, each in a few words; empty: it deviates as recorded. */
  readonly other: readonly string[]
  /** Recorded findings that are no longer there. */
  readonly gone: readonly string[]
}

/** Compares what deviates with what is recorded. */
export function comparedWith(
  { findings }: Pick<Deviation, 'findings'>,
  found: readonly RecordedFinding[],
  redaction: Pick<Redaction, 'show'>,
): Compared {
  const other = found.filter((each) => !findings.some((recorded) => isRecordedAs(recorded, each)))
  const gone = findings.filter((recorded) => !found.some((each) => isRecordedAs(recorded, each)))
  const told = (each: RecordedFinding): string => `${sayingOf(each, redaction)}${insteadOf(each, gone, redaction)}`
  return { other: other.map(told), gone: gone.map((each) => sayingOf(each, redaction)) }
}

/** Whether a deviation is still accepted on a day, `YYYY-MM-DD`. */
export const isAccepted = ({ until }: Deviation, today: string): boolean => today <= until

/** A finding in a few words: `call 2: body at /error is "no such room"`. */
function sayingOf({ call = 1, check, at, says, found }: RecordedFinding, redaction: Pick<Redaction, 'show'>): string {
  const where = at === undefined || at === '' ? '' : ` at ${at}`
  const what = says === undefined ? '' : `: ${says}`
  const value = found === undefined ? '' : ` is ${shown(found, redaction)}`
  return `${call === 1 ? '' : `call ${call}: `}${check}${where}${what}${value}`
}

/** What is recorded of the same part, if that is different. */
function insteadOf(
  { call = 1, check, at, says }: RecordedFinding,
  gone: readonly RecordedFinding[],
  redaction: Pick<Redaction, 'show'>,
): string {
  const same = gone.find((each) => each.check === check && (each.call ?? 1) === call && each.at === at)
  if (same === undefined) return ''
  if (same.found !== undefined) return `, not ${shown(same.found, redaction)}`
  return says === undefined || same.says === undefined ? '' : `, not ${same.says}`
}

/** Placeholders are nobody's data, and are shown unchanged. */
function shown(shape: unknown, redaction: Pick<Redaction, 'show'>): string {
  if (typeof shape === 'string' && isMark(shape)) return shape
  if (isContainer(shape)) return Array.isArray(shape) ? 'another list' : 'another object'
  return redaction.show(shape)
}
