import { Fault } from '../../fault.ts'
import { createHomes, isComponent } from './homes.ts'
import { createTargets, keyOf, shownTarget } from '../read/targets.ts'
import type { SourceFile } from '../read/source.ts'
import { isContainer, isObject } from '../../json.ts'

/** A place in the bundle, the file read for it, and the parts being inlined around it. */
interface Spot {
  readonly file: string
  readonly place: readonly string[]
  readonly within: ReadonlySet<string>
}

/**
 * Copies a document so that it needs no other file. A reference to a component remains one, in the document's own components;
 * anything else is inlined. (The parser's own bundler would leave pointers through paths and responses, which generators
 * reject.) Throws a Fault for a part that contains itself and is not a component.
 */
export function bundleFiles(rootFile: string, sources: ReadonlyMap<string, SourceFile>): unknown {
  const root = sources.get(rootFile)?.value
  const { targetOf, lookUp } = createTargets(sources)
  const homes = createHomes(rootFile, root, (value) => targetOf(rootFile, value))

  function copy(value: unknown, spot: Spot): unknown {
    if (Array.isArray(value)) return value.map((item, index) => copy(item, below(spot, String(index))))
    if (!isContainer(value)) return value
    if (typeof value['$ref'] === 'string') return copyReference(value, spot)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, below(spot, key))]))
  }

  function copyReference(reference: Record<string, unknown>, spot: Spot): unknown {
    const target = targetOf(spot.file, reference)
    const siblings = Object.entries(reference).filter(([key]) => key !== '$ref')
    const beside = copy(Object.fromEntries(siblings), spot)
    if (!target) return beside
    const found = lookUp(target)
    if (isComponent(target) && !homes.isAt(target, spot.place))
      return { $ref: homes.referenceTo(target), ...asObject(beside) }
    const key = keyOf(target)
    if (spot.within.has(key)) throw new Fault(`${shownTarget(target)}: contains itself`, 'Make it a component.')
    const inner = copy(found.value, { ...spot, file: found.file, within: new Set([...spot.within, key]) })
    return isObject(inner) ? { ...inner, ...asObject(beside) } : inner
  }

  let bundled = copy(root, { file: rootFile, place: [], within: NOTHING })
  for (let arrival = homes.nextArrival(); arrival; arrival = homes.nextArrival()) {
    const { file, value } = lookUp(arrival.target)
    bundled = withPart(bundled, arrival.home, copy(value, { file, place: arrival.home, within: NOTHING }))
  }
  return bundled
}

const NOTHING: ReadonlySet<string> = new Set()

const below = (spot: Spot, key: string): Spot => ({ ...spot, place: [...spot.place, key] })

const withPart = (whole: unknown, [first, ...rest]: readonly string[], part: unknown): unknown =>
  first === undefined ? part : { ...asObject(whole), [first]: withPart(asObject(whole)[first], rest, part) }

const asObject = (value: unknown): Record<string, unknown> => (isContainer(value) ? value : {})
