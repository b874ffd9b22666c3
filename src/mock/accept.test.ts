import { describe, expect, it } from 'vitest'
import { accepts, toRanges } from './accept.ts'

describe('a media type', () => {
  it.each<[string | undefined, boolean]>([
    [undefined, true],
    [' ', true],
    ['*/*', true],
    ['application/*', true],
    ['APPLICATION/JSON', true],
    ['text/html, application/json;q=0.1', true],
    ['application/json;q=0', false],
    ['application/json;qs=0', true],
    ['*/*;q=1, application/json;q=0', false],
    ['application/*;q=0, */*', false],
    ['application/json;q=0.5, application/*;q=0', true],
    ['text/*', false],
    ['text/html', false],
  ])('of JSON is taken by %j: %s', (accept, taken) => {
    expect(accepts(accept, 'application/json; charset=utf-8')).toBe(taken)
  })

  it('is named in any case', () => {
    expect(accepts('text/html', 'Text/HTML')).toBe(true)
  })

  it('weighs 1 unless it says otherwise', () => {
    expect(toRanges('A/b; x=y ;q=0.3,c/*')).toEqual([
      { name: 'a/b', weight: 0.3 },
      { name: 'c/*', weight: 1 },
    ])
  })
})
