import { createJournal, type LocalJournal } from '../../world/journal.ts'
import type { JournalBudget } from '../../world/journal-budget.ts'
import type { StoredWorld } from '../../world/store.ts'
import { readExchange, toExchangeText } from '../log/journal-text.ts'
import { begunWith, createLoggedWorld, type LoggedWorld } from '../log/logged-world.ts'
import type { StoreParts } from '../log/store-parts.ts'
import type { TabData, TabJournal, TabWorld } from './tab-text.ts'

/** A world of a tab. */
export interface OpenTabWorld {
  readonly stored: StoredWorld
  readonly logged: LoggedWorld
}

/** A world that begins. */
export const beginTabWorld = ({ machine, mostBytes, by }: StoreParts, stored: StoredWorld): OpenTabWorld => ({
  stored,
  logged: createLoggedWorld(stored.recipe, { machine, mostBytes }, by, begunWith(stored.contents)),
})

/** A world that goes on from what was kept; null if its seed is neither here nor kept, as after an update of greenroom. */
export function readTabWorld(
  { recipes, machine, mostBytes, by }: StoreParts,
  kept: TabWorld,
  seeds: TabData['seeds'],
): OpenTabWorld | null {
  const { name, generation, begun, now } = kept
  const recipe = recipes.fromData(kept.recipe, (hash) => seeds[hash])
  if (recipe === null) return null
  const stored = { name, generation, recipe, contents: begun ?? undefined }
  return { stored, logged: createLoggedWorld(recipe, { machine, mostBytes }, by, now) }
}

/** A world as it is now. */
export const toTabWorld = (
  { stored, logged }: OpenTabWorld,
  { recipes }: StoreParts,
  journal: TabJournal,
): TabWorld => ({
  name: stored.name,
  generation: stored.generation,
  recipe: recipes.toData(stored.recipe),
  begun: stored.contents ?? null,
  now: logged.snapshot(),
  journal,
})

/** A journal that goes on from what was kept. */
export function readTabJournal(budget: JournalBudget, kept: TabJournal = NO_JOURNAL): LocalJournal {
  const { last, forgotten, entries } = kept
  return createJournal(budget, {
    last,
    forgotten,
    skipped: 0,
    entries: entries.flatMap(([n, text]) => readExchange(n, text) ?? []),
  })
}

/** A journal as it is now, without credentials. */
export const toTabJournal = (journal: LocalJournal): TabJournal => ({
  last: journal.last(),
  forgotten: journal.forgotten(),
  entries: journal.since(0).map((entry) => [entry.n, toExchangeText(entry)] as const),
})

/** That of a world whose journal nobody has asked for. */
export const NO_JOURNAL: TabJournal = { last: 0, forgotten: 0, entries: [] }
