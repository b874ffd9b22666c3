import type { Preference } from '../mock/prefer.ts'
import type { PrismWish } from './prism-request.ts'

/** What Prism answered, as far as it shows which wishes it heeded. */
export interface Fulfilled {
  readonly statusCode: number
  /** Undefined: no content is documented, so no example either. */
  readonly body?: unknown
  /** Whether the request has no faults: else it gets an answer that says so, unless that is the one wished for. */
  readonly isValid: boolean
}

/** What of a wish an answer heeds; null: nothing. */
export function appliedOf(
  { code, exampleKey }: PrismWish,
  { statusCode, body, isValid }: Fulfilled,
): Preference | null {
  const isCode = code === statusCode
  const isExample = exampleKey !== undefined && body !== undefined && (isValid || isCode)
  return isCode || isExample ? { code: isCode ? String(code) : null, example: isExample ? exampleKey : null } : null
}
