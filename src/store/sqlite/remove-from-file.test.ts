import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openStore } from '../open-store.ts'
import { removeFromFile } from './remove-from-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-drop-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a world that cannot be read is removed, and only that one; its name is known as dropped', async () => {
  const path = join(folder, 'x.db')
  const store = await openStore(path, parts('a'))
  for (const name of ['v', 'w', 'x']) {
    await store.begin(name, recipeOf('documented'))
    for (let used = 1; used <= 3; used++)
      await store.change(name, () => ({
        result: 0,
        writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }],
      }))
  }
  await store.close()
  const db = new DatabaseSync(path)
  db.exec(`UPDATE entries SET body = '{' WHERE n = 2 AND world = (SELECT id FROM worlds WHERE name = 'w')`)
  db.exec(`UPDATE worlds SET recipe = '{' WHERE name = 'x'`)
  db.close()
  await removeFromFile(path, 'w')
  await expect(openStore(path, parts('b'))).rejects.toThrow('the world x')
  await removeFromFile(path, 'x')
  const again = await openStore(path, parts('c'))
  expect([again.worlds().map(({ name }) => name), again.dropped()]).toEqual([['v'], ['w', 'x']])
  expect((await again.contents('v')).rows.windows).toEqual([['k', { start: 0, used: 3 }]])
  await again.close()
})

it('calls that the others may have answered before a sudden end keep their numbers, and only then', async () => {
  const path = join(folder, 'z.db')
  const store = await openStore(path, parts('a'))
  for (const name of ['v', 'w', 'x']) await store.begin(name, recipeOf('documented'))
  await store.close()
  const lastOf = (name: string) => {
    const db = new DatabaseSync(path)
    const last = db.prepare('SELECT last FROM journals, worlds WHERE id = world AND name = ?').get(name)?.['last'] ?? 0
    db.close()
    return last
  }
  const before = lastOf('v')
  await removeFromFile(path, 'w')
  expect(lastOf('v')).toBe(before)
  const db = new DatabaseSync(path)
  db.exec(`INSERT INTO meta VALUES ('open', 'then')`)
  db.close()
  await removeFromFile(path, 'x')
  expect(lastOf('v')).toBe(Number(before) + 100_000)
})

it('nothing is removed from a file that is another one, or has no such world', async () => {
  const path = join(folder, 'y.db')
  await (await openStore(path, parts('a'))).close()
  await expect(removeFromFile(path, 'nobody')).rejects.toMatchObject({
    message: `there is no world nobody in ${path}`,
    fix: 'greenroom data lists them.',
  })
  await expect(removeFromFile(join(folder, 'none.db'), 'w')).rejects.toThrow('there is no data in')
  const db = new DatabaseSync(path)
  db.exec('PRAGMA user_version = 9')
  db.close()
  await expect(removeFromFile(path, 'w')).rejects.toThrow('was written by a newer greenroom')
})
