import type { Document } from '../../read/load.ts'
import { isContainer } from '../../../json.ts'

/** The OpenAPI version line of a document, which determines its schema keywords. */
export type Dialect = '3.0' | '3.1'

// Versions for which the structure check has a schema.
const SUPPORTED = ['3.0.0', '3.0.1', '3.0.2', '3.0.3', '3.0.4', '3.1.0', '3.1.1', '3.1.2']

/** The dialect of a document; null if its version is unsupported. */
export function dialectOf({ value }: Document): Dialect | null {
  const version = isContainer(value) ? value['openapi'] : undefined
  if (typeof version !== 'string' || !SUPPORTED.includes(version)) return null
  return version.startsWith('3.0') ? '3.0' : '3.1'
}

/** The supported versions, for messages. */
export const SUPPORTED_TEXT: string = SUPPORTED.join(', ')
