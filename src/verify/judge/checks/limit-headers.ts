import { headerValues, type Answered, type Check } from './answered.ts'
import { namedPart } from './body.ts'
import { breach, type Breach } from './breach.ts'
import { limitWindow, spends } from './limit-window.ts'

const NAMES = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] as const

/**
 * An answer has `X-RateLimit-*` if and only if its outcome is that of the limit or follows it. The document states only the
 * limit; the headers are the real server's.
 */
export const checkLimitHeaders: Check = (answered) => {
  const { face, received } = answered
  if (face.rateLimit === null || face.rateLimit.outcome === null) return []
  const present = NAMES.filter((name) => headerValues(received, name).length > 0)
  if (spends(answered)) return present.length === NAMES.length ? figures(answered) : [absent(answered)]
  return present.length === 0
    ? []
    : [
        breach('an answer that does not count against the limit has X-RateLimit headers', {
          check: 'headers',
          sources: ['server'],
          actual: present,
        }),
      ]
}

const absent = (answered: Answered): Breach =>
  breach('X-RateLimit headers are missing', { check: 'headers', sources: headerSources(answered), expected: NAMES })

/** No document mentions the headers: they are the real server's. */
const headerSources = ({ caseSources }: Answered): readonly string[] => ['server', ...caseSources]

function figures(answered: Answered): Breach[] {
  const { face, received } = answered
  const [limit = NaN, remaining = NaN, reset = NaN] = NAMES.map((name) => toInteger(headerValues(received, name)))
  const wrong = (name: string, expected: unknown, actual: number): Breach =>
    breach(`${name} is wrong`, { check: 'headers', sources: headerSources(answered), expected, actual })
  const requests = face.rateLimit?.requests ?? 0
  const left = remainingOf(answered, requests)
  const window = sameWindow(answered)
  return [
    ...(limit === requests ? [] : [wrong('X-RateLimit-Limit', requests, limit)]),
    ...(left === null || left === remaining ? [] : [wrong('X-RateLimit-Remaining', left, remaining)]),
    ...(remaining >= 0 && remaining < requests
      ? []
      : [wrong('X-RateLimit-Remaining', `0 to ${requests - 1}`, remaining)]),
    ...(reset > EARLIEST && reset < LATEST ? [] : [wrong('X-RateLimit-Reset', 'milliseconds since 1970', reset)]),
    ...(window === null || window === reset ? [] : [wrong('X-RateLimit-Reset', window, reset)]),
    ...secondsBreaches(answered),
  ]
}

// Seconds instead of milliseconds are a common mistake; their values are below this.
const EARLIEST = Date.UTC(2001)
const LATEST = Date.UTC(2200)

/** Calls left after this one; null if other calls may share the window. */
function remainingOf(answered: Answered, requests: number): number | null {
  if (!answered.isFresh) return null
  if (isOverLimit(answered)) return 0
  return Math.max(0, requests - limitWindow(answered).counted.length - 1)
}

const sameWindow = (answered: Answered): number | null => {
  const [first] = answered.isFresh ? limitWindow(answered).counted : []
  return first ? toInteger(headerValues(first.received, 'x-ratelimit-reset')) : null
}

/** A refusal by the limit contains the seconds left, rounded up; exactly, if the clock stops. */
function secondsBreaches(answered: Answered): Breach[] {
  const { face, json } = answered
  const seconds = namedPart('seconds', answered)
  if (!isOverLimit(answered) || json === undefined || seconds === undefined || !answered.isFresh) return []
  const most = Math.ceil(((face.rateLimit?.windowMs ?? 0) - limitWindow(answered).passedMs) / 1000)
  const isRight = answered.isStill ? Number(seconds) === most : Number(seconds) >= 1 && Number(seconds) <= most
  if (isRight) return []
  const expected = answered.isStill ? String(most) : `1 to ${most}`
  return [
    breach('the seconds to wait differ from those left', {
      check: 'headers',
      sources: headerSources(answered),
      expected,
      actual: seconds,
    }),
  ]
}

const isOverLimit = ({ face, outcome }: Answered): boolean => outcome.name === face.rateLimit?.outcome

const toInteger = ([value, ...more]: readonly string[]): number =>
  value !== undefined && more.length === 0 && /^\d+$/.test(value) ? Number(value) : NaN
