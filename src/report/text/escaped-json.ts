import { ACTING } from './plain.ts'

/** A value as JSON on one line, with active and invisible characters escaped. */
export const toEscapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(ACTING, (characters) =>
    Array.from(characters.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
