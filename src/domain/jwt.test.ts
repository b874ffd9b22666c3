import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeToken, signToken, verifyToken } from './jwt.ts'
import { codePoints } from '../../tests/support/code-points.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (secret: string, header: unknown, payload: unknown): string => {
  const text = `${part(header)}.${part(payload)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
/** A token whose payload is this text, JSON or not. */
const signedText = (secret: string, payload: string | Uint8Array): string => {
  const text = `${part(HS256)}.${Buffer.from(payload).toString('base64url')}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
const HS256 = { alg: 'HS256', typ: 'JWT' }

describe('tokens', () => {
  it('are those of RFC 7519, by the measure of another implementation', () => {
    fc.assert(
      fc.property(codePoints(), codePoints({ minLength: 1 }), fc.nat(), (secret, sub, expires) => {
        expect(signToken(secret, { sub, issued: 1, expires })).toBe(
          signed(secret, HS256, { sub, iat: 1, exp: expires }),
        )
        expect(verifyToken(secret, signed(secret, HS256, { sub, exp: expires }))).toEqual({
          sub,
          expires,
          notBefore: null,
        })
        expect(verifyToken(secret, signed(secret, HS256, { sub, nbf: expires }))).toMatchObject({ notBefore: expires })
      }),
    )
  })

  it.each([
    ['another key', signed('other', HS256, { sub: 'a' })],
    ['no algorithm', `${part({ alg: 'none' })}.${part({ sub: 'a' })}.`],
    ['an unsigned HS256', `${part(HS256)}.${part({ sub: 'a' })}.`],
    ['another algorithm, signed all the same', signed('key', { alg: 'RS256' }, { sub: 'a' })],
    ['no subject', signed('key', HS256, { exp: 1 })],
    ['an empty subject', signed('key', HS256, { sub: '' })],
    ['a subject that is no text', signed('key', HS256, { sub: { $ne: null } })],
    ['an expiry that is no number', signed('key', HS256, { sub: 'a', exp: 'never' })],
    ['an expiry that is null', signed('key', HS256, { sub: 'a', exp: null })],
    ['an expiry beyond all numbers', signedText('key', '{"sub":"a","exp":1e999}')],
    ['a payload that is not UTF-8', signedText('key', Uint8Array.of(...Buffer.from('{"sub":"a'), 0xff, 0x22, 0x7d))],
    ['a time to begin that is no number', signed('key', HS256, { sub: 'a', nbf: '0' })],
    ['a payload that is no object', signed('key', HS256, 'a')],
    ['two parts', 'a.b'],
    ['four parts', `${signed('key', HS256, { sub: 'a' })}.x`],
    ['nothing', ''],
  ])('with %s are refused', (_, token) => expect(verifyToken('key', token)).toBeNull())

  it('are decoded by anybody, signed or not, if they have three parts and a header', () => {
    const body = part({ sub: 'a' })
    expect(decodeToken(`${part(HS256)}.${body}.`)).toEqual({ sub: 'a', expires: null, notBefore: null })
    for (const text of [
      `${part(HS256)}.${body}`,
      `${part(HS256)}.${body}.x.y`,
      `${part('a')}.${body}.x`,
      `x.${body}.x`,
    ])
      expect(decodeToken(text), text).toBeNull()
  })

  it('with characters after their signature are refused', () => {
    const token = signed('key', HS256, { sub: 'a' })
    expect(verifyToken('key', token)).not.toBeNull()
    for (const more of ['A', 'AA', '=']) expect(verifyToken('key', `${token}${more}`)).toBeNull()
  })

  it('that were changed in any one character are refused', () => {
    const token = signed('key', HS256, { sub: 'somebody', exp: 9 })
    for (let at = 0; at < token.length - 1; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      expect(verifyToken('key', changed), changed).toBeNull()
    }
  })

  it('of any text are refused or read, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          codePoints(),
          fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
        ),
        (text) =>
          verifyToken('key', text) === null &&
          [null, 'object'].includes(decodeToken(text) === null ? null : typeof decodeToken(text)),
      ),
    )
  })
})
