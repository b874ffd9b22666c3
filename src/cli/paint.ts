import { styleText } from 'node:util'
import type { Paint } from '../report/paint.ts'
import type { Io } from './command.ts'

/** Colours if allowed, else plain text. */
export function terminalPaint({ colours = false }: Pick<Io, 'colours'>): Paint {
  const style =
    (format: keyof Paint) =>
    (text: string): string =>
      colours ? styleText(format, text, { validateStream: false }) : text
  return { bold: style('bold'), dim: style('dim'), red: style('red'), green: style('green'), yellow: style('yellow') }
}
