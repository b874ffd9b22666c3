import { Fault } from '../../fault.ts'
import { createChannel } from '../../world/channel.ts'
import { latestTexts } from '../../world/latest-texts.ts'
import { generationAfter, MADE, type Announced, type Store, type WorldLife } from '../../world/store.ts'
import { FORMAT } from '../log/format.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { createTabJournals } from './tab-journals.ts'
import { readTabText, toTabText, type TabData } from './tab-text.ts'
import { beginTabWorld, readTabWorld, toTabWorld, type OpenTabWorld } from './tab-worlds.ts'

/** Where a tab keeps a text: `sessionStorage`, or what is like it. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem'>

/** A store whose worlds outlive a reload of their tab. */
export interface TabStore extends Store {
  /** Keeps everything as it is now. Call it when the page goes away: nothing is kept before. */
  readonly save: () => void
}

// As many as a mock in memory remembers.
const REMEMBERED = 1000

/**
 * Keeps worlds in memory, and in the storage of a tab when told to. Goes on from what is kept there; what another version or edition
 * has kept, it leaves alone until it saves, and tells `onWarning`.
 */
export function createTabStore(storage: TabStorage, key: string, parts: StoreParts): TabStore {
  const { recipes, onWarning = () => {} } = parts
  const edition = parts.edition ?? ''
  const found = foundIn(storage.getItem(key), edition, onWarning)
  const worlds = new Map(worldsOf(found, parts).map((world) => [world.stored.name, world]))
  const journals = createTabJournals(found)
  const dropped = latestTexts(REMEMBERED)
  for (const name of found?.dropped ?? []) dropped.add(name)
  const announced = createChannel<Announced>()
  const lives = createChannel<WorldLife>()
  const abandoned = [...worlds.values()].map(({ stored, logged }) => ({ world: stored.name, seats: logged.seats() }))
  let generations = found?.generations ?? 0
  const worldOf = (name: string): OpenTabWorld => {
    const world = worlds.get(name)
    if (world) return world
    throw new Fault(`the world ${name} does not exist in the store`, 'Call begin() before the first change.')
  }
  const toData = (): TabData => {
    const kept = [...worlds.values()]
    return {
      format: FORMAT,
      edition,
      generations,
      dropped: dropped.list(),
      seeds: seedsOf(kept, recipes),
      worlds: kept.map((world) => toTabWorld(world, parts, journals.toText(world.stored.name))),
    }
  }
  const save = (): void => {
    try {
      storage.setItem(key, toTabText(toData()))
    } catch (error) {
      onWarning(
        `what the mock holds could not be kept in this tab (${String(error)}): a reload begins from what was kept before`,
      )
    }
  }
  return {
    place: 'tab',
    worlds: () => [...worlds.values()].map(({ stored }) => stored),
    dropped: dropped.list,
    begin(name, recipe, contents, cause = MADE) {
      const generation = generationAfter(generations, worlds.get(name)?.stored.generation, cause)
      generations = Math.max(generations, generation)
      const world = beginTabWorld(parts, { name, recipe, contents, generation })
      worlds.set(name, world)
      dropped.delete(name)
      lives.publish({ kind: 'begun', world: world.stored, cause })
    },
    change(name, decide) {
      const { logged } = worldOf(name)
      const { result, entry } = logged.draft(decide)
      if (entry === null) return result
      logged.apply(entry)
      const { announces, isByHand, what } = entry
      if (announces.length > 0 || what !== null) announced.publish({ world: name, announces, isByHand, what })
      return result
    },
    contents: (name) => worldOf(name).logged.world.contents(),
    end(name, why = 'asked') {
      if (!worlds.delete(name)) return
      journals.end(name)
      if (why === 'asked') dropped.add(name)
      lives.publish({ kind: 'ended', world: name, why })
    },
    announced: announced.subscribe,
    lives: lives.subscribe,
    abandoned(release) {
      for (const seats of abandoned.splice(0)) if (seats.seats.length > 0) void release(seats)
    },
    journal: (name, budget) => journals.of(worldOf(name).stored.name, budget),
    health: () => ({ isReady: true }),
    close: save,
    save,
  }
}

function foundIn(text: string | null, edition: string, onWarning: (line: string) => void): TabData | null {
  if (text === null) return null
  const data = readTabText(text, edition)
  if (data === null)
    onWarning('what this tab kept is of another version or edition of greenroom: the mock begins from its seed')
  return data
}

const worldsOf = (found: TabData | null, parts: StoreParts): OpenTabWorld[] =>
  (found?.worlds ?? []).flatMap((kept) => readTabWorld(parts, kept, found?.seeds ?? {}) ?? [])

/** The seeds that worlds began from, by their hash. */
const seedsOf = (worlds: readonly OpenTabWorld[], recipes: StoreParts['recipes']): TabData['seeds'] =>
  Object.fromEntries(
    worlds.map(({ stored: { recipe } }) => [recipes.toData(recipe).seedHash, recipes.seedToKeep(recipe)]),
  )
