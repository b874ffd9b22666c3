import { of } from './kinds.ts'
import type { Call, Layer, Mutant, Reply } from './mutant.ts'
import { seen, sent } from './requests.ts'

/** Worlds that share state, cached answers, requests sent twice. */
export const cacheMutants: readonly Mutant[] = [
  ...of('worlds and caches', [
    [
      'the world is not looked at',
      seen(
        '',
        sent('x-greenroom-world', () => null),
      ),
    ],
    ['answers are cached by URL', cached(({ target }) => target)],
    [
      'answers are cached by URL and caller',
      cached(({ target, headers }) => JSON.stringify([target, headers.filter(([name]) => /^x-|^auth/i.test(name))])),
    ],
    [
      'lists are cached for each caller',
      cached((call) =>
        /rooms(?:\?|$)/.test(call.target)
          ? JSON.stringify([call.target, call.headers.filter(([name]) => /^x-|^auth/i.test(name))])
          : null,
      ),
    ],
    ['refusals are remembered by caller and path', refusing],
    ['every request is sent twice', () => async (call, next) => (await next(call), next(call))],
    [
      'joining a meeting is sent twice',
      () => async (call, next) => (call.target.startsWith('/rooms') ? (await next(call), next(call)) : next(call)),
    ],
    [
      'joining a call is sent twice',
      () => async (call, next) => (/conference/.test(call.target) ? (await next(call), next(call)) : next(call)),
    ],
    ['requests are answered in turn with the answer before', () => stale()],
  ]),
]

/** Caches the first answer for each key; null: no caching. */
function cached(keyOf: (call: Call) => string | null): () => Layer {
  return () => {
    const known = new Map<string, Promise<Reply>>()
    return (call, next) => {
      const key = keyOf(call)
      if (key === null || call.method !== 'GET') return next(call)
      const answer = known.get(key) ?? next(call)
      known.set(key, answer)
      return answer
    }
  }
}

function refusing(): Layer {
  const known = new Map<string, Reply>()
  return async (call, next) => {
    const key = JSON.stringify([call.target, call.headers.filter(([name]) => /^x-|^auth/i.test(name))])
    const reply = known.get(key) ?? (await next(call))
    if (reply.status >= 400) known.set(key, reply)
    return reply
  }
}

function stale(): Layer {
  let last: Reply | null = null
  return async (call, next) => {
    const reply = await next(call)
    const answer = last ?? reply
    last = reply
    return answer
  }
}
