import type { Audience } from './face.ts'

/** The source of a part of an event's payload (`x-tells`). */
export type PayloadOrigin = PartOfCall | ByOperation

/** A part of the call that caused the event; `seat`: of the call that took the seat in question. */
export interface PartOfCall {
  readonly of: 'request' | 'response' | 'seat'
  /** JSON Pointer into its body; null: the id of the calling socket, which is null over HTTP. */
  readonly pointer: string | null
}

/** Operation → the text there if that operation caused the event. */
export interface ByOperation {
  readonly byOperation: Readonly<Record<string, string>>
}

/** An event that the server sends, as described by its message. */
export interface EventWords {
  readonly audience: Audience
  /** JSON Pointer into the payload → the source of that part. All other parts are unpredictable. */
  readonly tells: Readonly<Record<string, PayloadOrigin>>
}

const EXPRESSION = /^\$(request|response|seat)\.(?:body(?:#(|\/.*))?|(socket))$/

/** Reads `$request.body#/locked`, `$response.body`, `$seat.socket` and the like, or texts by operation; null for anything else. */
export function toOrigin(written: unknown): PayloadOrigin | null {
  if (typeof written !== 'string') return toByOperation(written)
  const [, of, pointer = '', socket] = EXPRESSION.exec(written) ?? []
  if (of !== 'request' && of !== 'response' && of !== 'seat') return null
  return { of, pointer: socket === undefined ? pointer : null }
}

function toByOperation(written: unknown): ByOperation | null {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return null
  const entries = Object.entries(written).map(([operation, text]: [string, unknown]) => [operation, text] as const)
  const texts = entries.flatMap(([operation, text]) => (typeof text === 'string' ? [[operation, text] as const] : []))
  return texts.length === entries.length && texts.length > 0 ? { byOperation: Object.fromEntries(texts) } : null
}
