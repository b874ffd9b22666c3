// An object that has no prototype at all is a hash table to V8, into which a name from a request goes ten times slower.
const NOTHING: object = Object.freeze(Object.create(null))

/** An object for names from a request: its prototype has no members, so that no name can reach one. */
export const emptyRecord = <Value>(): Record<string, Value> => Object.create(NOTHING)
