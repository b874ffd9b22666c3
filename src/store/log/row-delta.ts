import { isObject } from '../../json.ts'

/** A run of the old list, from an index to before another, or new items. */
type Piece = readonly [from: number, to: number] | { readonly add: readonly unknown[] }

/** A row by its difference from the row before. Adding the fiftieth participant to a room takes as many bytes as adding the first. */
export interface RowDelta {
  /** For a row that is a list. */
  readonly list?: readonly Piece[]
  /** Changed members, whole. */
  readonly set?: Readonly<Record<string, unknown>>
  /** Changed members that are lists. */
  readonly lists?: Readonly<Record<string, readonly Piece[]>>
}

/** The difference between two rows; null if it can't be told as one. Compares by identity, since rows are never changed in place. */
export function deltaBetween(before: unknown, after: unknown): RowDelta | null {
  if (Array.isArray(before) && Array.isArray(after)) return { list: piecesOf(before, after) }
  if (!isObject(before) || !isObject(after) || !haveSameNames(before, after)) return null
  const set: Record<string, unknown> = {}
  const lists: Record<string, readonly Piece[]> = {}
  for (const [name, value] of Object.entries(after)) {
    const old = before[name]
    if (old === value) continue
    // JSON has no such value, so the member would stay as it was.
    if (value === undefined) return null
    if (Array.isArray(old) && Array.isArray(value)) lists[name] = piecesOf(old, value)
    else set[name] = value
  }
  return { set, lists }
}

/** In the same order, too, since answers show it. */
function haveSameNames(before: object, after: object): boolean {
  const [old, names] = [Object.keys(before), Object.keys(after)]
  return old.length === names.length && names.every((name, at) => name === old[at] && name !== '__proto__')
}

/** Items keep their order in nearly all changes, so each is looked for after the one before. */
function piecesOf(before: readonly unknown[], after: readonly unknown[]): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (let index = 0; index < after.length;) {
    const from = isScalar(after[index]) ? -1 : before.indexOf(after[index], at)
    let length = 1
    if (from >= 0) while (isKept(before, from + length, after, index + length)) length++
    else while (index + length < after.length && isNew(after[index + length], before, at)) length++
    pieces.push(from >= 0 ? [from, from + length] : { add: after.slice(index, index + length) })
    index += length
    if (from >= 0) at = from + length
  }
  return pieces
}

const isKept = (before: readonly unknown[], from: number, after: readonly unknown[], index: number): boolean =>
  index < after.length && from < before.length && before[from] === after[index] && !isScalar(after[index])

const isNew = (item: unknown, before: readonly unknown[], at: number): boolean =>
  isScalar(item) || before.indexOf(item, at) < 0

/** Equal texts and numbers may be at many places. */
const isScalar = (item: unknown): boolean => typeof item !== 'object' || item === null

/** The row after a difference. Keeps unchanged parts as they are, so that the next difference is found. */
export function withDelta(before: unknown, { list, set = {}, lists = {} }: RowDelta): unknown {
  if (list !== undefined) return joined(before, list)
  if (!isObject(before)) throw new Error('a difference has no row that it is from')
  const changed = Object.entries(lists).map(([name, pieces]) => [name, joined(before[name], pieces)])
  return { ...before, ...set, ...Object.fromEntries(changed) }
}

function joined(before: unknown, pieces: readonly Piece[]): unknown[] {
  if (!Array.isArray(before)) throw new Error('a difference has no list that it is from')
  return pieces.flatMap((piece): unknown[] => ('add' in piece ? [...piece.add] : before.slice(piece[0], piece[1])))
}
