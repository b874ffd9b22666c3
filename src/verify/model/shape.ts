import { isContainer } from '../../json.ts'
import { isMark, MARKS, stableText } from './stable-text.ts'

/** What is recorded literally. */
export interface ShapeOptions {
  /** Whether words, numbers and flags of this name are; null: of a value without a name. Others are recorded by their type. */
  readonly isLiteral: (name: string | null) => boolean
  /** Texts that change in every run, such as the code of the room created for a case. */
  readonly values: readonly string[]
}

/**
 * A value as a file of known deviations records it, as JSON: stable across runs for a server whose answers differ only in ids,
 * instants and other people's data. Lists are recorded as such, unless they contain a few words.
 */
export const shapeOf = (value: unknown, options: ShapeOptions): unknown => shaped(value, null, 0, options)

const MOST_WORDS = 10
const DEEPEST = 4

function shaped(value: unknown, name: string | null, depth: number, options: ShapeOptions): unknown {
  if (value === undefined) return MARKS.nothing
  if (Array.isArray(value)) return listShape(value, name, options)
  if (isContainer(value)) return depth === DEEPEST ? MARKS.object : objectShape(value, depth + 1, options)
  return options.isLiteral(name) ? literal(value, options) : typed(value)
}

function listShape(list: readonly unknown[], name: string | null, options: ShapeOptions): unknown {
  const isWords = options.isLiteral(name) && list.length <= MOST_WORDS && !list.some(isContainer)
  return isWords || list.length === 0 ? list.map((item) => literal(item, options)) : MARKS.list
}

/** Names that change in every run represent all of their kind. */
function objectShape(value: object, depth: number, options: ShapeOptions): unknown {
  const members = Object.entries(value).map(([name, member]): [string, unknown] =>
    stableText(name, options.values) === name ? [name, shaped(member, name, depth, options)] : [MARKS.name, MARKS.any],
  )
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const literal = (value: unknown, { values }: ShapeOptions): unknown =>
  typeof value === 'string' ? stableText(value, values) : isFinal(value) ? value : typed(value)

/** A number with more digits than a status or a limit is an id or an instant. */
const isFinal = (value: unknown): boolean => typeof value !== 'number' || Math.abs(value) < 100_000

function typed(value: unknown): unknown {
  if (typeof value === 'number') return MARKS.number
  if (typeof value === 'boolean') return MARKS.boolean
  if (typeof value !== 'string' || value === '') return value
  return value === MASKED ? MARKS.any : INSTANT.test(value) ? MARKS.instant : MARKS.text
}

// The parts of a redacted value that may be about people.
const MASKED = '…'
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** Whether a value of one shape matches a recorded shape, which may be more general. */
export function covers(recorded: unknown, shape: unknown): boolean {
  if (typeof recorded === 'string') return coversText(recorded, shape)
  if (Array.isArray(recorded)) return Array.isArray(shape) && sameItems(recorded, shape)
  if (!isContainer(recorded)) return recorded === shape
  return isContainer(shape) && !Array.isArray(shape) && sameMembers(recorded, shape)
}

const sameItems = (recorded: readonly unknown[], shape: readonly unknown[]): boolean =>
  recorded.length === shape.length && recorded.every((item, index) => covers(item, shape[index]))

function sameMembers(recorded: Record<string, unknown>, shape: Record<string, unknown>): boolean {
  const isNamed = (name: string): boolean => Object.hasOwn(recorded, name) || Object.hasOwn(recorded, MARKS.name)
  return (
    Object.keys(shape).every(isNamed) &&
    Object.entries(recorded).every(
      ([name, member]) => name === MARKS.name || (Object.hasOwn(shape, name) && covers(member, shape[name])),
    )
  )
}

function coversText(recorded: string, shape: unknown): boolean {
  if (recorded === MARKS.any) return shape !== MARKS.nothing
  if (recorded === MARKS.number) return typeof shape === 'number' || shape === recorded
  if (recorded === MARKS.boolean) return typeof shape === 'boolean' || shape === recorded
  if (recorded === MARKS.list) return Array.isArray(shape) ? shape.length > 0 : shape === recorded
  if (recorded === MARKS.object) return isContainer(shape) ? !Array.isArray(shape) : shape === recorded
  if (typeof shape !== 'string') return false
  if (recorded === MARKS.text)
    return shape !== '' && (!isMark(shape) || shape === MARKS.text || shape === MARKS.instant)
  return isMark(shape) ? shape === recorded : fitsHoles(recorded.split(MARKS.hole), shape)
}

/** Whether a text consists of these parts, with something between each two. */
function fitsHoles([first = '', ...rest]: readonly string[], text: string): boolean {
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at + 1)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length > at && text.endsWith(last)
}
