import { expect, it } from 'vitest'
import { constantHeaders } from './constant-headers.ts'

const part = (headers?: object) => ({ path: [], value: headers === undefined ? {} : { 'x-headers': headers } })

it('lets the inner part override the outer one, ignoring case, and take a header away', () => {
  const document = part({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
  expect(constantHeaders(document, part(), part({ pragma: null, Via: 'x' }))).toEqual({
    'Cache-Control': 'no-store',
    pragma: null,
    Via: 'x',
  })
})

it('takes away what is no text', () => {
  expect(constantHeaders(part({ A: 'x', B: 'y' }), part({ a: 5 }))).toEqual({ a: null, B: 'y' })
})

it('says so where nothing is stated', () => {
  expect(constantHeaders(part(), part())).toBeNull()
})
