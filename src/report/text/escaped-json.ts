import { ACTING } from './plain.ts'

/** A value as JSON, on one line unless it is indented, with active and invisible characters escaped. */
export const toEscapedJson = (value: unknown, indent?: number): string => toEscaped(JSON.stringify(value, null, indent))

/** A text with its active and invisible characters as in JSON: `\u202e`. */
const toEscaped = (text: string): string => text.replace(ACTING, escaped)

/** The same on one line. */
export const toEscapedLine = (text: string): string => toEscaped(text).replace(/[\t\n]/g, escaped)

const escaped = (characters: string): string =>
  Array.from(characters.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
