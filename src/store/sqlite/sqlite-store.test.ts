import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { idOf } from '../../world/ids.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { StoreUnavailable, type Store } from '../../world/store.ts'
import { testStore } from '../../world/store.suite.ts'
import { parts, recipeOf, testLastingStore, type Place } from '../lasting.suite.ts'
import { openStore } from '../open-store.ts'
import { openFile } from './open-file.ts'
import { createSqliteStore } from './sqlite-store.ts'

const recipe = recipeOf('documented')

/** A folder with a file of data. What a killed process has written is what is in its files. */
async function filePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-data-'))
  let kills = 0
  const path = (): string => join(folder, `${kills}.db`)
  return {
    open: (wanted) => openStore(path(), wanted),
    async kill(store) {
      const before = path()
      kills++
      for (const end of ['', '-wal']) await copyFile(`${before}${end}`, `${path()}${end}`)
      await store.close()
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

testLastingStore('SQLite', filePlace)

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
testStore('SQLite', async () => {
  const store = await opened.use(await filePlace()).open(parts('a'))
  opened.defer(() => store.close())
  return store
})

describe('a file whose disk is full', () => {
  it('refuses what would change anything, answers the rest, and goes on once there is space', async () => {
    const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'greenroom-full-')), (path) =>
      rm(path, { recursive: true }),
    )
    const file = await openFile(join(folder, 'full.db'), 'current')
    const store = createSqliteStore(file, parts('a'))
    await store.begin('w', recipe)
    const used = async (): Promise<unknown> =>
      store.change('w', (state) => ({ result: state.windows.get('k')?.used, writes: [] }))
    const write = async (n: number): Promise<string> =>
      store.change('w', (_, make) => ({
        result: make.id('participant'),
        writes: [
          { table: 'windows', key: 'k', value: { start: 0, used: n } },
          { table: 'windows', key: 'x'.repeat(5000), value: { start: n, used: n } },
        ],
      }))
    const first = await write(1)
    const pages = Number(file.db.prepare('PRAGMA page_count').get()?.['page_count'])
    file.db.exec(`PRAGMA max_page_count = ${pages}`)
    const fails = async (): Promise<void> => {
      for (let n = 2; n < 20; n++) await write(n)
    }
    await expect(fails()).rejects.toThrow(StoreUnavailable)
    const kept = Number(await used())
    await expect(write(100)).rejects.toThrow('the disk of full.db is full')
    const large = { rows: { windows: [['x'.repeat(9000), null]] as const }, ids: {} }
    await expect((async () => store.begin('other', recipe, large))()).rejects.toThrow('full')
    expect(await used()).toBe(kept)
    expect(store.worlds().map(({ name }) => name)).toEqual(['w'])
    file.db.exec(`PRAGMA max_page_count = 100000`)
    const next = await write(101)
    expect(await store.health()).toEqual({ isReady: true })
    await store.close()
    const again = await openStore(file.path, parts('b'))
    expect(await again.change('w', ({ windows }) => ({ result: windows.get('k')?.used, writes: [] }))).toBe(101)
    // No id was lost with a change that failed.
    const made = [first, next].map((id) => idsIn(kept).indexOf(id))
    expect(made).toEqual([0, kept])
    await again.close()
  })

  it('says so, and looks again by itself', async () => {
    const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'greenroom-full-')), (path) =>
      rm(path, { recursive: true }),
    )
    const file = await openFile(join(folder, 'full.db'), 'current')
    const store = createSqliteStore(file, parts('a'))
    await store.begin('w', recipe)
    file.db.exec('PRAGMA query_only = ON')
    const write = async (): Promise<unknown> =>
      store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 1 } }] }))
    await expect(write()).rejects.toThrow('full.db is read-only')
    expect(await store.health()).toEqual({
      isReady: false,
      why: 'full.db is read-only, or was moved or deleted',
    })
    file.db.exec('PRAGMA query_only = OFF')
    expect(await store.health()).toEqual({ isReady: true })
    await store.close()
  })
})

it('calls are in the file a second after they were answered, until it is closed', async () => {
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'greenroom-calls-')), (path) =>
    rm(path, { recursive: true }),
  )
  const file = await openFile(join(folder, 'x.db'), 'current')
  using timers = standTimers()
  const store = createSqliteStore(file, parts('a'))
  await store.begin('w', recipe)
  await store.journal('w', createJournalBudget()).add({
    at: 0,
    request: { method: 'GET', target: '/', headers: {}, body: '' },
    answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
  })
  const kept = (): unknown => file.db.prepare('SELECT n FROM exchanges').all()
  timers.pass(999)
  expect(kept()).toEqual([])
  timers.pass(1)
  expect(kept()).toEqual([{ n: 1 }])
  await store.close()
  expect(timers.waiting()).toBe(0)
})

it('a file whose process was killed gives no number of a call again that it may have given', async () => {
  await using place = await filePlace()
  const numbers = async (end: (store: Store) => Promise<void>): Promise<number> => {
    const store = await place.open(parts('a'))
    if (store.worlds().length === 0) await store.begin('w', recipe)
    const journal = store.journal('w', createJournalBudget())
    await journal.add({
      at: 0,
      request: { method: 'GET', target: '/', headers: {}, body: '' },
      answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
    })
    const last = journal.last()
    await end(store)
    return last
  }
  const close = async (store: Store): Promise<void> => store.close()
  expect([await numbers(close), await numbers(place.kill)]).toEqual([1, 2])
  // One that ends without a call says nothing of the sudden end before it.
  await close(await place.open(parts('a')))
  expect([await numbers(close), await numbers(close)]).toEqual([100_002, 100_003])
})

it('nor a number of a world whose calls nobody has written down before', async () => {
  await using place = await filePlace()
  const first = await place.open(parts('a'))
  await first.begin('w', recipe)
  await place.kill(first)
  const again = await place.open(parts('a'))
  expect(again.journal('w', createJournalBudget()).last()).toBe(100_000)
  await again.close()
})

/** The ids that the world makes. */
const idsIn = (count: number): string[] =>
  Array.from({ length: count + 1 }, (_, n) => idOf('documented/lasting', 'participant', n))

it('a world that takes the place of another leaves nothing of that in the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-data-'))
  const path = join(folder, 'x.db')
  const store = await openStore(path, parts('a'))
  for (let time = 0; time < 3; time++) {
    await store.begin('w', recipe)
    await store.change('w', () => ({
      result: 0,
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 1 } }],
    }))
  }
  await store.close()
  const db = new DatabaseSync(path)
  const counts = ['worlds', 'entries', 'snapshots'].map((table) =>
    Number(Object.values(db.prepare(`SELECT count(*) FROM ${table}`).get() ?? {})[0]),
  )
  db.close()
  await rm(folder, { recursive: true })
  expect(counts).toEqual([1, 1, 0])
})
