import { Ajv2020 } from 'ajv/dist/2020.js'
import { isDateTime, isUri } from '../../read/formats.ts'

/**
 * An Ajv that reports every error and takes the words of OpenAPI as notes. It knows the two formats that contracts use here;
 * any other is taken for a note, as JSON Schema allows.
 */
export const createAjv = (): Ajv2020 =>
  new Ajv2020({
    allErrors: true,
    strict: false,
    addUsedSchema: false,
    logger: false,
    formats: { 'date-time': isDateTime, uri: isUri },
  })

/** The schema that every JSON Schema of the 2020-12 dialect fulfils; an Ajv knows it by this name. */
export const METASCHEMA = 'https://json-schema.org/draft/2020-12/schema'
