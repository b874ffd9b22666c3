import { toMilliseconds } from '../../client/duration.ts'
import { Fault } from '../../fault.ts'

/** A duration in milliseconds. The unit is required, since a bare `5` could be seconds or milliseconds. */
export function toSpan(text: string): number {
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) return toMilliseconds(text)
  throw new Fault(`${text} has no unit`, `Write ${text}s, ${text}ms, ${text}m or ${text}h.`)
}
