import { expect, it } from 'vitest'
import { withExpressions } from './expressions.ts'

const yielded = new Map([['code', '$steps.a.outputs.code']])

it('what a step has yielded is its expression, also within a text and deep in a value', () => {
  expect(withExpressions('$code', yielded)).toBe('$steps.a.outputs.code')
  expect(withExpressions('$code and $code', yielded)).toBe('{$steps.a.outputs.code} and {$steps.a.outputs.code}')
  expect(withExpressions({ a: ['x-$code-y', 1, null, true] }, yielded)).toEqual({
    a: ['x-{$steps.a.outputs.code}-y', 1, null, true],
  })
})

it('a text without a name stays as it is', () => {
  for (const text of ['', 'a', '5 $', '$1', '$ code']) expect(withExpressions(text, yielded)).toBe(text)
})

it('a name that no step yields is refused', () => {
  expect(() => withExpressions({ a: '$agent.userId' }, yielded)).toThrow(
    '$agent.userId of this scenario has no expression',
  )
  for (const [known, there] of [
    [new Map<string, string>(), 'none here'],
    [new Map([...yielded, ['id', 'x']]), '$code, $id'],
  ] as const)
    expect(() => withExpressions('$none', known)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: '$none of this scenario has no expression in Arazzo',
        fix: `Only what a set yields has one: ${there}.`,
      }),
    )
})
