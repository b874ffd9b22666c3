import { styleText } from 'node:util'
import type { Paint } from '../report/paint.ts'

/** Colours as this process's standard output wants them: none where it goes elsewhere or NO_COLOR is set. */
export function terminalPaint(): Paint {
  const style =
    (format: keyof Paint) =>
    (text: string): string =>
      styleText(format, text, { stream: process.stdout })
  return { bold: style('bold'), dim: style('dim'), red: style('red'), green: style('green'), yellow: style('yellow') }
}
