import { expect, it } from 'vitest'
import { toWorldName, WORLD_NAME_RULE } from './world-name.ts'

it.each([
  ['a', 'a'],
  ['QA-17', 'qa-17'],
  ['x'.repeat(63), 'x'.repeat(63)],
  ['x'.repeat(64), null],
  ['', null],
  ['-a', null],
  ['a-', null],
  ['a_b', null],
  ['a.b', null],
  ['\u212a', null],
  ['a\n', null],
])('%j is called %j as a world', (text, name) => {
  expect(toWorldName(text)).toBe(name)
})

it('the rule for names is said with its length', () => {
  expect(WORLD_NAME_RULE).toBe('up to 63 letters, digits and hyphens, with no hyphen at either end')
})
