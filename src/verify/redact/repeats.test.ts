import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRepeats } from './repeats.ts'

const isIn = (text: string, ...secrets: string[]): boolean => createRepeats()(secrets)(text)

it.each([
  ['', 'nothing'],
  ['1234567', 'a 1234567 b'],
])('what is short is no secret: %j', (secret, text) => expect(isIn(text, secret)).toBe(false))

it('one of several is enough', () => {
  const repeats = createRepeats()(['secret-number-one', 'secret-number-two', 'short'])
  expect([repeats('x secret-number-two'), repeats('x secret-number-three'), repeats('short')]).toEqual([
    true,
    false,
    false,
  ])
})

it('a search is made once for the same secrets', () => {
  const of = createRepeats()
  expect(of(['secret-number-one'])).toBe(of(['secret-number-one']))
  expect(of(['secret-number-one'])).not.toBe(of(['secret-number-two']))
})

const secrets = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((text) => text.isWellFormed())
const around = fc.uint8Array({ maxLength: 7 })

it('a secret is found in base64, whatever stands before and after it', () => {
  fc.assert(
    fc.property(secrets, around, around, fc.constantFrom('base64', 'base64url'), (secret, before, after, encoding) => {
      expect(isIn(Buffer.concat([before, Buffer.from(secret), after]).toString(encoding), secret)).toBe(true)
    }),
  )
})

it('a secret is found in a URL, in hex and within JSON, but not where it is cut', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      for (const text of [encodeURIComponent(secret), Buffer.from(secret).toString('hex'), JSON.stringify(secret)])
        expect(isIn(`x${text}x`, secret)).toBe(true)
    }),
  )
  expect(isIn('secret-number-on', 'secret-number-one')).toBe(false)
})

it('a text that is not well-formed breaks nothing', () => {
  expect(isIn('\ud800 is no text', '\ud800 is no text')).toBe(true)
})
