import { expect, it } from 'vitest'
import { createBoundedRepeats, createKnownSecrets } from './secrets.ts'

const SHOWN = 'it says secret-of-jane'

it('a secret is removed from all that is shown once it is known', () => {
  const secrets = createKnownSecrets(['known-beforehand'], null)
  expect(secrets.redaction(false).text('it says known-beforehand')).not.toContain('known-beforehand')
  expect(secrets.redaction(false).text(SHOWN)).toBe(SHOWN)
  secrets.learn(['secret-of-jane'])
  expect(secrets.redaction(false).text(SHOWN)).not.toContain('secret-of-jane')
  expect(secrets.redaction(true).text(SHOWN)).not.toContain('secret-of-jane')
})

it('what is shown is made once for the same secrets', () => {
  const secrets = createKnownSecrets(['secret-of-jane'], null)
  const made = secrets.redaction(true)
  secrets.learn(['secret-of-jane'])
  expect(secrets.redaction(true)).toBe(made)
  expect(secrets.redaction(false)).not.toBe(made)
  secrets.learn(['secret-of-joe'])
  expect(secrets.redaction(true)).not.toBe(made)
})

// Patterns of so many take a second.
it('of more than five hundred secrets, those that were seen last count', { tags: ['full'] }, () => {
  const secrets = createKnownSecrets(['first-secret', 'other-secret'], null)
  const of = (n: number): string => `secret-number-${String(n).padStart(4, '0')}`
  secrets.learn(['first-secret'])
  secrets.learn(Array.from({ length: 499 }, (_, n) => of(n)))
  const { text } = secrets.redaction(false)
  expect([text('first-secret'), text('other-secret'), text(of(498))]).toEqual([
    expect.not.stringContaining('first'),
    'other-secret',
    expect.not.stringContaining('number'),
  ])
})

it('a text repeats the credentials of its own call alone, and a call without any repeats nothing', () => {
  const repeats = createBoundedRepeats()
  expect(repeats(['secret-of-jane'])(SHOWN)).toBe(true)
  expect(repeats(['secret-of-joe'])(SHOWN)).toBe(false)
  expect(repeats([])(SHOWN)).toBe(false)
})
