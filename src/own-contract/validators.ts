import { Ajv2020 } from 'ajv/dist/2020.js'
import { COERCE_TYPES, type Coercion } from '../contract/model/coercion.ts'
import type { Validator, Validators } from '../contract/model/face.ts'
import { coercionOf } from '../contract/read/coercion.ts'
import { placeText } from '../contract/read/faces.ts'
import type { Document } from '../contract/read/load.ts'
import type { Part } from '../contract/read/openapi.ts'
import { bodySchema, querySchema } from '../contract/read/request-schemas.ts'
import { Fault } from '../fault.ts'
import { isContainer } from '../json.ts'

/** The validators of an operation's requests, as `npm run compile` would write them. Throws a Fault for a schema that Ajv refuses. */
export function validatorsFor(document: Document, operation: Part): Validators {
  const { query, body } = coercionOf(operation)
  const written = (schema: unknown, coercion: Coercion): Validator | null => {
    if (!isContainer(schema)) return null
    try {
      return validatorOf(schema, coercion)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Fault(
        `${placeText(document.locate(operation.path))}: its requests can't be checked: ${reason}`,
        'Simplify the schemas of its parameters and its body.',
        { cause: error },
      )
    }
  }
  return { query: written(querySchema(operation), query), body: written(bodySchema(operation), body) }
}

function validatorOf(schema: object, coercion: Coercion): Validator {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, coerceTypes: COERCE_TYPES[coercion] })
  const validate = ajv.compile(schema)
  return (value) => {
    if (validate(value)) return null
    const [first, ...others] = validate.errors ?? []
    return {
      pointer: first?.instancePath ?? '',
      keyword: first?.keyword ?? '',
      text: [first, ...others].map((error) => error?.message ?? '').join('\n '),
      params: first?.params ?? {},
    }
  }
}
