import { expect, it } from 'vitest'
import { escaped, wrongForm } from './wrong-form.ts'

it.each([
  [{ pointer: '/a', keyword: 'x', text: 'must be', params: { additionalProperty: 'b/~' } }, '/q/a/b~1~0'],
  [{ pointer: '/a', keyword: 'not', text: 'must NOT be valid' }, '/q/a'],
])('a fault of form %j is at %s', (fault, pointer) => {
  expect(JSON.parse(wrongForm(fault, '/q').body)).toMatchObject({ pointer })
})

it('a fault of form says what may be there', () => {
  const expected = (params: object): unknown =>
    JSON.parse(wrongForm({ pointer: '', keyword: 'x', text: 'must be so', params: { ...params } }).body).expected
  expect([expected({ allowedValues: ['a', 5] }), expected({ allowedValue: 'a' }), expected({})]).toEqual([
    'must be one of a, 5',
    'must be "a"',
    'must be so',
  ])
  const { body } = wrongForm({ pointer: '/a', keyword: 'not', text: 'must NOT be valid' })
  expect(JSON.parse(body).expected).toBe(
    'must not combine members of different alternatives of the contract, such as closing data in an open room',
  )
  expect(escaped('x'.repeat(200))).toHaveLength(80)
})
