import type { Target } from '../model/target.ts'
import type { FaceOf } from './safety.ts'

/** Where an operation is called on a target: its URL, with the prefix of the operation's API. */
export function baseUrlOf(
  operation: string,
  { url, prefixes }: Pick<Target, 'url' | 'prefixes'>,
  faceOf: FaceOf,
): string {
  const api = faceOf(operation)?.api
  return `${url}${(api === undefined ? undefined : prefixes[api]) ?? ''}`
}
