import SwaggerParser from '@apidevtools/swagger-parser'
import type { ErrorObject } from 'ajv'
import type { OpenAPI } from 'openapi-types'
import { isAsyncApi } from '../read/asyncapi.ts'
import type { Document } from '../read/load.ts'
import { valueAt } from '../model/pointer.ts'
import { checkAsyncStructure } from './async-structure.ts'
import { dialectOf, SUPPORTED_TEXT } from './judge/dialect.ts'
import { reporter, type LintFinding } from './finding.ts'
import { leavesOf } from './judge/leaves.ts'
import { inWords, nearName, shown } from './wording.ts'
import { isContainer } from '../../json.ts'

/** The structure of the document: every object has the members that OpenAPI requires, and no unknown ones. */
export async function checkStructure(document: Document): Promise<LintFinding[]> {
  const report = reporter(document, 'structure')
  if (isAsyncApi(document.value)) return checkAsyncStructure(document)
  if (dialectOf(document) === null) return [report(['openapi'], unsupported(document.value))]
  const before = beforeTheParser(document.value)
  if (before !== null) return [report(before.path, before)]
  // The parser modifies its argument, and reports its own errors by throwing.
  const error = await refusal(structuredClone(document.value))
  if (error === null) return []
  const leaves = leavesOf(detailsOf(error).filter((detail) => !isMissingRef(detail)))
  if (leaves.length === 0) return [report([], { message: error.message, fix: 'Fix the document.' })]
  return leaves.map((leaf) => report(leaf.path, inWords(leaf, document.value, nearName(leaf.path))))
}

/** The parser's errors that name no place. */
function beforeTheParser(value: unknown): { path: string[]; message: string; fix: string } | null {
  const version = valueAt(value, ['info', 'version'])
  if (isContainer(value) && value['paths'] === undefined && value['webhooks'] === undefined)
    return { path: [], message: 'the document has no paths', fix: 'Add paths:, which may be empty.' }
  if (typeof version !== 'number') return null
  const message = `version must be string, but is ${shown(version)}`
  return { path: ['info', 'version'], message, fix: `Write '${version}', in quotes.` }
}

async function refusal(api: unknown): Promise<Error | null> {
  if (!isApi(api)) return new Error('the document is not an object')
  return SwaggerParser.validate(api, { resolve: { external: false } }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  )
}

const isApi = (value: unknown): value is OpenAPI.Document => isContainer(value) && 'openapi' in value

const detailsOf = (error: Error): ErrorObject[] =>
  'details' in error && Array.isArray(error.details) ? error.details.filter(isAjvError) : []

const isAjvError = (value: unknown): value is ErrorObject =>
  isContainer(value) && typeof value['instancePath'] === 'string' && typeof value['schemaPath'] === 'string'

/** Every place that allows a `$ref` complains that it has none; all have been replaced by now. */
const isMissingRef = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'required' && params['missingProperty'] === '$ref'

const unsupported = (value: unknown): { message: string; fix: string } => {
  const version = isContainer(value) ? (value['openapi'] ?? value['swagger']) : undefined
  const what = typeof version === 'string' ? `version ${version}` : 'a document without a version'
  return { message: `${what} of OpenAPI is not supported`, fix: `Write openapi: with one of ${SUPPORTED_TEXT}.` }
}
