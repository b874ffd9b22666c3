import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openStore } from '../open-store.ts'
import { lookAtFile } from './look-at-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-look-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a file tells what is kept of each world in it, and whether it was closed', async () => {
  const path = join(folder, 'x.db')
  const store = await openStore(path, parts('a'))
  await store.begin('busy', recipeOf('busy:50'))
  await store.begin('w', recipeOf('documented'))
  const text = 'k'.repeat(1_000)
  for (let used = 1; used <= 3; used++)
    await store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: text, value: { start: 0, used } }] }))
  await store.journal('w', createJournalBudget()).add({
    at: 5,
    request: { method: 'GET', target: '/', headers: {}, body: '' },
    answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
  })
  const contents = { rows: { windows: [[text, null]] as const }, ids: {} }
  await store.begin('restored', recipeOf('documented'), contents)
  const cut = join(folder, 'cut.db')
  for (const end of ['', '-wal']) await copyFile(`${path}${end}`, `${cut}${end}`)
  await store.close()
  const figures = await lookAtFile(path)
  expect(figures).toMatchObject({
    place: path,
    format: 2,
    edition: 'current',
    bytes: (await stat(path)).size,
    wasCut: false,
    users: 0,
    worlds: [
      { name: 'busy', seed: 'busy:50', generation: 1, entries: 0, bytes: 0, exchanges: 0 },
      { name: 'w', seed: 'documented', generation: 2, entries: 3, exchanges: 1 },
      { name: 'restored', seed: 'documented', generation: 3, entries: 0, bytes: JSON.stringify(contents).length },
    ],
  })
  const [, w] = figures.worlds
  expect([Number(w?.bytes) > 3_000, Number(w?.bytes) < 4_000]).toEqual([true, true])
  expect((await lookAtFile(cut)).wasCut).toBe(true)
  // Looking is not opening.
  expect((await lookAtFile(cut)).wasCut).toBe(true)
})

/** The text of an entry that counts to `used`, which has one digit. */
const entryAt = (used: number): string =>
  JSON.stringify({ at: 0, by: 'a', writes: [['windows', 'k', { start: 0, used }]] })

it('a file tells the size of what a world began with, of its snapshot and of the changes since, in one', async () => {
  const path = join(folder, 'sizes.db')
  const store = await openStore(path, parts('a'))
  const contents = { rows: { windows: [['k', null]] as const }, ids: {} }
  await store.begin('w', recipeOf('documented'), contents)
  await store.begin('other', recipeOf('documented'))
  await store.close()
  const snapshot = JSON.stringify({ n: 2, at: 0, contents, seats: [] })
  const db = new DatabaseSync(path)
  db.exec(`INSERT INTO snapshots SELECT id, 2, '${snapshot}' FROM worlds WHERE name = 'w'`)
  for (const n of [3, 4]) db.exec(`INSERT INTO entries SELECT id, ${n}, '${entryAt(n)}' FROM worlds WHERE name = 'w'`)
  db.close()
  const bytes = JSON.stringify(contents).length + snapshot.length + 2 * entryAt(3).length
  expect((await lookAtFile(path)).worlds).toMatchObject([
    { name: 'w', entries: 2, bytes },
    { name: 'other', entries: 0, bytes: 0 },
  ])
})

it('a file tells which calls of a journal cannot be read', async () => {
  const path = join(folder, 'calls.db')
  const store = await openStore(path, parts('a'))
  await store.begin('w', recipeOf('documented'))
  await store.close()
  const db = new DatabaseSync(path)
  db.exec(`INSERT INTO exchanges SELECT id, 1, '{}' FROM worlds`)
  db.close()
  expect((await lookAtFile(path)).worlds).toMatchObject([{ damage: 'a call in its journal cannot be read' }])
})

it('a file that is not there has nothing to tell', async () => {
  await expect(lookAtFile(`${folder}/./nobody.db`)).rejects.toMatchObject({
    message: `there is no data in ${folder}/./nobody.db`,
    fix: 'Check the path.',
  })
})
