import { expect, it } from 'vitest'
import { worldOperand } from './world-name.ts'

it('a world is named in small letters, however its name is written', () => {
  expect([worldOperand('qa-17'), worldOperand('QA-17'), worldOperand('Default')]).toEqual(['qa-17', 'qa-17', 'default'])
})

it('what can be no name is refused by the rule for names', () => {
  expect(() => worldOperand('a b')).toThrow(
    expect.objectContaining({
      message: 'a b is not a valid world name',
      fix: 'Use up to 63 letters, digits and hyphens, with no hyphen at either end.',
    }),
  )
})
