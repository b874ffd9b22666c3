import type { Audience } from './face.ts'

/** Where a part of an event's payload comes from (`x-tells`). */
export type PayloadOrigin = PartOfCall | ByOperation

/** A part of the call that the event is about; `seat`: of the one by which the seat that it is about was taken. */
export interface PartOfCall {
  readonly of: 'request' | 'response' | 'seat'
  /** JSON Pointer into its body; null: the id of the socket that called, which is null itself where none did. */
  readonly pointer: string | null
}

/** Operation → what stands there when it was called. */
export interface ByOperation {
  readonly byOperation: Readonly<Record<string, string>>
}

/** An event that the server sends, as its message describes it. */
export interface EventWords {
  readonly audience: Audience
  /** JSON Pointer into the payload → where that part comes from. Of all else nothing is known beforehand. */
  readonly tells: Readonly<Record<string, PayloadOrigin>>
}

const EXPRESSION = /^\$(request|response|seat)\.(?:body(?:#((?:\/.*)?))?|socket)$/

/** Reads `$request.body#/locked`, `$response.body`, `$seat.socket` and the like, or texts by operation; null for anything else. */
export function toOrigin(written: unknown): PayloadOrigin | null {
  if (typeof written !== 'string') return toByOperation(written)
  const [, of, pointer = ''] = EXPRESSION.exec(written) ?? []
  if (of !== 'request' && of !== 'response' && of !== 'seat') return null
  return { of, pointer: written.endsWith('.socket') ? null : pointer }
}

function toByOperation(written: unknown): ByOperation | null {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return null
  const entries = Object.entries(written).map(([operation, text]: [string, unknown]) => [operation, text] as const)
  const texts = entries.flatMap(([operation, text]) => (typeof text === 'string' ? [[operation, text] as const] : []))
  return texts.length === entries.length && texts.length > 0 ? { byOperation: Object.fromEntries(texts) } : null
}
