import { isContainer } from '../../json.ts'
import { isData, toKeys, type Trail } from './data-words.ts'
import type { SourceFile } from './source.ts'
import { createTargets, MAX_HOPS, pointedTarget, refTarget, type RefTarget } from './targets.ts'

/** A `$ref` that leads nowhere, and why. */
export interface BrokenRef {
  readonly file: string
  /** The keys on the way to the `$ref`, as written in that file. */
  readonly path: readonly string[]
  readonly $ref: string
  /** Null if the text names no place at all. */
  readonly target: RefTarget | null
  readonly isCircle: boolean
}

interface Spot {
  readonly file: string
  readonly trail: Trail
}

interface Copying extends Spot {
  readonly from: Record<string, unknown>
  readonly to: Record<string, unknown>
}

/**
 * Replaces every `$ref` of a file by its target. Each value is copied once, so a recursive schema becomes a value that contains
 * itself: code that walks the result must remember where it has been. A broken `$ref` is kept, and reported once.
 */
export function resolveRefs(
  file: string,
  sources: ReadonlyMap<string, SourceFile>,
): { value: unknown; broken: BrokenRef[] } {
  const { find } = createTargets(sources)
  const copies = new Map<object, unknown>()
  const waiting: Copying[] = []
  const extended = new Map<Record<string, unknown>, unknown>()
  const broken: BrokenRef[] = []

  function copyOf(value: unknown, spot: Spot, followed: readonly unknown[] = []): unknown {
    if (!isContainer(value)) return value
    if (copies.has(value)) return copies.get(value)
    const copy = typeof value['$ref'] === 'string' ? followedFrom(value, value['$ref'], spot, followed) : undefined
    const kept = copy === undefined ? fresh(value, spot) : copy
    copies.set(value, kept)
    return kept
  }

  function fresh(from: Record<string, unknown>, spot: Spot): Record<string, unknown> {
    const to = emptyLike(from)
    copies.set(from, to)
    waiting.push({ from, to, ...spot })
    return to
  }

  /** Undefined, and reported, for a dead end. */
  function followedFrom(
    value: Record<string, unknown>,
    $ref: string,
    spot: Spot,
    followed: readonly unknown[],
  ): unknown {
    const [wanted, path] = [refTarget(spot.file, $ref), toKeys(spot.trail)]
    const target = wanted && pointedTarget(wanted, { file: spot.file, parts: path }, sources)
    const isCircle = followed.includes(value) || followed.length > MAX_HOPS
    const found = target && !isCircle ? find(target) : undefined
    if (!found || !target) {
      broken.push({ file: spot.file, path: [...path, '$ref'], $ref, target: wanted, isCircle })
      return undefined
    }
    const end = copyOf(found.value, { file: found.file, trail: trailTo(target.parts) }, [...followed, value])
    const { $ref: _, ...siblings } = value
    if (Object.keys(siblings).length === 0) return end
    const copy = fresh(siblings, spot)
    extended.set(copy, end)
    return copy
  }

  const value = copyOf(sources.get(file)?.value, { file, trail: null })
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { from, to, trail } = next
    for (const [key, item] of Object.entries(from)) {
      const below = { key, above: trail }
      if (key !== '__proto__') to[key] = isData(item, below) ? item : copyOf(item, { file: next.file, trail: below })
    }
  }
  for (const copy of extended.keys()) extend(copy, extended)
  return { value, broken }
}

const emptyLike = (value: unknown): Record<string, unknown> => {
  const empty: unknown = Array.isArray(value) ? [] : {}
  return isContainer(empty) ? empty : {}
}

const trailTo = (parts: readonly string[]): Trail => parts.reduce<Trail>((above, key) => ({ key, above }), null)

/** Keywords that both a schema and the one it refers to may have, where both apply. */
const BOTH_APPLY = ['properties', 'patternProperties', 'required', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'enum']

/** Adds what a reference refers to beside the members written next to the `$ref`, which go first. */
function extend(copy: Record<string, unknown>, extended: Map<Record<string, unknown>, unknown>): void {
  const end = extended.get(copy)
  extended.delete(copy)
  if (!isContainer(end)) return
  extend(end, extended)
  if (BOTH_APPLY.some((word) => word in copy && word in end))
    copy['allOf'] = [end, ...(Array.isArray(copy['allOf']) ? copy['allOf'] : [])]
  else for (const [key, item] of Object.entries(end)) if (!(key in copy)) copy[key] = item
}
