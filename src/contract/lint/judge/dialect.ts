import type { Document } from '../../read/load.ts'
import { isContainer } from '../../../json.ts'

/** What determines the keywords of a document's schemas. Those of 3.2 are those of 3.1. */
export type Dialect = '3.0' | '3.1'

/** The OpenAPI versions that are read, without the last number, which changes nothing. */
export type VersionLine = Dialect | '3.2'

/** The version line of an OpenAPI document; null if it is none, or is not read. */
export function versionLineOf({ value }: Document): VersionLine | null {
  const version = isContainer(value) ? value['openapi'] : undefined
  const line = typeof version === 'string' ? /^(3\.\d+)\.\d+(?:-.+)?$/.exec(version)?.[1] : undefined
  return line === '3.0' || line === '3.1' || line === '3.2' ? line : null
}

/** The dialect of a document's schemas; null if its version is not read. */
export function dialectOf(document: Document): Dialect | null {
  const line = versionLineOf(document)
  return line === '3.2' ? '3.1' : line
}
