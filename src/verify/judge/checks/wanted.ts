import type { Wanted } from '../../../contract/model/case.ts'
import { valueNamed } from '../../../contract/model/value-forms.ts'
import { sameJson } from '../../../json.ts'

/** Whether a value is the expected one, in which `$name` refers to a value of the situation. */
export function isAsWanted(actual: unknown, wanted: Wanted, values: Readonly<Record<string, string>>): boolean {
  if (typeof wanted !== 'object' || wanted === null) return sameJson(filledText(wanted, values), actual)
  if ('includes' in wanted) return includes(actual, String(filledText(wanted.includes, values)))
  const [at, from, to] = [actual, wanted.from, wanted.to].map((date) => Date.parse(String(date)))
  return at !== undefined && from !== undefined && to !== undefined && at >= from && at <= to
}

/** A text with its `$name` replaced; any other value unchanged. */
export const filledText = (value: unknown, values: Readonly<Record<string, string>>): unknown =>
  typeof value === 'string' && value.startsWith('$') ? (valueNamed(value.slice(1), values) ?? value) : value

const includes = (actual: unknown, part: string): boolean =>
  Array.isArray(actual)
    ? actual.includes(part)
    : typeof actual === 'string' && actual.toLowerCase().includes(part.toLowerCase())
