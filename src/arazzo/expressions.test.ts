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
  const fix = (known: ReadonlyMap<string, string>) =>
    expect.objectContaining({ fix: expect.stringMatching(known.size === 0 ? /: none here\.$/ : /: \$code, \$id\.$/) })
  for (const known of [new Map<string, string>(), new Map([...yielded, ['id', 'x']])])
    expect(() => withExpressions('$none', known)).toThrow(fix(known))
})
