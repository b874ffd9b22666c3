import { expect, it } from 'vitest'
import { NO_PAINT } from './paint.ts'

it('no paint leaves every text as it is', () => {
  expect(Object.keys(NO_PAINT)).toEqual(['bold', 'dim', 'red', 'green', 'yellow'])
  for (const colour of Object.values(NO_PAINT)) expect(colour('a\u001b[0m')).toBe('a\u001b[0m')
})
