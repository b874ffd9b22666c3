import type { Text } from '../../contract/model/curl.ts'
import { expression, singleQuoted, type Notation } from './snippet.ts'
import { isContainer } from '../../json.ts'

/** Strings in JavaScript. */
export const JAVASCRIPT: Notation = {
  literal: singleQuoted,
  variable: (name) => `process.env.${name}`,
  repeated: (text, times) => `${singleQuoted(text)}.repeat(${times})`,
}

/** An expression of a JSON value. `textOf` finds the variables in its strings. */
export function valueExpression(value: unknown, textOf: (text: string) => Text): string {
  if (typeof value === 'string') return textExpression(value, textOf)
  if (Array.isArray(value)) return `[${value.map((each) => valueExpression(each, textOf)).join(', ')}]`
  if (!isContainer(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, each]) => `${nameExpression(name)}: ${valueExpression(each, textOf)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A long run of one character becomes an expression, since it would be too long to paste. */
const textExpression = (text: string, textOf: (text: string) => Text): string =>
  /^(.)\1{200,}$/su.test(text)
    ? JAVASCRIPT.repeated(String.fromCodePoint(text.codePointAt(0) ?? 0), [...text].length)
    : expression(textOf(text), JAVASCRIPT)

/** In brackets, `__proto__` is an ordinary key. */
const nameExpression = (name: string): string =>
  name === '__proto__' ? `['__proto__']` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : singleQuoted(name)
