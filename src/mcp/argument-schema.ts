import { isObject } from '../json.ts'

/** A JSON Schema of what a tool takes, in the few keywords that are both published and checked here. */
export type ArgumentSchema =
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly description?: string }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly description?: string }
  | { readonly type: 'boolean'; readonly description?: string }
  | { readonly type: 'array'; readonly items: ArgumentSchema; readonly description?: string }
  | ObjectSchema

/** The schema of an object that has no other members than these. */
export interface ObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, ArgumentSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties: false
  readonly description?: string
}

/** What is wrong with a value by its schema, as a sentence that names the place, such as `times`; null: nothing. */
export function wrongWith(value: unknown, schema: ArgumentSchema, place: string): string | null {
  if (schema.type === 'string') return wrongText(value, schema.enum, place)
  if (schema.type === 'boolean') return typeof value === 'boolean' ? null : `${place} must be true or false.`
  if (schema.type === 'integer') {
    const { minimum, maximum } = schema
    const isWithin = Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
    return isWithin ? null : `${place} must be a whole number from ${minimum} to ${maximum}.`
  }
  if (schema.type === 'object') return wrongMember(value, schema, place)
  if (!Array.isArray(value)) return `${place} must be a list.`
  return firstOf(value.map((item, at) => wrongWith(item, schema.items, `${place}[${at}]`)))
}

function wrongText(value: unknown, words: readonly string[] | undefined, place: string): string | null {
  if (typeof value !== 'string') return `${place} must be a text.`
  if (words === undefined || words.includes(value)) return null
  return `${place} must be one of ${words.join(', ')}.`
}

function wrongMember(value: unknown, { properties, required = [] }: ObjectSchema, place: string): string | null {
  if (!isObject(value)) return `${place} must be an object.`
  const within = (name: string): string => (place === ARGUMENTS ? name : `${place}.${name}`)
  const missing = required.find((name) => !Object.hasOwn(value, name))
  if (missing !== undefined) return `${within(missing)} is missing.`
  return firstOf(
    Object.entries(value).map(([name, member]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (schema) return wrongWith(member, schema, within(name))
      return `${place} ${place === ARGUMENTS ? 'have' : 'has'} no member ${JSON.stringify(name.slice(0, SHOWN))}, only ${Object.keys(properties).join(', ')}.`
    }),
  )
}

/** The place of a tool's arguments as a whole. */
export const ARGUMENTS = 'the arguments'
const SHOWN = 60

const firstOf = (all: readonly (string | null)[]): string | null => all.find((each) => each !== null) ?? null
