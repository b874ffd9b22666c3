import { Fault } from '../../fault.ts'
import type { BodyTemplate, Hole } from './face.ts'
import { toPointer } from './pointer.ts'
import { isContainer } from '../../json.ts'

type Piece = string | Hole

/**
 * Splits an example's JSON text at its varying parts (`x-varies`: JSON Pointer → schema). A schema whose pattern has named
 * groups leaves a hole per group inside the text; any other leaves one for the whole value, named after the pointer's parts.
 */
export function toBodyTemplate(example: unknown, varies: Readonly<Record<string, unknown>>): BodyTemplate {
  const pieces = joined(piecesOf(example, [], varies))
  const [only] = pieces
  return pieces.length === 1 && typeof only === 'string' ? only : pieces
}

/** The names of a pattern's groups, in order; empty for a schema without a pattern. */
export const groupNames = (schema: unknown): string[] =>
  isContainer(schema) && typeof schema['pattern'] === 'string'
    ? [...schema['pattern'].matchAll(/\(\?<([A-Za-z]\w*)>/g)].map((match) => match[1] ?? '')
    : []

/** The name of the hole for a whole varying value: its pointer without the first slash. */
export const holeName = (pointer: string): string => pointer.slice(1)

function piecesOf(value: unknown, path: string[], varies: Readonly<Record<string, unknown>>): Piece[] {
  const pointer = toPointer(path)
  const schema = Object.hasOwn(varies, pointer) ? varies[pointer] : undefined
  if (schema !== undefined)
    return groupNames(schema).length > 0
      ? textPieces(value, schema, pointer)
      : [{ value: holeName(pointer), as: 'json' }]
  if (Array.isArray(value))
    return wrapped(
      '[',
      value.map((item, index) => piecesOf(item, [...path, String(index)], varies)),
      ']',
    )
  if (!isContainer(value)) return [JSON.stringify(value)]
  const entries = Object.entries(value)
  return wrapped(
    '{',
    entries.map(([key, item]) => [`${JSON.stringify(key)}:`, ...piecesOf(item, [...path, key], varies)]),
    '}',
  )
}

const wrapped = (open: string, items: Piece[][], close: string): Piece[] => [
  open,
  ...items.flatMap((item, index) => (index === 0 ? item : [',', ...item])),
  close,
]

function textPieces(value: unknown, schema: unknown, pointer: string): Piece[] {
  const pattern = isContainer(schema) ? String(schema['pattern']) : ''
  const parts = typeof value === 'string' ? groupParts(pattern, value) : null
  if (!parts || typeof value !== 'string')
    throw new Fault(
      `${pointer}: the example's text does not match its own pattern ${pattern}`,
      'Correct the pattern or the text.',
    )
  const pieces: Piece[] = ['"']
  let from = 0
  for (const { name, at } of parts) {
    if (!at)
      throw new Fault(
        `${pointer}: the group ${name} has no part of the example's text of its own`,
        'Correct the pattern or the text.',
      )
    pieces.push(inner(value.slice(from, at[0])), { value: name, as: 'text' })
    from = at[1]
  }
  return [...pieces, inner(value.slice(from)), '"']
}

/** A named group; null: it matches nothing of a text, or something that another group matches, too. */
interface GroupPart {
  readonly name: string
  readonly at: readonly [start: number, end: number] | null
}

/** Which part of a text each named group of a pattern matches, in the order of the text; null if the text doesn't match. */
export function groupParts(pattern: string, text: string): GroupPart[] | null {
  const found = new RegExp(pattern, 'du').exec(text)
  if (!found) return null
  const groups: [string, [number, number] | undefined][] = Object.entries(found.indices?.groups ?? {})
  let from = 0
  return groups
    .toSorted(([, a], [, b]) => (a?.[0] ?? 0) - (b?.[0] ?? 0))
    .map(([name, at]) => {
      if (!at || at[0] < from) return { name, at: null }
      from = at[1]
      return { name, at }
    })
}

const inner = (text: string): string => JSON.stringify(text).slice(1, -1)

const joined = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece
    else if (piece !== '') all.push(piece)
    return all
  }, [])
