import { expect, it } from 'vitest'
import type { Paint } from '../report/paint.ts'
import { terminalPaint } from './paint.ts'

const ALL = ['bold', 'dim', 'red', 'green', 'yellow'] as const

it('colours are there where they may be', () => {
  const painted = (paint: Paint): string[] => ALL.map((name) => paint[name]('x'))
  expect(painted(terminalPaint({ colours: true }))).toEqual([
    '\u001b[1mx\u001b[22m',
    '\u001b[2mx\u001b[22m',
    '\u001b[31mx\u001b[39m',
    '\u001b[32mx\u001b[39m',
    '\u001b[33mx\u001b[39m',
  ])
  for (const none of [{ colours: false }, {}]) expect(painted(terminalPaint(none))).toEqual(['x', 'x', 'x', 'x', 'x'])
})
