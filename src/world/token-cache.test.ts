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
