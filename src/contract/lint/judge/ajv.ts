import { Ajv2020 } from 'ajv/dist/2020.js'
import { isDateTime, isUri } from '../../read/formats.ts'

/**
 * An Ajv that reports every error and treats OpenAPI's keywords as annotations. It knows the two formats used in contracts; any
 * other is an annotation, as JSON Schema allows.
 */
export const createAjv = (): Ajv2020 =>
  new Ajv2020({
    allErrors: true,
    strict: false,
    addUsedSchema: false,
    logger: false,
    formats: { 'date-time': isDateTime, uri: isUri },
  })

/** The id of the JSON Schema 2020-12 metaschema, by which an Ajv knows it. */
export const METASCHEMA = 'https://json-schema.org/draft/2020-12/schema'
