import type { LocalJournal } from '../../world/journal.ts'
import type { JournalBudget } from '../../world/journal-budget.ts'
import type { TabData, TabJournal } from './tab-text.ts'
import { NO_JOURNAL, readTabJournal, toTabJournal } from './tab-worlds.ts'

/** The journals of the worlds of a tab. */
export interface TabJournals {
  /** That of a world, with what was kept of it; the same at each call. */
  readonly of: (world: string, budget: JournalBudget) => LocalJournal
  /** As it is to be kept. */
  readonly toText: (world: string) => TabJournal
  readonly end: (world: string) => void
}

/** Goes on from what was kept. */
export function createTabJournals(found: TabData | null): TabJournals {
  const open = new Map<string, LocalJournal>()
  const kept = new Map((found?.worlds ?? []).map(({ name, journal }) => [name, journal]))
  return {
    of(world, budget) {
      const journal = open.get(world) ?? readTabJournal(budget, kept.get(world))
      open.set(world, journal)
      return journal
    },
    toText(world) {
      const journal = open.get(world)
      return journal ? toTabJournal(journal) : (kept.get(world) ?? NO_JOURNAL)
    },
    end(world) {
      open.delete(world)
      kept.delete(world)
    },
  }
}
