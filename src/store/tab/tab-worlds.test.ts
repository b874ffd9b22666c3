import { describe, expect, it } from 'vitest'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { createJournal, type Recorded } from '../../world/journal.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import type { StoredWorld } from '../../world/store.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { createTabJournals } from './tab-journals.ts'
import { beginTabWorld, NO_JOURNAL, readTabJournal, readTabWorld, toTabJournal, toTabWorld } from './tab-worlds.ts'
import type { TabData, TabJournal, TabWorld } from './tab-text.ts'

const exchange = (target: string): Recorded => ({
  at: 5,
  request: { method: 'GET', target, headers: { 'x-auth-token': 'secret' }, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
})

const budget = createJournalBudget()
const targets = (journal: { since: (n: number) => { n: number; request: { target: string } }[] }): string[] =>
  journal.since(0).map(({ n, request }) => `${n} ${request.target}`)

const stored = (more: Partial<StoredWorld> = {}): StoredWorld => ({
  name: 'w',
  recipe: recipeOf('documented'),
  contents: undefined,
  generation: 3,
  ...more,
})
/** What is the same after it was written as JSON and read. */
const again = (kept: TabWorld): TabWorld => JSON.parse(JSON.stringify(kept))

describe('a world of a tab', () => {
  it('goes on from what was kept of it, and keeps what it began with', () => {
    const contents = { rows: { windows: [['k', { start: 0, used: 1 }]] as const }, ids: {} }
    const world = beginTabWorld(parts('a'), stored({ contents }))
    const { entry } = world.logged.draft((_, make) => ({
      result: make.id('participant'),
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 2 } }],
    }))
    if (entry) world.logged.apply(entry)
    const found = readTabWorld(parts('b'), again(toTabWorld(world, parts('a'), NO_JOURNAL)), {})
    expect(found?.stored).toMatchObject({ name: 'w', generation: 3, contents })
    expect(found?.logged.snapshot()).toEqual(world.logged.snapshot())
    const next = found?.logged.draft((_, make) => ({ result: make.id('participant'), writes: [] })).entry
    expect(next).toMatchObject({ n: 2, by: 'b', ids: { participant: 2 } })
  })

  it('takes as many bytes as its mock allows, whether it begins or goes on', () => {
    const contents = { rows: { windows: [['k'.repeat(1_000), { start: 0, used: 1 }]] as const }, ids: {} }
    const small = { ...parts('a'), mostBytes: 1_000 }
    const begun = beginTabWorld(small, stored({ contents }))
    const found = readTabWorld(small, again(toTabWorld(begun, small, NO_JOURNAL)), {})
    expect([begun.logged.world.isFull, found?.logged.world.isFull]).toEqual([true, true])
  })

  it('that began from its seed has nothing else that it began with', () => {
    const kept = again(toTabWorld(beginTabWorld(parts('a'), stored()), parts('a'), NO_JOURNAL))
    expect([kept.begun, readTabWorld(parts('a'), kept, {})?.stored.contents]).toEqual([null, undefined])
  })

  it('is none where its seed is neither here nor kept', () => {
    const seed = { ...createSeeds().get('documented').seed, name: 'mine' }
    const recipe = { ...recipeOf('documented'), tables: createSeeds(seed).get('mine') }
    const kept = again(toTabWorld(beginTabWorld(parts('a'), stored({ recipe })), parts('a'), NO_JOURNAL))
    expect(readTabWorld(parts('b'), kept, {})).toBeNull()
    expect(readTabWorld(parts('b'), kept, { [kept.recipe.seedHash]: seed })?.stored.recipe.tables.seed).toEqual(seed)
  })
})

describe('a journal of a tab', () => {
  it('goes on from what was kept of it, which has no credentials', () => {
    const journal = createJournal(budget, { entries: [], last: 4, forgotten: 2, skipped: 0 })
    for (const target of ['/a', '/b']) journal.add(exchange(target))
    const kept = toTabJournal(journal)
    expect([kept.last, kept.forgotten, kept.entries.map(([n]) => n)]).toEqual([6, 2, [5, 6]])
    expect(JSON.stringify(kept)).not.toContain('secret')
    const found = readTabJournal(budget, kept)
    found.add(exchange('/c'))
    expect([targets(found), found.forgotten()]).toEqual([['5 /a', '6 /b', '7 /c'], 2])
  })

  it('lacks what cannot be read, and is empty where nothing was kept', () => {
    expect(toTabJournal(readTabJournal(budget))).toEqual(NO_JOURNAL)
    const journal = createJournal(budget)
    journal.add(exchange('/a'))
    const kept = toTabJournal(journal)
    const damaged: TabJournal = { ...kept, last: 2, entries: [...kept.entries, [2, 'damaged']] }
    expect([targets(readTabJournal(budget, damaged)), readTabJournal(budget, damaged).last()]).toEqual([['1 /a'], 2])
  })
})

describe('the journals of a tab', () => {
  const kept: TabJournal = { last: 9, forgotten: 9, entries: [] }
  const found = (): TabData => ({
    format: 1,
    edition: 'current',
    generations: 1,
    dropped: [],
    seeds: {},
    worlds: [{ ...again(toTabWorld(beginTabWorld(parts('a'), stored()), parts('a'), kept)) }],
  })

  it('are each the same at every call, and begin with what was kept of them', () => {
    const journals = createTabJournals(found())
    const journal = journals.of('w', budget)
    journal.add(exchange('/a'))
    expect([journals.of('w', budget), targets(journal)]).toEqual([journal, ['10 /a']])
    expect(journals.of('other', budget).last()).toBe(0)
    expect(createTabJournals(null).of('w', budget).last()).toBe(0)
  })

  it('are kept as they are now; where nobody asked for one, as it was', () => {
    const journals = createTabJournals(found())
    expect([journals.toText('w'), journals.toText('other')]).toEqual([kept, NO_JOURNAL])
    journals.of('w', budget).add(exchange('/a'))
    expect(journals.toText('w')).toMatchObject({ last: 10, entries: [[10, expect.any(String)]] })
  })

  it('end with their world, with all that was kept', () => {
    const journals = createTabJournals(found())
    journals.end('w')
    expect(journals.toText('w')).toEqual(NO_JOURNAL)
    const journal = journals.of('w', budget)
    expect(journal.last()).toBe(0)
    journals.end('w')
    expect(journals.of('w', budget)).not.toBe(journal)
  })
})
