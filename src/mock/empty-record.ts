// V8 treats an object without any prototype as a hash table, where adding a name from a request is ten times slower.
const NOTHING: object = Object.freeze(Object.create(null))

/** An object safe for names from a request: its prototype has no members to reach or overwrite. */
export const emptyRecord = <Value>(): Record<string, Value> => Object.create(NOTHING)
