import { ACTING, toVisible } from '../report/text/plain.ts'
import type { Io } from './command.ts'

// The colours and weights of `terminalPaint`, the erased line of the progress, and the erased screen of `rooms --watch`: what only a
// terminal gets.
const OWN = String.raw`\r?\x1b\[(?:1|2|22|31|32|33|39)m|\r?\x1b\[2K|\x1b\[H\x1b\[J`
const FOR_TERMINALS = new RegExp(`${OWN}|\r\n|${ACTING.source}`, 'g')
const FOR_OTHERS = new RegExp(`\r\n|${ACTING.source}`, 'g')
const OURS = new RegExp(`^(?:${OWN}|\r\n)$`)

/**
 * The same streams, to which no text from outside can write what acts on a terminal or hides: names in files, messages of targets.
 * JSON escapes it before (`toEscapedJson`), so that its values stay what they are.
 */
export function safeIo(io: Io): Io {
  const acting = io.colours || io.columns !== undefined ? FOR_TERMINALS : FOR_OTHERS
  const safe = (text: string): string => text.replace(acting, (found) => (OURS.test(found) ? found : toVisible(found)))
  return { ...io, out: (text) => io.out(safe(text)), error: (text) => io.error(safe(text)) }
}
