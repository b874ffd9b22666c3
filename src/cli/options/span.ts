import { toMilliseconds } from '../../client/duration.ts'
import { Fault } from '../../fault.ts'

/** A span of time as people write it, in milliseconds: with its unit, since `5` alone is seconds to one and milliseconds to another. */
export function toSpan(text: string): number {
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) return toMilliseconds(text)
  throw new Fault(`${text} of what?`, `Write ${text}s, ${text}ms, ${text}m or ${text}h.`)
}
