import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEncoder } from '../redact/encoded-forms.ts'
import { parsedBody } from './parsed-body.ts'

describe('a body', () => {
  it('is read as JSON where it is JSON, whatever its texts hold', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('['.repeat(100), '"{\\', '\\"'.repeat(90)))
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(texts), (value, strings) => {
        const body = JSON.stringify([value, strings])
        expect(parsedBody(body)).toEqual(JSON.parse(body))
      }),
    )
  })

  it.each(['', '<h1>', '{', '{"a":1}}', 'undefined', "{'a':1}", '\uFEFF{}'])('is none in %j', (body) => {
    expect(parsedBody(body)).toBeUndefined()
  })

  it('is none where it is nested without bound, however it goes about it', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(parsedBody(nested(64))).toBeDefined()
    expect(parsedBody(nested(65))).toBeUndefined()
    expect(parsedBody(`[[],"]]]]]",${nested(64)}]`)).toBeUndefined()
    expect(parsedBody(nested(5_000_000))).toBeUndefined()
    expect(parsedBody('{"a":'.repeat(100_000))).toBeUndefined()
    expect(parsedBody(`[${'[],'.repeat(10_000)}[]]`)).toHaveLength(10_001)
  })

  it('may hold a text of ten megabytes', () => {
    expect(parsedBody(JSON.stringify(['"'.repeat(5_000_000)]))).toHaveLength(1)
  })
})

describe('the forms of a secret', () => {
  const secrets = fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
  const around = fc.uint8Array({ maxLength: 7 })

  it('are found in base64 of a text that holds it, whatever stands before and after', () => {
    fc.assert(
      fc.property(
        secrets,
        around,
        around,
        fc.constantFrom('base64', 'base64url'),
        (secret, before, after, encoding) => {
          const text = Buffer.concat([before, Buffer.from(secret), after]).toString(encoding)
          expect(createEncoder()([secret]).some((form) => text.includes(form))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are found in hex of either case and escaped for a URL', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const forms = createEncoder()([secret])
        const hex = Buffer.from(secret).toString('hex')
        expect(forms).toEqual(expect.arrayContaining([secret, hex, hex.toUpperCase(), encodeURIComponent(secret)]))
      }),
    )
  })

  it('are none that would stand in innocent places', () => {
    expect(createEncoder()(['', 'short', '1234567'])).toEqual([])
    fc.assert(
      fc.property(secrets, (secret) => {
        for (const form of createEncoder()([secret])) expect(form.length).toBeGreaterThanOrEqual(6)
      }),
    )
  })

  it('are the same each time, without a secret that comes twice', () => {
    const encode = createEncoder()
    const once = encode(['a secret of ours'])
    expect(encode(['a secret of ours', 'a secret of ours'])).toEqual(once)
    expect(encode(['another of ours'])).not.toEqual(once)
  })
})
