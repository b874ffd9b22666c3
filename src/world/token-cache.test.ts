import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTokenCache } from './token-cache.ts'

const claims = { sub: 'a', issued: 1, expires: 2, notBefore: null }

it('a cache of tokens knows what was set, also that a token claims nothing', () => {
  const cache = createTokenCache(1000)
  expect([cache.get('t'), cache.bytes()]).toEqual([undefined, 0])
  cache.set('t', claims)
  cache.set('u', null)
  expect([cache.get('t'), cache.get('u'), cache.get('v')]).toEqual([claims, null, undefined])
})

it('it takes the length of a token and 200 for each, and starts again where one more would be too many', () => {
  for (const [most, first, bytes] of [
    [403, null, 403],
    [402, undefined, 202],
  ] as const) {
    const cache = createTokenCache(most)
    cache.set('t', null)
    cache.set('uu', null)
    expect([cache.get('t'), cache.get('uu'), cache.bytes()]).toEqual([first, null, bytes])
  }
})

it('it never takes more than its bytes, and always knows the latest token that fits', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400 })), (tokens) => {
      const cache = createTokenCache(1000)
      for (const token of tokens) {
        cache.set(token, null)
        expect(cache.get(token)).toBeNull()
        expect(cache.bytes()).toBeLessThanOrEqual(1000)
      }
    }),
  )
})
