import { describe, expect, it } from 'vitest'
import { createPatterns } from './patterns.ts'

describe('a pattern', () => {
  it('matches texts of any length, where there is a deadline', () => {
    const { engine } = createPatterns()
    const pattern = engine('^a+$', 'u')
    expect([pattern.test('aa'), pattern.test('ab'), pattern.test('a'.repeat(1_000))]).toEqual([true, false, true])
    expect([Object(pattern).toString(), engine.code]).toEqual(['/^a+$/u', 'engine'])
  })

  it('matches texts of sixteen characters quickly, and leaves longer ones to a deadline', () => {
    const patterns = createPatterns()
    const { engine } = patterns
    const pattern = engine('^a+$', 'u')
    expect(patterns.quickly(() => pattern.test('a'.repeat(16)))).toBe(true)
    expect(patterns.quickly(() => pattern.test('b'))).toBe(false)
    expect(patterns.quickly(() => pattern.test('a'.repeat(17)))).toBeNull()
    expect(pattern.test('a'.repeat(17))).toBe(true)
  })

  it('passes on what else is thrown, and is no longer quick after it', () => {
    const patterns = createPatterns()
    expect(() =>
      patterns.quickly(() => {
        throw new Error('another')
      }),
    ).toThrow('another')
    expect(patterns.engine('a', 'u').test('a'.repeat(17))).toBe(true)
  })

  it('of one validator does not know of another', () => {
    const [one, other] = [createPatterns(), createPatterns()]
    const pattern = other.engine('a', 'u')
    expect(one.quickly(() => pattern.test('a'.repeat(17)))).toBe(true)
  })

  it('that is none is thrown', () => {
    expect(() => createPatterns().engine('(', 'u')).toThrow(SyntaxError)
  })
})
