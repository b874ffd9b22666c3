/** A value as a TypeScript literal: JSON, without the line breaks that JSON allows within a string. */
export const literal = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
