import { describe, expect, it } from 'vitest'
import { toPythonSnippet } from './python.ts'

const code = { env: 'CODE' }
const request = { method: 'POST', target: '/a', headers: {}, body: null }
const first = (some: object): string[] =>
  toPythonSnippet([{ ...request, ...some }], { baseUrl: 'http://x' }).split('\n')

describe('a Python program', () => {
  it.each([
    ['its path', { target: ['/rooms/', code] }],
    ['a header', { headers: { 'X-Auth-Token': [{ env: 'TOKEN' }] } }],
    ['its body', { body: ['{"code":"', code, '"}'] }],
  ])('imports os where %s holds a variable', (_where, some) => {
    expect(first(some)).toContain('import os')
  })

  it('imports only what it uses', () => {
    expect(first({})).not.toContain('import os')
    expect(first({})).not.toContain('import time')
    expect(first({ waitMs: 1500 })).toEqual(expect.arrayContaining(['import time', 'time.sleep(1.5)']))
  })
})
