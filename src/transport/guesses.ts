import type { Guard, Verdict } from './guard.ts'

/** Wrong tokens that are answered as such in a while; more of them are told to wait. */
export const MOST_GUESSES = 60

const WHILE_MS = 10_000

/**
 * Puts a limit on wrong tokens. Who has the right one is let in all the same: a stranger's guesses must not lock out the owner, and
 * no rate at which they could be made would find 32 characters.
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

/** Who bears nothing does not guess. */
const hasToken = ({ headers }: Parameters<Guard>[0]): boolean => headers['authorization'] !== undefined

const tooMany = (seconds: number): Verdict => ({
  passes: false,
  problem: {
    status: 429,
    title: 'Too many wrong tokens',
    detail: `More than ${MOST_GUESSES} requests in ${WHILE_MS / 1000} s had a wrong token. Use the one of the run file.`,
    headers: ['Retry-After', String(seconds)],
  },
})
