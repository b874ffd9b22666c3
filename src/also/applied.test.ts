import { expect, it } from 'vitest'
import { appliedOf } from './applied.ts'

const found = { statusCode: 200, body: {}, isValid: true }
const refused = { statusCode: 422, body: {}, isValid: false }

it.each([
  ['both', { code: 200, exampleKey: 'a' }, found, { code: '200', example: 'a' }],
  ['an example alone', { exampleKey: 'a' }, found, { code: null, example: 'a' }],
  ['an example, and another code', { code: 404, exampleKey: 'a' }, found, { code: null, example: 'a' }],
  ['nothing where the request is refused', { code: 200, exampleKey: 'a' }, refused, null],
  ['the refusal that was wished for', { code: 422, exampleKey: 'a' }, refused, { code: '422', example: 'a' }],
  ['no example where there is no content', { exampleKey: 'a' }, { statusCode: 204, isValid: true }, null],
  [
    'a code without content alone',
    { code: 204, exampleKey: 'a' },
    { statusCode: 204, isValid: true },
    { code: '204', example: null },
  ],
  ['nothing that was not wished', {}, found, null],
])('an answer heeds %s', (_, wish, answer, applied) => {
  expect(appliedOf({ dynamic: false, ...wish }, answer)).toEqual(applied)
})
