import { isEscape, readingsAt } from './readings.ts'

/** Things by what a text may spell; tells in one pass, for any number of them, which it may be worth searching for. */
export interface SpellingIndex<Item> {
  readonly add: (spelling: string, item: Item) => void
  /** At least the items that the text spells, in any case and however escaped; most others not. */
  readonly maybeIn: (text: string) => ReadonlySet<Item>
}

/** A beginning of spellings. Most have one way on, so that a map for each would take too much space. */
interface Node<Item> {
  readonly unit: number
  items: Item[]
  only: Node<Item> | null
  several: Map<number, Node<Item>> | null
}

// Of longer ones, this beginning tells enough.
const MOST = 64

/** Starts empty. */
export function createSpellingIndex<Item>(): SpellingIndex<Item> {
  const root = nodeOf<Item>(0)
  // What is no text is spelled in ways of its own.
  const always = new Set<Item>()
  const add = (spelling: string, item: Item): void => {
    if (!spelling.isWellFormed()) return void always.add(item)
    let node = root
    for (const unit of foldedOf(spelling.replaceAll(/\\+/g, '\\')).slice(0, MOST)) node = nextOrNew(node, unit)
    node.items.push(item)
  }
  return { add, maybeIn: (text) => new Set([...always, ...search(root, text)]) }
}

function search<Item>(root: Node<Item>, text: string): ReadonlySet<Item> {
  const found = new Set<Item>()
  // By place: the beginnings that end just before it.
  const begun = new Map<number, Set<Node<Item>>>()
  const arrive = (node: Node<Item>, place: number): void => {
    for (const item of node.items) found.add(item)
    const there = begun.get(place)
    if (there) there.add(node)
    else begun.set(place, new Set([node]))
  }
  const read = (node: Node<Item>, means: readonly number[], place: number): void => {
    const end = means.length === 1 ? following(node, means[0] ?? 0) : meant(node, means)
    if (end) arrive(end, place)
    // Any number of backslashes is one, since each may be doubled again and again.
    if (node.unit === BACKSLASH && means[0] === BACKSLASH) arrive(node, place)
  }
  for (let at = 0; at < text.length; at++) {
    const nodes = begun.get(at)
    begun.delete(at)
    const unit = folded(text.charCodeAt(at))
    const mayEscape = isEscape(unit)
    // At most places, nothing has begun, and nothing begins.
    if (!nodes && !mayEscape && !following(root, unit)) continue
    const literally = { means: text[at] ?? '', next: at + 1 }
    for (const { means, next } of mayEscape ? [literally, ...readingsAt(text, at)] : [literally]) {
      const units = foldedOf(means)
      read(root, units, next)
      if (nodes) for (const node of nodes) read(node, units, next)
    }
  }
  return found
}

const nodeOf = <Item>(unit: number): Node<Item> => ({ unit, items: [], only: null, several: null })

const meant = <Item>(from: Node<Item>, means: readonly number[]): Node<Item> | undefined =>
  means.reduce<Node<Item> | undefined>((node, unit) => node && following(node, unit), from)

const following = <Item>({ only, several }: Node<Item>, unit: number): Node<Item> | undefined =>
  several ? several.get(unit) : only?.unit === unit ? only : undefined

function nextOrNew<Item>(node: Node<Item>, unit: number): Node<Item> {
  const known = following(node, unit)
  if (known) return known
  const made = nodeOf<Item>(unit)
  if (node.several) node.several.set(unit, made)
  else if (node.only) node.several = new Map([node.only, made].map((each) => [each.unit, each]))
  else node.only = made
  return made
}

const BACKSLASH = 0x5c

const foldedOf = (text: string): number[] => text.split('').map((unit) => folded(unit.charCodeAt(0)))

/** One unit for all that a pattern takes for the same when it ignores case. */
function folded(unit: number): number {
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit
  const upper = String.fromCharCode(unit).toUpperCase()
  const code = upper.charCodeAt(0)
  return upper.length === 1 && code >= 0x80 ? code : unit
}
