import type { Call, Layer } from './mutant.ts'
import { operationOf } from './proxy.ts'

/** Lets the mock see another request than was sent, of one operation; empty: of all. */
export const seen =
  (operation: string, change: (call: Call) => Call): (() => Layer) =>
  () =>
  (call, next) =>
    next(operation === '' || operationOf(call.target) === operation ? change(call) : call)

/** The request without a header, or with it changed; a request that lacks it stays as it is. */
export const sent =
  (name: string, change: (value: string) => string | null) =>
  (call: Call): Call => ({
    ...call,
    headers: call.headers.flatMap(([each, value]) => {
      const set = each.toLowerCase() === name ? change(value) : value
      return set === null ? [] : [[each, set] as const]
    }),
  })

/** The request with its query changed. */
export const query =
  (change: (query: URLSearchParams) => void) =>
  (call: Call): Call => {
    const [path = '', text = ''] = call.target.split('?')
    const parameters = new URLSearchParams(text)
    change(parameters)
    return { ...call, target: `${path}?${parameters.toString()}` }
  }

/** The request with its body changed, where it is a JSON object. */
export const body =
  (change: (value: Record<string, unknown>) => unknown) =>
  (call: Call): Call => {
    try {
      const value: unknown = JSON.parse(call.body.toString())
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
      return isObject ? { ...call, body: Buffer.from(JSON.stringify(change({ ...value }))) } : call
    } catch {
      // What is no JSON passes as it is.
      return call
    }
  }
