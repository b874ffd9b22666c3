import { member, type Part } from './openapi.ts'
import { isContainer } from '../../json.ts'

/** The schema of an operation's whole query, built from its parameters; null if it has none. */
export function querySchema(operation: Part): Record<string, unknown> | null {
  const parameters = listOf(operation.value['parameters']).filter((parameter) => parameter['in'] === 'query')
  if (parameters.length === 0) return null
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [String(parameter['name']), parameter['schema']])),
    required: parameters.filter((parameter) => parameter['required'] === true).map((parameter) => parameter['name']),
    additionalProperties: operation.value['x-additional-parameters'] !== false,
  }
}

/** The schema of an operation's JSON body; null if it has none. */
export function bodySchema(operation: Part): unknown {
  const content = member(member(operation, 'requestBody'), 'content')
  return member(content, 'application/json').value['schema'] ?? null
}

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isContainer) : [])
