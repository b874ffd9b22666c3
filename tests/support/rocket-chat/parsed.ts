import qs from 'qs'

/** Null: more items than a list may have. */
export function parsedQuery(query: string): object | null {
  try {
    return qs.parse(query, { arrayLimit: 500, throwOnLimitExceeded: true })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** JSON or a form; what cannot be read is an empty object, so that its first required member is missing. */
export function parsedBody(body: string, type: string): object {
  if (type.startsWith('application/x-www-form-urlencoded')) return qs.parse(body)
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
