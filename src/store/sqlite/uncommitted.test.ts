import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { StoreUnavailable, type Store } from '../../world/store.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openStore } from '../open-store.ts'
import { openFile } from './open-file.ts'
import { createSqliteStore } from './sqlite-store.ts'

const recipe = recipeOf('documented')

/** A store in a file of its own with a world `w`, and its database. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-open-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { db, path, ...file } = await openFile(join(folder, 'x.db'), 'current')
  const store = createSqliteStore({ db, path, ...file }, parts('a'))
  await store.begin('w', recipe)
  /** What worlds have after the store was closed and opened again. */
  const again = async (name: string): Promise<unknown> => {
    await store.close()
    const next = await openStore(path, parts('b'))
    const { rows } = await next.contents(name)
    await next.close()
    return rows.windows
  }
  return { store, db, again }
}
const write = async (store: Store, world: string, key: string): Promise<unknown> =>
  store.change(world, () => ({
    result: key,
    writes: [{ table: 'windows', key, value: { start: 0, used: 1 } }],
  }))
const row = (key: string): unknown => [key, { start: 0, used: 1 }]

describe('a change that is still to be committed', () => {
  it('is committed before its world is read as a whole: what fails then was never there', async () => {
    const { store, db } = await opened()
    const kept = write(store, 'w', 'kept')
    expect((await store.contents('w')).rows.windows).toEqual([row('kept')])
    await kept
    db.exec('PRAGMA query_only = ON')
    const failing = expect(write(store, 'w', 'failing')).rejects.toThrow(StoreUnavailable)
    expect((await store.contents('w')).rows.windows).toEqual([row('kept')])
    await failing
    db.exec('PRAGMA query_only = OFF')
    await store.close()
  })

  it('is written with all others of its moment, or none of them is', async () => {
    const { store, db, again } = await opened()
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count'])
    db.exec(`PRAGMA max_page_count = ${pages}`)
    const both = [write(store, 'w', 'small'), write(store, 'w', 'x'.repeat(100_000))]
    await Promise.all(both.map((each) => expect(each).rejects.toThrow('the disk of x.db is full')))
    db.exec('PRAGMA max_page_count = 100000')
    expect(await again('w')).toBeUndefined()
  })

  it('is no part of a world that begins anew at the same moment', async () => {
    const { store, again } = await opened()
    const before = write(store, 'w', 'before')
    await store.begin('w', recipe, undefined, { kind: 'reset', why: 'asked' })
    await before
    await write(store, 'w', 'after')
    expect(await again('w')).toEqual([row('after')])
  })

  it('is gone with a world that ends at the same moment, and in no other one', async () => {
    const { store, again } = await opened()
    const before = write(store, 'w', 'before')
    await store.end('w')
    await before
    await store.begin('v', recipe)
    expect(await again('v')).toBeUndefined()
  })

  it('is kept by a store that closes at the same moment', async () => {
    const { store, again } = await opened()
    const last = write(store, 'w', 'last')
    expect([await again('w'), await last]).toEqual([[row('last')], 'last'])
  })
})
