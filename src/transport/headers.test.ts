import { expect, it } from 'vitest'
import { readHeaders } from './headers.ts'

it('headers are read by small names; those that come again are joined, or told where they must not', () => {
  expect(readHeaders(['X-A', '1', 'x-a', '2', 'Host', 'h', '__proto__', 'p'])).toEqual({
    headers: Object.assign(Object.create(null), { 'x-a': '1, 2', host: 'h', ['__proto__']: 'p' }),
    repeated: null,
  })
  for (const name of ['Host', 'ORIGIN', 'Content-Length', 'Sec-Fetch-Site'])
    expect(readHeaders([name, 'a', name.toLowerCase(), 'a']).repeated).toBe(name.toLowerCase())
})
