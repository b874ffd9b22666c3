import { expect, it } from 'vitest'
import { toCurlSnippet } from './curl.ts'
import type { SnippetRequest } from './snippet.ts'

const PLAIN: SnippetRequest = { method: 'GET', target: '/plain', headers: {}, body: null }
const written = (...requests: readonly Partial<SnippetRequest>[]): string[] =>
  toCurlSnippet(
    requests.map((request) => ({ ...PLAIN, ...request })),
    { baseUrl: 'http://127.0.0.1:4010' },
  ).split('\n')

it('each request is a line, the one after the other', () => {
  const [first, second, ...others] = written({}, { target: '/other' })
  expect(first).toBe("curl -i 'http://127.0.0.1:4010/plain'")
  expect(second).toBe("curl -i 'http://127.0.0.1:4010/other'")
  expect(others).toEqual([])
})

it('a wait before one is in whole seconds, rounded up', () => {
  expect(written({ waitMs: 5000 })[0]).toBe('sleep 5')
  expect(written({ waitMs: 5001 })[0]).toBe('sleep 6')
  expect(written({ waitMs: 1 })[0]).toBe('sleep 1')
  expect(written({ waitMs: 0 })).toEqual(written({}))
})

it('one is repeated as often as it says', () => {
  expect(written({ times: 1 })).toEqual(written({}))
  expect(written({ times: 3 })).toEqual(["for call in 1 2 3; do curl -i 'http://127.0.0.1:4010/plain'; done"])
})
