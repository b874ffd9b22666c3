import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OWN_ROLES, ownIdentities, randomText } from './own-identities.ts'

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes)
const full = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(251)
const decoded = (part: string | undefined): string => Buffer.from(part ?? '', 'base64url').toString()

describe('identities without secrets', () => {
  it('are two without credentials, and two whose tokens no server has issued', () => {
    expect(ownIdentities(zeros)).toEqual({
      nobody: {},
      guest: {},
      'wrong-token': { 'X-User-Id': '2'.repeat(17), 'X-Auth-Token': 'A'.repeat(43) },
      'expired-token': { Authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/) },
    })
    expect(OWN_ROLES).toEqual(['nobody', 'guest', 'wrong-token', 'expired-token'])
  })

  it('have a wrong token for a user who is known', () => {
    expect(ownIdentities(zeros, 'me')['wrong-token']).toEqual({ 'X-User-Id': 'me', 'X-Auth-Token': 'A'.repeat(43) })
  })

  it('have an expired token that is well-formed', () => {
    const [, token = ''] = /^Bearer (.*)$/.exec(ownIdentities(zeros)['expired-token']?.['Authorization'] ?? '') ?? []
    const [head, claims, signature] = token.split('.')
    expect(JSON.parse(decoded(head))).toEqual({ alg: 'HS256', typ: 'JWT' })
    // 2001-01-01T00:00:00Z, and an hour before.
    expect(JSON.parse(decoded(claims))).toEqual({ sub: '2'.repeat(24), iat: 978_303_600, exp: 978_307_200 })
    expect(signature).toBe('A'.repeat(43))
  })

  it('have a signature in the alphabet of tokens', () => {
    let calls = 0
    const random = (bytes: number): Uint8Array => (bytes === 32 && ++calls > 0 ? full(bytes) : zeros(bytes))
    expect(ownIdentities(random)['expired-token']?.['Authorization']).toMatch(/\.-_v7-_v7[\w-]{35}$/)
  })
})

describe('a random text', () => {
  const giving = (...all: readonly (readonly number[])[]) => {
    const left = [...all]
    const asked: number[] = []
    return {
      asked,
      random: (bytes: number): Uint8Array => {
        asked.push(bytes)
        return Uint8Array.from(left.shift() ?? [])
      },
    }
  }

  it('has a letter for each byte, but for those that would make the first letters more likely', () => {
    // 255 is the last whole multiple of three below 256.
    const { random, asked } = giving([0, 1, 2, 255], [254, 3, 4])
    expect(randomText(random, 'abc', 5)).toBe('abcca')
    expect(asked).toEqual([5, 5])
  })

  it('takes every byte where all are equally likely', () => {
    const { random } = giving([255, 0, 128, 1])
    expect(randomText(random, 'abcdefgh', 4)).toBe('haab')
  })

  it('is as long as asked, of this alphabet', () => {
    expect(randomText(zeros, 'abc', 0)).toBe('')
    fc.assert(
      fc.property(fc.nat(40), fc.array(fc.nat(255), { minLength: 1 }), (length, bytes) => {
        const random = (count: number): Uint8Array =>
          Uint8Array.from({ length: count }, (_, at) => (bytes[at % bytes.length] ?? 0) % 250)
        expect(randomText(random, 'abcde', length)).toMatch(new RegExp(`^[abcde]{${length}}$`))
      }),
    )
  })
})
