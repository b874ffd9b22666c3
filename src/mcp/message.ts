import { isObject, parseJson } from '../json.ts'

/** The id of a request, which its answer repeats. */
export type MessageId = string | number

/** A message of JSON-RPC as it came; `wrong` cannot be carried out, `other` asks for nothing. */
export type Message =
  | {
      readonly kind: 'request'
      readonly id: MessageId
      readonly method: string
      readonly params: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: 'wrong'; readonly id: MessageId | null; readonly code: number; readonly says: string }
  | { readonly kind: 'other' }

/** Codes of JSON-RPC, and that of MCP for a revision that the server does not have. */
export const errorCode = {
  unreadable: -32700,
  invalid: -32600,
  noMethod: -32601,
  badParams: -32602,
  fault: -32603,
  unsupportedRevision: -32022,
} as const

/** Reads a line. */
export function readMessage(line: string): Message {
  const value = parseJson(line)
  if (value === undefined) return wrong(null, errorCode.unreadable, 'This line is not JSON.')
  if (!isObject(value)) return wrong(null, errorCode.invalid, 'A message is one object; batches are no part of MCP.')
  const { jsonrpc, id, method, params = {} } = value
  const known = typeof id === 'string' || Number.isSafeInteger(id) ? toId(id) : null
  if (jsonrpc !== '2.0') return wrong(known, errorCode.invalid, 'The member jsonrpc must be "2.0".')
  if (typeof method !== 'string')
    return 'result' in value || 'error' in value
      ? { kind: 'other' }
      : wrong(known, errorCode.invalid, 'The member method must be a text.')
  if (!isObject(params)) return wrong(known, errorCode.badParams, 'The member params must be an object.')
  if (id === undefined) return { kind: 'notification', method, params }
  if (known === null) return wrong(null, errorCode.invalid, 'The member id must be a text or a whole number.')
  return { kind: 'request', id: known, method, params }
}

const toId = (id: unknown): MessageId => (typeof id === 'number' ? id : String(id))

const wrong = (id: MessageId | null, code: number, says: string): Message => ({ kind: 'wrong', id, code, says })

/** The answer to a request. */
export const resultMessage = (id: MessageId, result: object): object => ({ jsonrpc: '2.0', id, result })

/** The answer to a request that was refused; without an id if that could not be read. */
export const errorMessage = (id: MessageId | null, code: number, message: string, data?: object): object => ({
  jsonrpc: '2.0',
  ...(id === null ? {} : { id }),
  error: { code, message, ...(data === undefined ? {} : { data }) },
})
