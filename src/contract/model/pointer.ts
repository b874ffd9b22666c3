/** Splits a JSON Pointer (RFC 6901) into its unescaped parts; the empty pointer has none. */
export const pointerParts = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Joins parts to a JSON Pointer, escaping `~` and `/`. */
export const toPointer = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The value at a pointer, or undefined where the pointer leads nowhere. Follows no `$ref`. */
export const valueAt = (value: unknown, parts: readonly string[]): unknown =>
  parts.reduce<unknown>((at, part) => (isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined), value)

/** Whether a value is an object or array whose members can be looked up by name. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

// A few hundred bytes of nested aliases or $refs stand for billions of values; whatever walks them never comes back.
const MAX_VALUES = 500_000

/** Whether a value, with all that it refers to written out, has few enough values to be walked. */
export function fitsBudget(value: unknown): boolean {
  const waiting = [value]
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen > MAX_VALUES) return false
    const next = waiting.pop()
    if (isRecord(next)) waiting.push(...Object.values(next))
  }
  return true
}
