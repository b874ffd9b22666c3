import { isContainer } from '../../json.ts'
import { isData, toKeys, type Trail } from './data-words.ts'

/** A schema with a name of its own, as `$anchor` or `$dynamicAnchor` gives it. */
interface Anchor {
  readonly parts: readonly string[]
  /** How many of its parts lead to the schema with an `$id`, or the file, within which the name is known. */
  readonly resource: number
}

/** The schemas of a file that have names of their own. */
export interface Anchors {
  /** The parts of the schema of this name, for a `$ref` that is written at `from`; undefined if that can't name any. */
  readonly find: (name: string, from: readonly string[]) => readonly string[] | undefined
}

/** Finds the named schemas of a file as written. What is data, such as an example, names none. */
export function anchorsIn(value: unknown): Anchors {
  const { byName, resources } = collected(value)
  const resourceOf = (from: readonly string[]): number =>
    from.findLastIndex((_, at) => resources.has(textOf(from.slice(0, at + 1)))) + 1
  return {
    find(name, from) {
      const own = from.slice(0, resourceOf(from))
      const isHere = ({ parts, resource }: Anchor): boolean => textOf(parts.slice(0, resource)) === textOf(own)
      return byName.get(name)?.find(isHere)?.parts
    },
  }
}

const textOf = (parts: readonly string[]): string => JSON.stringify(parts)

function collected(root: unknown): { byName: Map<string, Anchor[]>; resources: Set<string> } {
  const byName = new Map<string, Anchor[]>()
  const resources = new Set<string>()
  const waiting: { value: unknown; trail: Trail; resource: number }[] = [{ value: root, trail: null, resource: 0 }]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { value, trail } = at
    if (!isContainer(value) || isData(value, trail)) continue
    const isResource = typeof value['$id'] === 'string'
    const names = [value['$anchor'], value['$dynamicAnchor']].filter((name) => typeof name === 'string')
    const parts = isResource || names.length > 0 ? toKeys(trail) : []
    if (isResource) resources.add(textOf(parts))
    const resource = isResource ? parts.length : at.resource
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), { parts, resource }])
    for (const [key, item] of Object.entries(value))
      waiting.push({ value: item, trail: { key, above: trail }, resource })
  }
  return { byName, resources }
}
