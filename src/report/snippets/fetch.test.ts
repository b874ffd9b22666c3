import { describe, expect, it } from 'vitest'
import { toFetchSnippet } from './fetch.ts'
import type { SnippetRequest } from './snippet.ts'

const PLAIN: SnippetRequest = { method: 'GET', target: '/plain', headers: {}, body: null }
const written = (...requests: readonly Partial<SnippetRequest>[]): string =>
  toFetchSnippet(
    requests.map((request) => ({ ...PLAIN, ...request })),
    { baseUrl: 'http://127.0.0.1:4010' },
  )

describe('a snippet with fetch', () => {
  it('sends a request, follows no redirect, and prints status and body', () => {
    expect(written({})).toBe(
      [
        `await fetch('http://127.0.0.1:4010/plain', {`,
        `  method: 'GET',`,
        `  redirect: 'manual',`,
        '}).then(async (answer) => console.log(answer.status, await answer.text()))',
      ].join('\n'),
    )
  })

  it('has headers and body, in which secrets are variables', () => {
    expect(
      written({
        method: 'POST',
        target: ['/rooms/', { env: 'CODE' }],
        headers: { 'Content-Type': 'application/json', Authorization: ['Bearer ', { env: 'TOKEN' }] },
        body: `{"name":"O'Hara"}`,
      }),
    ).toBe(
      [
        `await fetch('http://127.0.0.1:4010/rooms/' + process.env.CODE, {`,
        `  method: 'POST',`,
        '  headers: {',
        `    'Content-Type': 'application/json',`,
        `    'Authorization': 'Bearer ' + process.env.TOKEN,`,
        '  },',
        `  body: '{"name":"O\\'Hara"}',`,
        `  redirect: 'manual',`,
        '}).then(async (answer) => console.log(answer.status, await answer.text()))',
      ].join('\n'),
    )
    expect(written({ body: '' })).toContain(`\n  body: '',\n`)
  })

  it('repeats a request in a loop, and waits before one', () => {
    const lines = written({ times: 3 }, { waitMs: 5000 }).split('\n')
    expect(lines[0]).toBe('for (let call = 1; call <= 3; call++) {')
    expect(lines.slice(1, 5)).toEqual([
      `  await fetch('http://127.0.0.1:4010/plain', {`,
      `    method: 'GET',`,
      `    redirect: 'manual',`,
      '  }).then(async (answer) => console.log(answer.status, await answer.text()))',
    ])
    expect(lines.slice(5, 8)).toEqual([
      '}',
      'await new Promise((resolve) => setTimeout(resolve, 5000))',
      `await fetch('http://127.0.0.1:4010/plain', {`,
    ])
    expect(lines).toHaveLength(11)
    expect([written({ times: 1 }), written({ waitMs: 0 })]).toEqual([written({}), written({})])
  })

  it('is empty without requests', () => expect(written()).toBe(''))
})
