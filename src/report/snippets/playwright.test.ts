import { expect, it } from 'vitest'
import { toPlaywrightSnippet } from './playwright.ts'

const snippet = (path: string): string =>
  toPlaywrightSnippet(
    { method: 'POST', path },
    { status: 403, mediaType: 'application/json', example: `{"message":"it's locked"}` },
  )

/** The pattern of a snippet, as a browser would read it. */
function patternOf(path: string): RegExp {
  const [, source = ''] = /page\.route\(\/(.*)\/, \(route\)/.exec(snippet(path)) ?? []
  return new RegExp(source)
}

it('answers one method with the contract’s example, and leaves all others alone', () => {
  expect(snippet('/rooms/{code}/join')).toBe(
    [
      String.raw`await page.route(/^[^?#]*\/rooms\/[^/?#]+\/join(?:[?#]|$)/, (route) =>`,
      `  route.request().method() === 'POST'`,
      '    ? route.fulfill({',
      '        status: 403,',
      `        contentType: 'application/json',`,
      String.raw`        body: '{"message":"it\'s locked"}',`,
      '      })',
      '    : route.fallback(),',
      ')',
    ].join('\n'),
  )
})

it.each([
  ['http://localhost/rooms/abc/join', true],
  ['https://a.b/api/v1/rooms/abc/join?x=1', true],
  ['http://localhost/rooms/abc/join#x', true],
  ['http://localhost/rooms/abc/join/more', false],
  ['http://localhost/rooms//join', false],
  ['http://localhost/rooms/a/b/join', false],
  ['http://localhost/?to=/rooms/abc/join', false],
])('%s is a URL of the operation: %s', (url, expected) => {
  expect(patternOf('/rooms/{code}/join').test(url)).toBe(expected)
})

it('a dot in a path is a dot', () => {
  const pattern = patternOf('/api/v1/livechat/room.join')
  expect(['room.join', 'roomxjoin'].map((end) => pattern.test(`http://a/api/v1/livechat/${end}`))).toEqual([
    true,
    false,
  ])
})
