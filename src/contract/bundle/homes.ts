import { keyOf, type RefTarget } from '../read/targets.ts'
import { toPointer, valueAt } from '../model/pointer.ts'
import { isContainer } from '../../json.ts'

/** The places of components in a bundle. */
export interface Homes {
  /** A `$ref` to a component; one from another file is added under its own name, or the next free one. */
  referenceTo(target: RefTarget): string
  /** Whether a component already belongs at this place. */
  isAt(target: RefTarget, place: readonly string[]): boolean
  /** Components added but not yet written; each is returned once. */
  nextArrival(): { readonly target: RefTarget; readonly home: readonly string[] } | undefined
}

type Aliases = (value: unknown) => RefTarget | null

/** Places in the components of a document. An entry that only refers to a component of another file is the place of that one. */
export function createHomes(rootFile: string, root: unknown, aliasOf: Aliases): Homes {
  const homes = ownHomes(rootFile, root, aliasOf)
  const taken = new Set<string>()
  const arrivals: { target: RefTarget; home: readonly string[] }[] = []
  const isFree = (home: readonly string[]): boolean => !taken.has(toPointer(home)) && valueAt(root, home) === undefined
  const moveIn = (target: RefTarget): readonly string[] => {
    const home = firstFree(target.parts, isFree)
    homes.set(keyOf(target), home)
    taken.add(toPointer(home))
    arrivals.push({ target, home })
    return home
  }
  return {
    referenceTo: (target) =>
      `#${toPointer(target.file === rootFile ? target.parts : (homes.get(keyOf(target)) ?? moveIn(target)))}`,
    isAt: (target, place) => toPointer(homes.get(keyOf(target)) ?? []) === toPointer(place),
    nextArrival: () => arrivals.shift(),
  }
}

/** Whether a target is an entry of a document's components. */
export const isComponent = ({ parts }: RefTarget): boolean => parts.length === 3 && parts[0] === 'components'

function ownHomes(rootFile: string, root: unknown, aliasOf: Aliases): Map<string, readonly string[]> {
  const places = entriesOf(valueAt(root, ['components'])).flatMap(([kind, entries]) =>
    entriesOf(entries).map(([name, value]) => ({ target: aliasOf(value), home: ['components', kind, name] })),
  )
  return new Map(
    places.flatMap(({ target, home }) =>
      target !== null && target.file !== rootFile && isComponent(target) ? [[keyOf(target), home] as const] : [],
    ),
  )
}

function firstFree(wanted: readonly string[], isFree: (home: readonly string[]) => boolean): readonly string[] {
  const folder = wanted.slice(0, -1)
  let home = wanted
  for (let number = 2; !isFree(home); number++) home = [...folder, `${wanted.at(-1)}${number}`]
  return home
}

const entriesOf = (value: unknown): [string, unknown][] => (isContainer(value) ? Object.entries(value) : [])
