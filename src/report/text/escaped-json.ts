import { ACTING } from './plain.ts'

/** A value as JSON on one line, in which every character that acts or is not seen is written as its code. */
export const toEscapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(ACTING, (characters) =>
    Array.from(characters.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
