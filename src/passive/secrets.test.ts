import { expect, it } from 'vitest'
import { createBoundedRepeats, createKnownSecrets, redactionOfSeen } from './secrets.ts'

const SHOWN = 'it says secret-of-jane'

it('a secret is removed from all that is shown once it is known', () => {
  const secrets = createKnownSecrets(['known-beforehand'], null)
  expect(secrets.redaction(false).text('it says known-beforehand')).toBe('it says [redacted]')
  expect(secrets.redaction(false).text(SHOWN)).toBe(SHOWN)
  secrets.learn(['secret-of-jane'])
  expect(secrets.redaction(false).text(SHOWN)).toBe('it says [redacted]')
  expect(secrets.redaction(true).text(SHOWN)).toBe('it says [redacted]')
})

it('a short secret that was seen is removed where it stands alone, one known beforehand anywhere', () => {
  const secrets = createKnownSecrets(['tok-1'], null)
  secrets.learn(['pass-7', 'locked', 'abc'])
  const { text } = secrets.redaction(false)
  expect(text('tok-12 pass-7 pass-77 locked abc {"a":"locked"}')).toBe(
    '[redacted]2 [redacted] pass-77 locked abc {"a":"[redacted]"}',
  )
})

it('of what was seen, a word is removed where it is a whole value, and stays in sentences', () => {
  const { text } = redactionOfSeen(['locked', 'pass-7'])
  expect(text('This room is locked by pass-77, {"a":"locked"} pass-7')).toBe(
    'This room is locked by pass-77, {"a":"[redacted]"} [redacted]',
  )
})

it('of more than a thousand secrets, the five hundred that were seen last count', () => {
  const secrets = createKnownSecrets(['known-beforehand'], null)
  secrets.learn(['first-secret', 'other-secret'])
  const of = (n: number): string => `secret-number-${String(n).padStart(4, '0')}`
  const learnSome = (from: number, to: number): void =>
    secrets.learn(Array.from({ length: to - from }, (_, n) => of(from + n)))
  learnSome(0, 998)
  expect(secrets.redaction(false).text('other-secret')).not.toContain('other')
  secrets.learn(['first-secret'])
  learnSome(500, 999)
  const { text } = secrets.redaction(false)
  expect(text('known-beforehand')).toBe('[redacted]')
  expect([text('first-secret'), text('other-secret'), text(of(499)), text(of(500)), text(of(998))]).toEqual([
    '[redacted]',
    'other-secret',
    of(499),
    '[redacted]',
    '[redacted]',
  ])
})

it('a text repeats the credentials of its own call alone, and a call without any repeats nothing', () => {
  const repeats = createBoundedRepeats()
  expect(repeats(['secret-of-jane'])(SHOWN)).toBe(true)
  expect(repeats(['secret-of-joe'])(SHOWN)).toBe(false)
  expect(repeats([])(SHOWN)).toBe(false)
})
