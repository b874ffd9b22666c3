import { expect, it } from 'vitest'
import { toCurl } from './curl.ts'

it('escapes every apostrophe for the shell', () => {
  const request = { method: 'GET', target: "/a?b='c'", headers: {}, body: null } as const
  expect(toCurl(request, { baseUrl: 'http://localhost' })).toContain(String.raw`'http://localhost/a?b='\''c'\'''`)
})
