import { isContainer } from '../../json.ts'

/** Splits a JSON Pointer (RFC 6901) into its unescaped parts; the empty pointer has none. */
export const pointerParts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Joins parts into a JSON Pointer, escaping `~` and `/`. */
export const toPointer = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** A pointer extended by one part. */
export const under = (pointer: string, key: string | number): string => pointer + toPointer([key])

/** The value at a pointer, or at its parts; undefined if there is none. Only own members count, and no `$ref` is followed. */
export const valueAt = (value: unknown, pointer: string | readonly string[]): unknown =>
  (typeof pointer === 'string' ? pointerParts(pointer) : pointer).reduce<unknown>(
    (at, part) => (isContainer(at) && isMember(at, part) ? at[part] : undefined),
    value,
  )

/** The length of a list is a property of its own, but no member. */
const isMember = (of: object, name: string): boolean => Object.prototype.propertyIsEnumerable.call(of, name)

// A few hundred bytes of nested aliases or $refs can expand to billions of values, too many to ever walk.
const MAX_VALUES = 500_000

/** Whether a value, with all references expanded, is small enough to be walked. */
export function fitsBudget(value: unknown): boolean {
  const waiting = [value]
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen > MAX_VALUES) return false
    const next = waiting.pop()
    // Not all at once: a call takes no more than some hundred thousand arguments.
    if (isContainer(next)) for (const each of Object.values(next)) waiting.push(each)
  }
  return true
}
