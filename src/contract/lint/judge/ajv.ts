import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import { isDateTime, isUri } from '../../read/formats.ts'
import { isUnique } from './unique-items.ts'

/**
 * An Ajv that treats OpenAPI's keywords as annotations. It knows the two formats used in contracts; any other is an annotation,
 * as JSON Schema allows. Long lists of unique items take it no longer than others.
 */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    addUsedSchema: false,
    logger: false,
    formats: { 'date-time': isDateTime, uri: isUri },
    ...options,
  })
  ajv.removeKeyword('uniqueItems')
  return ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not contain the same item twice' },
    validate: (isWanted: boolean, list: unknown[]) => !isWanted || isUnique(list),
  })
}

/** The id of the JSON Schema 2020-12 metaschema, by which an Ajv knows it. */
export const METASCHEMA = 'https://json-schema.org/draft/2020-12/schema'
