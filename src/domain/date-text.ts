/**
 * Milliseconds since 1970 for a date in any form that JavaScript parses; NaN for anything else. A text without a zone is
 * UTC, as on a server that runs in UTC: answers must not depend on the machine's zone.
 */
export function timeOf(text: string): number {
  // A zone appended here would become part of the comment.
  if (OPEN_COMMENT.test(text)) return NaN
  const bare = text.replaceAll(COMMENT, ' ')
  if (DAY.test(bare) || ZONE.test(bare)) return Date.parse(text)
  return Date.parse(`${text}${DAY_AND_TIME.test(bare) ? 'Z' : ' UTC'}`)
}

// `Date.parse` ignores text in parentheses: `(Nepal Time)`.
const COMMENT = /\([^)]*\)/g
const OPEN_COMMENT = /\([^)]*(?:\(|$)/

// In ISO form, a bare date is UTC everywhere.
const DAY = /^(?:\d{4}|[+-]\d{6})(?:-\d\d){0,2}$/

const DAY_AND_TIME = /\dT\d/

/** The zones that `Date.parse` knows by name, or an offset right after a time. */
const ZONE =
  /\d.*(?<![a-z])(?:z|utc?|gmt|[ecmp][sd]t)(?![a-z])|:\d\d(?:[.:]\d+)*\s*(?:[ap]m\s*)?[+-]\d\d?(?::?\d\d)?(?!\d)/is
