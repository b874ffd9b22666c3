/** Placeholders in a shape for values that change in every run. `hole` is a part of a text. */
export const MARKS = {
  any: '<any>',
  nothing: '<nothing>',
  text: '<text>',
  number: '<number>',
  boolean: '<boolean>',
  instant: '<instant>',
  list: '<list>',
  object: '<object>',
  name: '<name>',
  hole: '<…>',
} as const

const ALL: ReadonlySet<string> = new Set(Object.values(MARKS))

/** Whether a text is one of these placeholders. */
export const isMark = (text: string): boolean => text !== MARKS.hole && ALL.has(text)

const INSTANTS = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/g
const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const TIMES = /\d{1,9}(?:\.\d{1,9})?(?= ?(?:ms|s|sec|secs|seconds?|minutes?|min)\b)/g
const TOKENS = /[\w-]{5,}/g
const MOST = 200

/**
 * Replaces parts that change in every run by `<…>`: these values, instants, durations, and words of no language, such as ids.
 * Truncates long texts.
 */
export function stableText(text: string, values: readonly string[]): string {
  if (isMark(text)) return MARKS.text
  const known = [...values].filter((value) => value !== '').toSorted((a, b) => b.length - a.length)
  const without = known.reduce((so, value) => so.replaceAll(value, MARKS.hole), text.slice(0, 2 * MOST))
  const stable = without
    .replace(INSTANTS, MARKS.hole)
    .replace(UUIDS, MARKS.hole)
    .replace(TIMES, MARKS.hole)
    .replace(TOKENS, (token) => (isWord(token) ? token : MARKS.hole))
  const isLong = stable.length > MOST || text.length > 2 * MOST
  return isLong ? `${stable.slice(0, MOST).toWellFormed()}${MARKS.hole}` : stable
}

/** Letters in the form of words or names, with few digits: `error-not-allowed`, `guestName`, `utf8`. */
const isWord = (token: string): boolean =>
  token.length < LONG
    ? !/\d.*\d.*[a-z]|[a-z].*\d.*\d|^\d{5,}$|[a-z]\d[a-z]/i.test(token)
    : token.split(/[-_]/).every(isPart)

const LONG = 12
const isPart = (part: string): boolean => /^(?:[A-Za-z]?[a-z]*(?:[A-Z][a-z]+)*|[A-Z]+)\d{0,3}$/.test(part)
