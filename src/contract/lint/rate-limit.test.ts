import { describe, expect, it } from 'vitest'
import { checkRateLimit } from './rate-limit.ts'
import { changed, documentOf, GOOD } from './testing/documents.ts'

describe('a limit', () => {
  it.each([
    ['requests: 2', 'requests: 0'],
    ['windowMs: 5000', 'windowMs: 0'],
    ['windowMs: 5000', 'windowMs: 1.5'],
    ['key: address', 'key: user'],
    ['key: address', "key: address, exempt: ''"],
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
})
