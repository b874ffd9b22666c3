import type { Admission, Guard } from './guard.ts'

/** Wrong tokens allowed within `WHILE_MS`; further ones are answered 429. */
export const MOST_GUESSES = 60

const WHILE_MS = 10_000

/**
 * Limits wrong tokens. The right one is always accepted: a stranger's guesses must not lock out the owner, and no rate of
 * guessing would find 32 characters.
 */
export function limitGuesses(guard: Guard, uptime: () => number): Guard {
  let [begun, wrong] = [-Infinity, 0]
  return (request) => {
    const verdict = guard(request)
    if (verdict.passes || verdict.problem.status !== 401 || !hasToken(request)) return verdict
    const now = uptime()
    if (now - begun >= WHILE_MS) [begun, wrong] = [now, 0]
    return ++wrong > MOST_GUESSES ? tooMany(Math.ceil((begun + WHILE_MS - now) / 1000)) : verdict
  }
}

/** A request without a token is not a guess. */
const hasToken = ({ headers }: Parameters<Guard>[0]): boolean => headers['authorization'] !== undefined

const tooMany = (seconds: number): Admission => ({
  passes: false,
  problem: {
    status: 429,
    title: 'Too many wrong tokens',
    detail: `More than ${MOST_GUESSES} requests in ${WHILE_MS / 1000} s had a wrong token. Use the one from the run file.`,
    headers: ['Retry-After', String(seconds)],
  },
})
