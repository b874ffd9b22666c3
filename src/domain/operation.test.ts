import { expect, it } from 'vitest'
import { memberOf } from './operation.ts'

it('reads a body’s own member of any value, and none that is inherited', () => {
  expect([memberOf({ a: 0 }, 'a'), memberOf({ a: null }, 'a'), memberOf({ a: [1] }, 'a')]).toEqual([0, null, [1]])
  expect(memberOf(['x'], '0')).toBe('x')
  expect(memberOf({ a: undefined }, 'a')).toBeUndefined()
  for (const name of ['toString', '__proto__', 'constructor', 'b']) expect(memberOf({ a: 1 }, name)).toBeUndefined()
  expect(memberOf(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1)
})

it.each([null, undefined, 'text', 1, true])('%j has no members', (body) => {
  expect(memberOf(body, 'length')).toBeUndefined()
})
