import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { Fault } from '../../fault.ts'
import { placeText } from './faces.ts'
import type { Document } from './load.ts'
import { nearestWords } from '../model/nearest.ts'
import { pointerParts } from '../model/pointer.ts'
import { isContainer } from '../../json.ts'

/** Throws a Fault with file:line for the first schema error in these documents. */
export function checkAgainst(schema: Document, documents: readonly Document[]): void {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, verbose: true })
  const check = ajv.compile(isContainer(schema.value) ? schema.value : {})
  for (const document of documents) if (!check(document.value)) throw faultOf(check.errors ?? [], schema, document)
}

function faultOf(errors: readonly ErrorObject[], schema: Document, document: Document): Fault {
  const error = tellingOf(errors)
  const path = pointerParts(error?.instancePath ?? '')
  const unknown = error?.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : null
  const place = placeText(document.locate(unknown === null ? path : [...path, unknown]))
  if (unknown !== null)
    return new Fault(
      `${place}: ${error?.instancePath || 'the file'} contains the unknown word ${unknown}`,
      `Nearest: ${nearestWords(unknown, wordsOf(error?.parentSchema))}.`,
    )
  return new Fault(
    `${place}: ${error?.instancePath || 'the file'} ${error?.message}`,
    `${schema.file} says what it may contain.`,
  )
}

/** The first error; if a member is missing, an unknown one in its place is more informative. */
function tellingOf(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const [first] = errors
  if (first?.keyword !== 'required') return first
  const isUnknown = ({ keyword, instancePath }: ErrorObject): boolean =>
    keyword === 'additionalProperties' && instancePath === first.instancePath
  return errors.find(isUnknown) ?? first
}

const wordsOf = (schema: unknown): string[] => {
  const properties = isContainer(schema) ? schema['properties'] : undefined
  return isContainer(properties) ? Object.keys(properties) : []
}
