import { expect, it } from 'vitest'
import { terminalPaint } from './paint.ts'

it('colours are there where they may be', () => {
  expect(terminalPaint({ colours: true }).red('x')).toBe('\u001b[31mx\u001b[39m')
  expect([terminalPaint({ colours: false }).red('x'), terminalPaint({}).bold('x')]).toEqual(['x', 'x'])
})
