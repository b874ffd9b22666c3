import { breach, type Breach } from '../breach.ts'
import { weaker } from '../source.ts'
import { headerValues, type Answered, type Check } from './answered.ts'

const NAMES = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] as const

/**
 * An answer carries `X-RateLimit-*` exactly if its outcome stands at or after `rate-limited`. The document states the limit
 * only; the headers are the real server's.
 */
export const checkLimitHeaders: Check = (answered) => {
  const { face, received } = answered
  if (!face.rateLimit?.enforced) return []
  const present = NAMES.filter((name) => headerValues(received, name).length > 0)
  if (spends(answered)) return present.length === NAMES.length ? figures(answered) : [absent(answered)]
  return present.length === 0
    ? []
    : [
        breach('an answer that spends no call carries X-RateLimit headers', {
          check: 'headers',
          source: 'server',
          actual: present,
        }),
      ]
}

const absent = ({ source }: Answered): Breach =>
  breach('X-RateLimit headers are missing', { check: 'headers', source: weaker(source, 'server'), expected: NAMES })

/** Whether the expected outcome spends a call of the limit. */
const spends = ({ face, outcome }: Answered): boolean => {
  const order = face.outcomes.map(({ name }) => name)
  return order.indexOf(outcome.name) >= order.indexOf('rate-limited')
}

function figures(answered: Answered): Breach[] {
  const { face, received, source } = answered
  const [limit = NaN, remaining = NaN, reset = NaN] = NAMES.map((name) => toInteger(headerValues(received, name)))
  const wrong = (name: string, expected: unknown, actual: number): Breach =>
    breach(`${name} is another one`, { check: 'headers', source: weaker(source, 'server'), expected, actual })
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
  ]
}

// Reset in seconds is a common mistake: those of any year fall short of this.
const EARLIEST = Date.UTC(2001)
const LATEST = Date.UTC(2200)

/** The calls of this case in the same window, this one among them; null where others may have been counted, too. */
function remainingOf(answered: Answered, requests: number): number | null {
  if (!answered.isFresh) return null
  if (answered.outcome.name === 'rate-limited') return 0
  return Math.max(0, requests - inWindow(answered).filter(spends).length - 1)
}

const sameWindow = (answered: Answered): number | null => {
  const [first] = answered.isFresh ? inWindow(answered).filter(spends) : []
  return first ? toInteger(headerValues(first.received, 'x-ratelimit-reset')) : null
}

/** Earlier calls to the same operation since time was last let pass. */
function inWindow({ call, earlier }: Answered): readonly Answered[] {
  if (call.waitMs > 0) return []
  const begin = earlier.findLastIndex((each) => each.call.waitMs > 0)
  return earlier.slice(Math.max(0, begin)).filter((each) => each.call.operation === call.operation)
}

const toInteger = ([value]: readonly string[]): number =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) : NaN
