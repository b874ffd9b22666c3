/**
 * Milliseconds since 1970 of a date in any form that JavaScript reads; NaN for what is none. Where the text names no zone it is
 * UTC, as on a server that runs in UTC: the machine's own zone must not show in an answer.
 */
export function timeOf(text: string): number {
  // What is added behind it would be part of the comment.
  if (OPEN_COMMENT.test(text)) return NaN
  const bare = text.replaceAll(COMMENT, ' ')
  if (DAY.test(bare) || ZONE.test(bare)) return Date.parse(text)
  return Date.parse(`${text}${DAY_AND_TIME.test(bare) ? 'Z' : ' UTC'}`)
}

// `Date.parse` skips what stands in parentheses: `(Nepal Time)`.
const COMMENT = /\([^)]*\)/g
const OPEN_COMMENT = /\([^)]*(?:\(|$)/

// In ISO form a day by itself is UTC anywhere.
const DAY = /^(?:\d{4}|[+-]\d{6})(?:-\d\d){0,2}$/

const DAY_AND_TIME = /\dT\d/

/** The zones that `Date.parse` knows by name, or an offset right after a time. */
const ZONE =
  /\d.*(?<![a-z])(?:z|utc?|gmt|[ecmp][sd]t)(?![a-z])|:\d\d(?:[.:]\d+)*\s*(?:[ap]m\s*)?[+-]\d\d?(?::?\d\d)?(?!\d)/is
