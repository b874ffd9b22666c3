/** The value of a JSON text; undefined, which no JSON text has, where it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message differs between versions; answers are worded by us.
    return undefined
  }
}

/** Whether a value is an object with named members: neither null nor a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
