import { isContainer } from '../../../json.ts'

/** Schemas with a type of their own, by identity. */
export type TypeNames = ReadonlyMap<unknown, string>

/** TypeScript for a JSON Schema, as far as our contracts use it. A `$ref`, or a schema in `names`, becomes its name. */
export function typeText(schema: unknown, indent = '', names: TypeNames = new Map()): string {
  if (!isContainer(schema)) return 'unknown'
  const text = names.get(schema) ?? plainType(schema, indent, names)
  return schema['nullable'] === true ? `${text} | null` : text
}

/** A named, exported type with the schema's description as docstring. */
export function emitType(name: string, schema: unknown): string {
  const description =
    isContainer(schema) && typeof schema['description'] === 'string' ? comment(schema['description'], '') : ''
  const text = typeText(schema)
  return `${description}${isContainer(schema) && schema['type'] === 'object' && /^\{[^]*\}$/.test(text) ? `export interface ${name} ${text}` : `export type ${name} = ${text}`}\n`
}

/** Text as a docstring; breaks up a text that would end the comment early. */
export const comment = (text: string, indent: string): string =>
  `${indent}/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim()} */\n`

function plainType(schema: Record<string, unknown>, indent: string, names: TypeNames): string {
  if (typeof schema['$ref'] === 'string') return refName(schema['$ref'])
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ')
  const union = schema['oneOf'] ?? schema['anyOf']
  if (Array.isArray(union)) return union.map((item) => typeText(item, indent, names)).join(' | ')
  if (Array.isArray(schema['type']))
    return schema['type'].map((type) => plainType({ ...schema, type }, indent, names)).join(' | ')
  return namedType(schema, indent, names)
}

function namedType(schema: Record<string, unknown>, indent: string, names: TypeNames): string {
  switch (schema['type']) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema['type']
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `readonly ${grouped(typeText(schema['items'], indent, names))}[]`
    case 'object':
      return objectType(schema, indent, names)
    default:
      return 'unknown'
  }
}

function objectType(schema: Record<string, unknown>, indent: string, names: TypeNames): string {
  const { properties, additionalProperties } = schema
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const deeper = `${indent}  `
  const lines = Object.entries(isContainer(properties) ? properties : {}).map(([name, property]) => {
    const note =
      isContainer(property) && typeof property['description'] === 'string'
        ? comment(property['description'], deeper)
        : ''
    return `${note}${deeper}readonly ${keyText(name)}${required.includes(name) ? '' : '?'}: ${typeText(property, deeper, names)}\n`
  })
  if (lines.length === 0)
    return `Readonly<Record<string, ${isContainer(additionalProperties) ? typeText(additionalProperties, indent, names) : 'unknown'}>>`
  const rest = additionalProperties === true ? `${deeper}readonly [more: string]: unknown\n` : ''
  return `{\n${lines.join('')}${rest}${indent}}`
}

const grouped = (text: string): string => (/[|<]|^readonly /.test(text) && !text.startsWith('{') ? `(${text})` : text)

/** The key of a member, quoted if necessary. */
export const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

const refName = (ref: string): string => (ref.split('/').at(-1) ?? '').replaceAll(/\W/g, '')
