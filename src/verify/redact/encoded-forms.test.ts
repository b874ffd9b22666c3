import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEncoder } from './encoded-forms.ts'

const formsOf = (...secrets: string[]): readonly string[] => createEncoder()(secrets)
const isIn = (text: string, secret: string): boolean => formsOf(secret).some((form) => text.includes(form))

it('are those of a secret as it is, in a URL, in hex and in base64', () => {
  expect(formsOf('a+b/c d?=Z').toSorted()).toEqual(
    [
      'a+b/c d?=Z',
      'a%2Bb%2Fc%20d%3F%3DZ',
      '612b622f6320643f3d5a',
      '612B622F6320643F3D5A',
      // After no, one and two bytes, without the characters that depend on neighbours.
      'YStiL2MgZD89',
      'ErYi9jIGQ/',
      'hK2IvYyBk',
      'ErYi9jIGQ_',
    ].toSorted(),
  )
})

it.each([
  ['', 0],
  ['1234567', 0],
  ['12345678', 1],
])('are none of a secret that is short: %j', (secret, least) => {
  expect(formsOf(secret).length).toBeGreaterThanOrEqual(least)
  expect(formsOf(secret).length === 0).toBe(least === 0)
})

it('have two digits in hex for each byte', () => {
  expect(formsOf('tab\tlines\n')).toContain('746162096c696e65730a')
})

it('are told once of one secret, and in order of several', () => {
  const [one, two] = ['secret-number-one', 'secret-number-two']
  expect(formsOf(one, two, one)).toEqual([...formsOf(one), ...formsOf(two)])
})

it('are made once', () => {
  const encoder = createEncoder()
  expect(encoder(['secret-number-one'])).toEqual(encoder(['secret-number-one']))
  expect(encoder([])).toEqual([])
})

const secrets = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((text) => text.isWellFormed())

const around = fc.uint8Array({ maxLength: 7 })

it('find a secret in base64, whatever stands before and after it', () => {
  fc.assert(
    fc.property(secrets, around, around, fc.constantFrom('base64', 'base64url'), (secret, before, after, encoding) => {
      expect(isIn(Buffer.concat([before, Buffer.from(secret), after]).toString(encoding), secret)).toBe(true)
    }),
  )
})

it('are none that would stand in innocent places', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      expect(Math.min(...formsOf(secret).map((form) => form.length))).toBeGreaterThanOrEqual(6)
    }),
  )
})

it('find it in a URL and in hex, and where it is cut in two find nothing', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      for (const text of [encodeURIComponent(secret), Buffer.from(secret).toString('hex')])
        expect(isIn(`x${text}x`, secret)).toBe(true)
    }),
  )
  expect(isIn('secret-number-on', 'secret-number-one')).toBe(false)
})

it('of a text that is not well-formed break nothing', () => {
  expect(formsOf('\ud800 is no text')).toContain('\ud800 is no text')
})
