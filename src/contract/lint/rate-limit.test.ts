import { describe, expect, it } from 'vitest'
import { checkRateLimit } from './rate-limit.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

describe('a limit', () => {
  it.each([
    ['requests: 2', 'requests: 0', '.requests must be >= 1, but is 0 (a number)'],
    ['requests: 2', 'requests: 1.5', '.requests must be integer, but is 1.5 (a number)'],
    ['windowMs: 5000', 'windowMs: 0', '.windowMs must be >= 1, but is 0 (a number)'],
    ['windowMs: 5000', 'windowMs: 1.5', '.windowMs must be integer, but is 1.5 (a number)'],
    ['key: address', 'key: user', '.key must be address or address-and-user, but is "user" (a text)'],
    ['key: address', "key: address, exempt: ''", '.exempt must NOT have fewer than 1 characters, but is "" (a text)'],
    ['key: address', 'key: address, exempt: 5', '.exempt must be string, but is 5 (a number)'],
    ['requests: 2, ', '', ' has no requests'],
    ['windowMs: 5000, ', '', ' has no windowMs'],
    [', key: address', '', ' has no key'],
    ['x-rate-limit: {', 'x-rate-limit: { burst: 5,', '.burst is not allowed here'],
  ])('%s is refused as %s', async (from, to, message) => {
    const text = changed(GOOD, from, to)
    expect(told(checkRateLimit(await documentOf(text)))).toEqual([
      `${lineOf(text, 'x-rate-limit')}: x-rate-limit${message}`,
    ])
  })

  it('may be of a single call within a millisecond', async () => {
    const text = changed(changed(GOOD, 'requests: 2', 'requests: 1'), 'windowMs: 5000', 'windowMs: 1')
    expect(checkRateLimit(await documentOf(text))).toEqual([])
  })

  it('may exempt a permission and count by user, and may be that of an operation that answers no 429, where it names no outcome', async () => {
    const exempting = changed(GOOD, 'key: address', 'key: address-and-user, exempt: may-hurry')
    expect(checkRateLimit(await documentOf(exempting))).toEqual([])
    const text = changed(changed(GOOD, ', outcome: rate-limited', ''), "'429'", "'420'")
    expect(checkRateLimit(await documentOf(text))).toEqual([])
    expect(told(checkRateLimit(await documentOf(changed(GOOD, 'x-rate-limit:', 'y-none:'))))).toEqual([
      `${lineOf(GOOD, '- rate-limited')}: rate-limited has the status 429, but no limit has this outcome`,
    ])
  })

  it('may be that of one outcome of the operation alone', async () => {
    const misspelt = changed(GOOD, 'outcome: rate-limited', 'outcome: rate-limitd')
    expect(checkRateLimit(await documentOf(misspelt))).toMatchObject([
      {
        check: 'rate-limit',
        line: lineOf(misspelt, 'rate-limitd'),
        message: 'the limit is enforced, but rate-limitd is not an outcome',
        fix: 'Add rate-limitd to x-outcomes with an example, or remove outcome:.',
      },
    ])
    expect(checkRateLimit(await documentOf(changed(GOOD, ', outcome: rate-limited', '')))).toMatchObject([
      {
        line: lineOf(GOOD, '- rate-limited'),
        fix: 'Write x-rate-limit: { requests, windowMs, key: address, outcome: rate-limited }, or remove the outcome.',
      },
    ])
    expect(told(checkRateLimit(await documentOf(changed(GOOD, 'outcome: rate-limited', 'outcome: 5'))))).toEqual([
      `${lineOf(GOOD, 'x-rate-limit')}: x-rate-limit.outcome must be string, but is 5 (a number)`,
      `${lineOf(GOOD, '- rate-limited')}: rate-limited has the status 429, but no limit has this outcome`,
    ])
  })

  it('is not asked for by an answer 429 that is no outcome', async () => {
    const text = changed(changed(GOOD, '        - rate-limited\n', ''), ', outcome: rate-limited', '')
    expect(checkRateLimit(await documentOf(text))).toEqual([])
  })

  it('is told on the line of its outcome where that is none of the operation', async () => {
    const members = ['requests: 2', 'windowMs: 5000', 'key: address', 'outcome: none']
    const text = GOOD.replace(/x-rate-limit: .*/, ['x-rate-limit:', ...members].join('\n        '))
    expect(told(checkRateLimit(await documentOf(text)))).toEqual([
      `${lineOf(text, 'outcome: none')}: the limit is enforced, but none is not an outcome`,
    ])
  })

  it('is told on the line of the member that is wrong', async () => {
    const members = ['requests: 2', 'windowMs: none', 'key: address', 'outcome: rate-limited']
    const text = GOOD.replace(/x-rate-limit: .*/, ['x-rate-limit:', ...members].join('\n        '))
    expect(told(checkRateLimit(await documentOf(text)))).toEqual([
      `${lineOf(text, 'windowMs')}: x-rate-limit.windowMs must be integer, but is "none" (a text)`,
    ])
  })
})
