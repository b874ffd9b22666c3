import { isObject, parseJson } from '../../json.ts'
import { generationAfter, type EndReason, type WorldCause } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import type { Machine } from './machine.ts'

/** A world as the directory lists it. */
export interface Listed {
  readonly name: string
  /** Names its log, which no other world has, whatever their names. */
  readonly log: string
  readonly generation: number
}

/** What has happened to the list, in order. */
export type Listing =
  | { readonly is: 'begun'; readonly world: Listed; readonly cause: WorldCause }
  | { readonly is: 'ended'; readonly world: Listed; readonly why: EndReason }

/** A change of the list. */
export type ListChange =
  | { readonly is: 'begun'; readonly name: string; readonly log: string; readonly cause: WorldCause }
  | { readonly is: 'ended'; readonly name: string; readonly why: EndReason }

/** Which worlds there are: the one list of all processes. */
export interface Directory extends Machine {
  /** In order of creation, with all that was attempted. */
  readonly worlds: () => ReadonlyMap<string, Listed>
  /** Whether it has this one, rather than none or another of its name; without what was attempted. */
  readonly has: (world: Listed) => boolean
  /** Names of worlds that were dropped on request and not made again, oldest first. */
  readonly dropped: () => readonly string[]
  /** Changes the list until it is confirmed or taken back; returns the line for its log. */
  readonly attempt: (change: ListChange) => string
}

/** What a directory tells. */
export interface DirectoryEvents {
  /** Called with each change as it is applied. */
  readonly onListing: (listing: Listing) => void
  readonly onLost: (had: number, has: number) => void
}

interface List {
  readonly worlds: ReadonlyMap<string, Listed>
  readonly dropped: readonly string[]
  /** The last generation given. */
  readonly last: number
}

/** Finished tests may go on calling for a while, but not forever. */
const REMEMBERED = 1_000

const EMPTY: List = { worlds: new Map(), dropped: [], last: 0 }

/** Starts without worlds. */
export function createDirectory({ onListing, onLost }: DirectoryEvents): Directory {
  let list = EMPTY
  let confirmed = EMPTY
  let attempted: Listing[] = []
  let isLost = false
  const changed = (change: ListChange): Listing | null => {
    const [next, listing] = after(list, change)
    list = next
    return listing
  }
  return {
    worlds: () => list.worlds,
    has: ({ name, log }) => confirmed.worlds.get(name)?.log === log,
    dropped: () => list.dropped,
    attempt(change) {
      const listing = changed(change)
      if (listing) attempted.push(listing)
      return JSON.stringify(change)
    },
    confirm() {
      confirmed = list
      const told = attempted
      attempted = []
      for (const each of told) onListing(each)
    },
    undo() {
      list = confirmed
      attempted = []
    },
    apply(lines) {
      const told = lines.map((line) => changed(readChange(line)))
      confirmed = list
      for (const each of told) if (each) onListing(each)
    },
    snapshot: () => JSON.stringify({ ...list, worlds: [...list.worlds.values()] }),
    restore(text) {
      const before = list
      list = text === null ? EMPTY : readList(text)
      confirmed = list
      for (const listing of between(before, list, isLost)) onListing(listing)
      isLost = false
    },
    lost(had, has) {
      isLost = true
      onLost(had, has)
    },
  }
}

function after(list: List, change: ListChange): [List, Listing | null] {
  const { name } = change
  const [old, worlds] = [list.worlds.get(name), new Map(list.worlds)]
  const others = list.dropped.filter((each) => each !== name)
  if (change.is === 'ended') {
    if (!old) return [list, null]
    worlds.delete(name)
    const dropped = change.why === 'asked' ? [...others, name].slice(-REMEMBERED) : others
    return [
      { ...list, worlds, dropped },
      { is: 'ended', world: old, why: change.why },
    ]
  }
  const { log, cause } = change
  const world = { name, log, generation: generationAfter(list.last, old?.generation, cause) }
  worlds.set(name, world)
  const last = Math.max(list.last, world.generation)
  return [
    { worlds, dropped: others, last },
    { is: 'begun', world, cause },
  ]
}

/** What has happened between two lists, of which nothing else is known. */
function between(before: List, now: List, isLost: boolean): Listing[] {
  const ended = [...before.worlds.values()].filter(({ name }) => !now.worlds.has(name))
  const begun = [...now.worlds.values()].filter(({ name, log }) => before.worlds.get(name)?.log !== log)
  const cause: WorldCause = { kind: 'made', why: 'asked' }
  const whyEnded = (name: string): EndReason => (now.dropped.includes(name) ? 'asked' : isLost ? 'lost' : 'idle')
  return [
    ...ended.map((world): Listing => ({ is: 'ended', world, why: whyEnded(world.name) })),
    ...begun.map((world): Listing => ({ is: 'begun', world, cause })),
  ]
}

function readChange(line: string): ListChange {
  const change = parseJson(line)
  if (isListChange(change)) return change
  throw new Damaged(`the list of worlds has an entry that cannot be read: ${line.slice(0, 200)}`)
}

/** Whether this was written as a change of the list. */
export function isListChange(change: unknown): change is ListChange {
  if (!isObject(change) || typeof change['name'] !== 'string') return false
  if (change['is'] === 'ended') return typeof change['why'] === 'string'
  return change['is'] === 'begun' && typeof change['log'] === 'string' && isObject(change['cause'])
}

function readList(text: string): List {
  const list = parseJson(text)
  if (!isKept(list)) throw new Damaged('the snapshot of the list of worlds cannot be read')
  return { ...list, worlds: new Map(list.worlds.map((world) => [world.name, world])) }
}

const isKept = (list: unknown): list is Omit<List, 'worlds'> & { readonly worlds: readonly Listed[] } =>
  isObject(list) &&
  Array.isArray(list['worlds']) &&
  list['worlds'].every(isListed) &&
  Array.isArray(list['dropped']) &&
  typeof list['last'] === 'number'

const isListed = (world: unknown): world is Listed =>
  isObject(world) &&
  typeof world['name'] === 'string' &&
  typeof world['log'] === 'string' &&
  typeof world['generation'] === 'number'
