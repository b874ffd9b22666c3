/** Parses JSON; undefined, which JSON cannot express, if the text is invalid. */
export const parseJson = (text: string): unknown => {
  // Often there is no body, and an error costs as much as a long text.
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message varies by version; callers word their own.
    return undefined
  }
}

/** True for objects that are neither null nor arrays. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  isContainer(value) && !Array.isArray(value)

/** True for objects and arrays, but not null. */
export const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Compares JSON values deeply; the order of members doesn't matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  // `===`, because -0 and 0 are the same number in JSON.
  if (!isContainer(a) || !isContainer(b)) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}
// V8 treats an object without any prototype as a hash table, where adding a name from a request is ten times slower.
const NOTHING: object = Object.freeze(Object.create(null))

/** An object safe for names from a request: its prototype has no members to reach or overwrite. */
export const emptyRecord = <Value>(): Record<string, Value> => Object.create(NOTHING)
