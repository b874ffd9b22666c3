import { isObject, parseJson } from '../json.ts'

/** The requested order of rooms: the default (newest first), by fields, or invalid. */
export type Sort =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'fields'
      readonly fields: readonly { readonly path: readonly string[]; readonly direction: 1 | -1 }[]
    }
  | { readonly kind: 'invalid'; readonly text: string }

const DEFAULT: Sort = { kind: 'default' }

/** Parses the query parameter `sort`: JSON `{"<field>": 1 or -1, …}`; a field may be a dotted path. */
export function readSort(text: unknown): Sort {
  if (typeof text !== 'string' || text === '') return DEFAULT
  const value = parseJson(text)
  if (!isObject(value)) return { kind: 'invalid', text }
  const fields = Object.entries(value).map(([name, direction]) => ({
    path: name.split('.'),
    direction: toDirection(direction),
  }))
  const known = fields.flatMap(({ path, direction }) => (direction === null ? [] : [{ path, direction }]))
  if (known.length < fields.length) return { kind: 'invalid', text }
  return isDefault(known) ? DEFAULT : { kind: 'fields', fields: known }
}

/** Orders rows by a few extracted values, so that sorting need not hold the rows. */
export interface Order {
  /** How many values it extracts. */
  readonly fields: number
  valuesOf(row: unknown): readonly unknown[]
  compare(a: readonly unknown[], b: readonly unknown[]): number
}

/** The order for a sort; null for the list's own order, newest first. */
export function orderOf(sort: Sort): Order | null {
  if (sort.kind !== 'fields' || sort.fields.length === 0) return null
  const { fields } = sort
  return {
    fields: fields.length,
    valuesOf: (row) => fields.map(({ path }) => at(row, path)),
    compare(a, b) {
      for (const [index, { direction }] of fields.entries()) {
        const order = compare(a[index], b[index])
        if (order !== 0) return order * direction
      }
      return 0
    },
  }
}

const toDirection = (value: unknown): 1 | -1 | null => (value === 1 || value === -1 ? value : null)

const isDefault = (fields: readonly { path: readonly string[]; direction: number }[]): boolean =>
  fields.length === 1 && fields[0]?.path.join('.') === 'ts' && fields[0].direction === -1

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name) ? Reflect.get(part, name) : undefined,
    value,
  )

/** The database's order of types, as far as rooms use them: missing, numbers, strings, the rest, booleans. */
const RANKS: Readonly<Record<string, number>> = { undefined: 0, number: 1, string: 2, object: 3, boolean: 4 }

function compare(a: unknown, b: unknown): number {
  const ranks = (RANKS[typeof a] ?? 5) - (RANKS[typeof b] ?? 5)
  if (ranks !== 0) return ranks
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b)
  return Number(a === true) - Number(b === true)
}
