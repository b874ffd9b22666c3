import { toLogLine, toLogText } from './log.ts'

/** Escapes the message of a workflow command, which is one line of the log. */
export const toMessage = (text: string): string => escaped(toLogText(text))

/** Escapes a property of a workflow command. */
export const toProperty = (text: string): string =>
  escaped(toLogLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')

// A plain text has no other line breaks.
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\n', '%0A')
