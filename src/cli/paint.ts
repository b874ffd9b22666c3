import { styleText } from 'node:util'

/** Colours for a terminal; none where output goes elsewhere or NO_COLOR is set. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  /** By class of status: green for success, yellow for refusals, red for faults. */
  status(status: number): string
}

/** Colours as this process's standard output wants them. */
export function terminalPaint(): Paint {
  const style = (format: 'bold' | 'dim' | 'green' | 'yellow' | 'red', text: string): string =>
    styleText(format, text, { stream: process.stdout })
  return {
    bold: (text) => style('bold', text),
    dim: (text) => style('dim', text),
    status: (status) => style(status < 400 ? 'green' : status < 500 ? 'yellow' : 'red', String(status)),
  }
}
