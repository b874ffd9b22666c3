import type { Call, Layer } from './mutant.ts'
import { operationOf } from './proxy.ts'

/** Changes requests of one operation before the mock sees them; empty: of all. */
export const seen =
  (operation: string, change: (call: Call) => Call): (() => Layer) =>
  () =>
  (call, next) =>
    next(operation === '' || operationOf(call.target) === operation ? change(call) : call)

/** The request with a header removed or changed; unchanged if it lacks that header. */
export const sent =
  (name: string, change: (value: string) => string | null) =>
  (call: Call): Call => ({
    ...call,
    headers: call.headers.flatMap(([each, value]) => {
      const set = each.toLowerCase() === name ? change(value) : value
      return set === null ? [] : [[each, set] as const]
    }),
  })

/** The request with a changed query. */
export const query =
  (change: (query: URLSearchParams) => void) =>
  (call: Call): Call => {
    const [path = '', text = ''] = call.target.split('?')
    const parameters = new URLSearchParams(text)
    change(parameters)
    return { ...call, target: `${path}?${parameters.toString()}` }
  }

/** The request with a changed body, if that is a JSON object. */
export const body =
  (change: (value: Record<string, unknown>) => unknown) =>
  (call: Call): Call => {
    try {
      const value: unknown = JSON.parse(call.body.toString())
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
      return isObject ? { ...call, body: Buffer.from(JSON.stringify(change({ ...value }))) } : call
    } catch {
      // Anything but JSON passes unchanged.
      return call
    }
  }
