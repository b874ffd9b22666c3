import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsedBody, whyUnread } from './parsed-body.ts'

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
    expect(parsedBody(`[${'{"a":{}},'.repeat(100)}{}]`)).toHaveLength(101)
    expect(parsedBody(`{"a":${'[{"b":'.repeat(32)}1${'}]'.repeat(32)}}`)).toBeUndefined()
  })

  it('may hold a text of ten megabytes', () => {
    expect(parsedBody(JSON.stringify(['"'.repeat(5_000_000)]))).toHaveLength(1)
  })
})

it('why a body is not read is its depth only beyond 64 levels', () => {
  const open = (levels: number): string => '['.repeat(levels)
  expect([whyUnread(open(64)), whyUnread(open(65))]).toEqual([
    'is not JSON',
    'is nested deeper than the 64 levels that are read',
  ])
})
