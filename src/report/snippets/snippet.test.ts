import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { filler } from '../../contract/model/case-request.ts'
import { fillerZeros, piecesOf, toCurl } from '../../contract/model/curl.ts'
import { toCurlSnippet } from './curl.ts'
import { toFetchSnippet } from './fetch.ts'
import { JAVASCRIPT, valueExpression } from './javascript.ts'
import { toPlaywrightSnippet } from './playwright.ts'
import { expression, operand, singleQuoted } from './snippet.ts'

const request = { method: 'GET', target: '/a', headers: {}, body: null }
const at = { baseUrl: 'http://h' }

describe('an expression', () => {
  it('joins its parts, an empty one too, and is one operand in parentheses', () => {
    const text = ['a', 'b', { env: 'C' }, '']
    expect([expression(text, JAVASCRIPT), operand(text, JAVASCRIPT)]).toEqual([
      "'ab' + process.env.C",
      "('ab' + process.env.C)",
    ])
    expect([expression('', JAVASCRIPT), operand('a', JAVASCRIPT), expression([], JAVASCRIPT)]).toEqual([
      "''",
      "'a'",
      "''",
    ])
    expect(piecesOf(['', { env: 'A' }, 'b', 'c'])).toEqual([{ env: 'A' }, 'bc'])
  })

  it('makes a long body of filler, and prints a short one', () => {
    expect([
      fillerZeros(filler(1001)),
      fillerZeros(filler(1000)),
      fillerZeros('x'.repeat(2000)),
      fillerZeros(null),
    ]).toEqual([988, null, null, null])
    expect(expression(filler(1001), JAVASCRIPT)).toBe(`'{"filler":"' + '0'.repeat(988) + '"}'`)
  })

  it.each(["it's", 'a "b"', 'back\\slash', 'line\nbreak', '\u2028', "\\'"])(
    'quotes %j so that it is read as it is',
    (text) => {
      const read: unknown = runInThisContext(`(${singleQuoted(text)})`)
      expect(read).toBe(text)
    },
  )

  it('of a value is read as that value, whatever its names', () => {
    const value = JSON.parse('{"a":[1,null,true,"x"],"b-c":{},"__proto__":{"d":"e"},"it\'s":"f"}')
    const read: unknown = runInThisContext(`(${valueExpression(value, (text) => text)})`)
    expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    const long = (count: number) => valueExpression('🙂'.repeat(count), (text) => text)
    expect([long(201), long(200).length]).toEqual(["'🙂'.repeat(201)", 402])
  })
})

describe('curl', () => {
  it('sends what would mean something to it or to the shell as it is', () => {
    expect(toCurl({ ...request, target: '/a?b[]=c' }, at)).toBe("curl -i -g 'http://h/a?b[]=c'")
    expect(toCurl({ ...request, method: 'POST', body: '@file' }, at)).toContain("--data-raw '@file'")
    expect(toCurl({ ...request, body: "it's" }, at)).toContain(`-d 'it'\\''s'`)
    expect(toCurl({ ...request, headers: { A: '', B: 'c', D: ['Bearer ', { env: 'T' }] } }, at)).toContain(
      `-H 'A;' -H 'B: c' -H 'D: Bearer '"$T"`,
    )
    expect(toCurl({ ...request, body: '' }, at)).toContain("-d ''")
  })

  it('is called as often as it is to be, after the time that is to pass in whole seconds', () => {
    expect(toCurl(request, { ...at, times: 3 })).toBe("for call in 1 2 3; do curl -i 'http://h/a'; done")
    expect(
      toCurlSnippet(
        [
          { ...request, waitMs: 1001 },
          { ...request, times: 2 },
        ],
        at,
      ).split('\n'),
    ).toEqual(['sleep 2', "curl -i 'http://h/a'", "for call in 1 2; do curl -i 'http://h/a'; done"])
    expect(toCurl({ ...request, body: filler(1001) }, at)).toMatch(
      /^printf '\{"filler":"%0988d"\}' 0 \| curl .*--data-binary @-$/,
    )
  })
})

it('fetch waits, repeats, and names headers only where there are some', () => {
  const text = toFetchSnippet([{ ...request, waitMs: 5, times: 2, headers: { A: 'b' } }, request], at)
  expect(text.split('\n').slice(0, 2)).toEqual([
    'await new Promise((resolve) => setTimeout(resolve, 5))',
    'for (let call = 1; call <= 2; call++) {',
  ])
  expect(text.match(/headers: \{/g)).toHaveLength(1)
  expect(text).not.toContain('body')
})

it('a route of Playwright answers any call of its path, and no other', () => {
  const outcome = { status: 400, mediaType: 'application/json', example: '{"a":"it\'s"}' }
  const text = toPlaywrightSnippet({ method: 'POST', path: '/a.b/{code}/c' }, outcome)
  const pattern: unknown = runInThisContext(`(${/route\((\/.*\/), \(route\)/.exec(text)?.[1]})`)
  const fits = (url: string): boolean => pattern instanceof RegExp && pattern.test(url)
  expect(['http://h/a.b/x/c', 'http://h/api/a.b/x/c?d', 'http://h/a.b/x/c#e'].map(fits)).toEqual([true, true, true])
  expect(['http://h/axb/x/c', 'http://h/a.b/x/y/c', 'http://h/a.b/x/cd', 'http://h/?/a.b/x/c'].map(fits)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
