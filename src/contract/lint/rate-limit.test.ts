import { describe, expect, it } from 'vitest'
import { checkRateLimit } from './rate-limit.ts'
import { changed, documentOf, GOOD, lineOf, told } from './testing/documents.ts'

describe('a limit', () => {
  it.each([
    ['requests: 2', 'requests: 0'],
    ['windowMs: 5000', 'windowMs: 0'],
    ['windowMs: 5000', 'windowMs: 1.5'],
    ['key: address', 'key: user'],
    ['key: address', "key: address, exempt: ''"],
    ['requests: 2, ', ''],
    ['windowMs: 5000, ', ''],
    [', key: address', ''],
    ['x-rate-limit: {', 'x-rate-limit: { burst: 5,'],
  ])('%s is refused as %s', async (from, to) => {
    expect(checkRateLimit(await documentOf(changed(GOOD, from, to)))).toHaveLength(1)
  })

  it('may exempt a permission and count by user, and may be that of an operation that answers no 429, where it names no outcome', async () => {
    const exempting = changed(GOOD, 'key: address', 'key: address-and-user, exempt: may-hurry')
    expect(checkRateLimit(await documentOf(exempting))).toEqual([])
    const text = changed(changed(GOOD, ', outcome: rate-limited', ''), "'429'", "'420'")
    expect(checkRateLimit(await documentOf(text))).toEqual([])
    expect(checkRateLimit(await documentOf(changed(GOOD, 'x-rate-limit:', 'y-none:')))).toHaveLength(1)
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
      expect.stringContaining('x-rate-limit.outcome must be string, but is 5'),
      expect.stringContaining('rate-limited has the status 429'),
    ])
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
