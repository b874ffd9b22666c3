import { styleText } from 'node:util'
import type { Io } from './command.ts'

/** Colours for a terminal; none where output goes elsewhere or NO_COLOR is set. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  /** By class of status: green for success, yellow for refusals, red for faults. */
  status(status: number): string
}

/** A text in a colour or a weight. */
export type Style = (format: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string) => string

/** Colours where a command may use them, else plain text. */
export const styleOf = ({ colours = false }: Pick<Io, 'colours'>): Style =>
  colours ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text

/** Colours for the lines of a log and a banner. */
export function terminalPaint(io: Pick<Io, 'colours'>): Paint {
  const style = styleOf(io)
  return {
    bold: (text) => style('bold', text),
    dim: (text) => style('dim', text),
    status: (status) => style(status < 400 ? 'green' : status < 500 ? 'yellow' : 'red', String(status)),
  }
}
