import type { Target } from '../model/target.ts'
import type { FaceOf } from './safety.ts'

/** The base URL of an operation on a target, including the prefix of its API. */
export function baseUrlOf(
  operation: string,
  { url, prefixes }: Pick<Target, 'url' | 'prefixes'>,
  faceOf: FaceOf,
): string {
  const api = faceOf(operation)?.api
  return `${url}${(api === undefined ? undefined : prefixes[api]) ?? ''}`
}
