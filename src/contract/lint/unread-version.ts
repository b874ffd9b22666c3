import { isContainer } from '../../json.ts'
import { isAsyncApi } from '../read/asyncapi.ts'
import type { Complaint } from './finding.ts'
import { shown } from './wording.ts'

const READ = 'OpenAPI 3.0, 3.1 and 3.2, and AsyncAPI 3.0 and 3.1, are read'
const CONVERT = 'another version number alone would make it invalid'

/** Why a document of this version can't be checked, and at which key; null if it can. No fix spoils the document. */
export function unreadVersion(value: unknown): (Complaint & { readonly path: string[] }) | null {
  if (!isContainer(value) || Array.isArray(value)) return wrong([], 'the document is not an object', OTHER)
  const { openapi, swagger, asyncapi } = value
  if (isAsyncApi(value)) return ofAsyncApi(asyncapi)
  if (swagger !== undefined) {
    const fix = `Convert it to OpenAPI 3 with a converter; ${CONVERT}.`
    return wrong(['swagger'], `Swagger ${named(swagger)} is not read: ${READ}`, fix)
  }
  if (openapi === undefined) return wrong([], `the document says no version: ${READ}`, OTHER)
  if (typeof openapi === 'string' && /^3\.[012]\.\d+(?:-.+)?$/.test(openapi)) return null
  if (/^3(?:\.[012])?$/.test(named(openapi)))
    return wrong(['openapi'], `openapi must be a text with three numbers, but is ${shown(openapi)}`, THREE(openapi))
  return wrong(['openapi'], `version ${named(openapi)} of OpenAPI is not read: ${READ}`, LEAVE)
}

function ofAsyncApi(version: unknown): (Complaint & { readonly path: string[] }) | null {
  if (typeof version === 'string' && /^3\.[01]\.\d+(?:-.+)?$/.test(version)) return null
  const isOlder = /^[12](?:\.|$)/.test(named(version))
  const fix = isOlder ? `Convert it with a converter; ${CONVERT}.` : LEAVE
  return wrong(['asyncapi'], `version ${named(version)} of AsyncAPI is not read: ${READ}`, fix)
}

/** A version as written, if it is a text or a number. */
const named = (version: unknown): string =>
  typeof version === 'string' || typeof version === 'number' ? String(version) : shown(version)

const OTHER = 'Name an OpenAPI or AsyncAPI document; its first line says openapi: or asyncapi: and the version.'
const LEAVE = `If the document was written for it, leave it: ${CONVERT}.`
const THREE = (version: unknown): string =>
  `Write ${Number(version).toFixed(1)}.0, or the last number it was written for.`

const wrong = (path: string[], message: string, fix: string): Complaint & { readonly path: string[] } => ({
  path,
  message,
  fix,
})
