import { describe, expect, it } from 'vitest'
import { appliedText, readPreference, withoutPreferences } from './prefer.ts'

describe('a preference', () => {
  it.each<[string | undefined, string, unknown]>([
    ['code=404', '', { code: '404', example: null }],
    ['Code = 404 ; x=1, example="room-full"', '', { code: '404', example: 'room-full' }],
    ['status=500, code=404', '', { code: '404', example: null }],
    ['statusCode=500', '', { code: '500', example: null }],
    ['code=1, code=2', '', { code: '1', example: null }],
    ['example=a=b', '', { code: null, example: 'a=b' }],
    ['respond-async', '__code=404', null],
    [undefined, '', null],
    [undefined, 'code=404', null],
    [undefined, 'a=b&__code=404&__example=x', { code: '404', example: 'x' }],
    [undefined, '__CODE=1&__code=2', { code: '1', example: null }],
    [undefined, '__other=1', null],
  ])('by the header %j and the query %j is %j', (header, query, preference) => {
    expect(readPreference(header, query)).toEqual(preference)
  })

  it('is never a parameter, and nothing else is left out', () => {
    expect(withoutPreferences('a=__code&__code=1&b=2&__dynamic&__EXAMPLE=x&__codex=1&__seed=')).toBe(
      'a=__code&b=2&__codex=1',
    )
    expect(withoutPreferences('a=1&&b')).toBe('a=1&&b')
  })

  it('is told as it was met', () => {
    expect([appliedText({ code: '404', example: 'a' }), appliedText({ code: null, example: 'a' })]).toEqual([
      'code=404, example=a',
      'example=a',
    ])
  })
})
