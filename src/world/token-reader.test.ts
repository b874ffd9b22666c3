import { describe, expect, it } from 'vitest'
import { signToken } from '../domain/jwt.ts'
import { tokenReader } from './token-reader.ts'

const claims = (sub: string) => ({ sub, issued: 1, expires: 2 })

describe('a reader of tokens', () => {
  it('takes those of its key, and any that is one where it trusts all', () => {
    const [own, foreign] = [signToken('key', claims('a')), signToken('other', claims('b'))]
    const [strict, trusting] = [tokenReader('key', false), tokenReader('key', true)]
    for (let again = 0; again < 2; again++)
      expect([strict(own)?.sub, strict(foreign), trusting(foreign)?.sub, trusting('none')]).toEqual([
        'a',
        null,
        'b',
        null,
      ])
  })

  it('knows what it has read while all that it has read takes no more than 64 KiB', () => {
    const read = tokenReader('key', false)
    const own = signToken('key', claims('a'))
    const first = read(own)
    for (let n = 0; n < 5; n++) read(`${n}${'x'.repeat(12_000)}`)
    expect(read(own)).toBe(first)
    read('y'.repeat(12_000))
    expect(read(own)).not.toBe(first)
  })

  it('forgets some once they are many, and reads them anew', () => {
    const read = tokenReader('key', false)
    const own = signToken('key', claims('a'))
    for (let n = 0; n < 8; n++) expect(read(`${n}${'x'.repeat(10_000)}`)).toBeNull()
    expect(read(own)?.sub).toBe('a')
  })
})
