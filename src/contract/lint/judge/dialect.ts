import type { Document } from '../../read/load.ts'
import { isContainer } from '../../../json.ts'

/** The line of OpenAPI that a document is written in; it fixes the words of its schemas. */
export type Dialect = '3.0' | '3.1'

// Those that the structure check has a schema for.
const SUPPORTED = ['3.0.0', '3.0.1', '3.0.2', '3.0.3', '3.0.4', '3.1.0', '3.1.1', '3.1.2']

/** The dialect of a document, or null where its version is none that can be checked. */
export function dialectOf({ value }: Document): Dialect | null {
  const version = isContainer(value) ? value['openapi'] : undefined
  if (typeof version !== 'string' || !SUPPORTED.includes(version)) return null
  return version.startsWith('3.0') ? '3.0' : '3.1'
}

/** The supported versions, for messages. */
export const SUPPORTED_TEXT: string = SUPPORTED.join(', ')
