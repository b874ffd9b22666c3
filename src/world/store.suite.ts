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
    for (const world of worlds) await store.begin(world, recipe)
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
      await store.begin('w', recipe)
      expect(await read(store, 'w', 'a')).toBeUndefined()
      expect(await nextId(store, 'w')).toBe(id)
    })

    it('continues in another world from the contents of one, ids included', async () => {
      const store = await begun('w')
      const before = await nextId(store, 'w')
      await write(store, 'w', [...first, { table: 'meetingRooms', key: 'abc-def-ghi', value: null }])
      const contents = await store.contents('w')
      await write(store, 'w', [put('a', { start: 9, used: 9 })])
      await store.begin('copy', recipe, contents)
      expect(await read(store, 'copy', 'a')).toEqual({ start: 1, used: 1 })
      const [next, copied] = [await nextId(store, 'w'), await nextId(store, 'copy')]
      expect(copied).toBe(next)
      expect(copied).not.toBe(before)
    })

    it('tells what was announced after it was written, in order, and before the change returns', async () => {
      const store = await begun('w', 'other')
      const told: unknown[] = []
      store.announced(({ world, announces, isByHand, what }) => told.push([world, announces.length, isByHand, what]))
      const said = { kind: 'said', room: 'r', event: 'room-locked', payload: { locked: true }, socketId: null } as const
      await store.change('w', () => ({ result: 0, writes: first, announces: [said] }))
      expect(told).toEqual([['w', 1, false, null]])
      await store.change('other', () => ({ result: 0, writes: first, isByHand: true, what: 'wrote it' }))
      await store.change('w', () => ({ result: 0, writes: [], announces: [] }))
      expect(told.slice(1)).toEqual([['other', 0, true, 'wrote it']])
    })

    it('lists its worlds in order of creation, and tells of their beginnings and ends', async () => {
      const store = await begun('one', 'two')
      const told: unknown[] = []
      store.lives((life) => told.push([life.kind, typeof life.world === 'string' ? life.world : life.world.name]))
      await store.begin('one', recipe)
      await store.begin('three', recipe)
      await store.end('two')
      await store.end('nobody')
      expect(store.worlds().map((world) => world.name)).toEqual(['one', 'three'])
      expect(told).toEqual([
        ['begun', 'one'],
        ['begun', 'three'],
        ['ended', 'two'],
      ])
    })

    it('gives each world that is made a new generation, and a reset one none', async () => {
      const store = await begun('one', 'two')
      const generation = (): unknown => store.worlds().find((world) => world.name === 'one')?.generation
      expect(generation()).toBe(1)
      await store.begin('one', recipe, undefined, { kind: 'reset', why: 'asked' })
      expect(generation()).toBe(1)
      await store.end('one')
      await store.begin('one', recipe)
      expect(generation()).toBe(3)
    })

    it('can keep changes', async () => {
      const store = await begun('w')
      expect(await store.health()).toEqual({ isReady: true })
    })

    it('refuses changes to a world that was never created, or was removed', async () => {
      const store = await begun('w')
      await store.end('w')
      const late = async (): Promise<unknown> => read(store, 'w', 'a')
      await expect(late()).rejects.toMatchObject({
        message: 'the world w does not exist in the store',
        fix: 'Call begin() before the first change.',
      })
    })
  })
}
