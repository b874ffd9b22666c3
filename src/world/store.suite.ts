import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import type { LimitWindow, Write } from '../domain/state.ts'
import type { Recipe } from './recipe.ts'
import { seedTables } from './seed-tables.ts'
import type { Store } from './store.ts'

const put = (key: string, value: LimitWindow | null): Write => ({ table: 'windows', key, value })
const first: Write[] = [put('a', { start: 1, used: 1 })]

const recipe: Recipe = {
  tables: seedTables(seeds.documented),
  salt: 'suite',
  clock: { kind: 'frozen', at: 0 },
  settings: { anonymousReading: false, trust: null, rateLimit: true },
  jwtSecret: null,
}

/** The promises of every store. `open` returns a fresh one without worlds. */
export function testStore(name: string, open: () => Store | Promise<Store>): void {
  const read = async (store: Store, world: string, key: string): Promise<LimitWindow | undefined> =>
    store.change(world, (state) => ({ result: state.windows.get(key), writes: [] }))
  const write = async (store: Store, world: string, writes: readonly Write[]): Promise<void> =>
    store.change(world, () => ({ result: undefined, writes }))
  const nextId = async (store: Store, world: string): Promise<string> =>
    store.change(world, (_, make) => ({ result: make.id('participant'), writes: [] }))
  const begun = async (...worlds: string[]): Promise<Store> => {
    const store = await open()
    for (const world of worlds) store.begin(world, recipe)
    return store
  }

  describe(`the ${name} store`, () => {
    it('gives the next decision what the last one wrote', async () => {
      const store = await begun('w')
      await write(store, 'w', first)
      expect(await read(store, 'w', 'a')).toEqual({ start: 1, used: 1 })
    })

    it('returns the result of the decision', async () => {
      const store = await begun('w')
      expect(await store.change('w', () => ({ result: 'yes', writes: [] }))).toBe('yes')
    })

    it('writes nothing when a decision throws', async () => {
      const store = await begun('w')
      const failing = async (): Promise<unknown> =>
        store.change('w', () => {
          throw new Error('no decision')
        })
      await expect(failing()).rejects.toThrow('no decision')
      expect(await read(store, 'w', 'a')).toBeUndefined()
    })

    it('loses no write of a hundred decisions at once', async () => {
      const store = await begun('w')
      const count = async (): Promise<unknown> =>
        store.change('w', (state) => {
          const used = (state.windows.get('n')?.used ?? 0) + 1
          return { result: used, writes: [put('n', { start: 0, used })] }
        })
      await Promise.all(Array.from({ length: 100 }, async () => count()))
      expect((await read(store, 'w', 'n'))?.used).toBe(100)
    })

    it('keeps worlds apart', async () => {
      const store = await begun('one', 'two')
      await write(store, 'one', first)
      expect(await read(store, 'two', 'a')).toBeUndefined()
    })

    it('accepts any text as a key, including names on the prototype chain', async () => {
      const store = await begun('w')
      expect(await read(store, 'w', '__proto__')).toBeUndefined()
      await write(store, 'w', [put('__proto__', { start: 2, used: 2 })])
      expect(await read(store, 'w', '__proto__')).toEqual({ start: 2, used: 2 })
      expect(await read(store, 'w', 'constructor')).toBeUndefined()
    })

    it('removes a row, even one of the seed, in this world only', async () => {
      const store = await begun('one', 'two')
      const code = 'abc-def-ghi'
      const isThere = async (world: string): Promise<boolean> =>
        store.change(world, ({ meetingRooms }) => ({ result: meetingRooms.get(code) !== undefined, writes: [] }))
      await write(store, 'one', [{ table: 'meetingRooms', key: code, value: null }])
      expect([await isThere('one'), await isThere('two')]).toEqual([false, true])
      await write(store, 'two', first)
      await write(store, 'two', [put('a', null)])
      expect(await read(store, 'two', 'a')).toBeUndefined()
    })

    it('remembers nothing of a world that was reset, and repeats its ids', async () => {
      const store = await begun('w')
      const id = await nextId(store, 'w')
      await write(store, 'w', first)
      store.begin('w', recipe)
      expect(await read(store, 'w', 'a')).toBeUndefined()
      expect(await nextId(store, 'w')).toBe(id)
    })

    it('continues in another world from the contents of one, ids included', async () => {
      const store = await begun('w')
      const before = await nextId(store, 'w')
      await write(store, 'w', [...first, { table: 'meetingRooms', key: 'abc-def-ghi', value: null }])
      const contents = await store.contents('w')
      await write(store, 'w', [put('a', { start: 9, used: 9 })])
      store.begin('copy', recipe, contents)
      expect(await read(store, 'copy', 'a')).toEqual({ start: 1, used: 1 })
      const [next, copied] = [await nextId(store, 'w'), await nextId(store, 'copy')]
      expect(copied).toBe(next)
      expect(copied).not.toBe(before)
    })

    it('refuses changes to a world that was never created, or was removed', async () => {
      const store = await begun('w')
      store.end('w')
      const late = async (): Promise<unknown> => read(store, 'w', 'a')
      await expect(late()).rejects.toThrow('the world w does not exist in the store')
    })
  })
}
