import { describe, expect, it } from 'vitest'
import type { LimitWindow, Write } from '../domain/state.ts'
import type { Store } from './store.ts'

const put = (key: string, value: LimitWindow): Write => ({ table: 'windows', key, value })

/** What every store promises. `open` gives a fresh, empty one. */
export function testStore(name: string, open: () => Store | Promise<Store>): void {
  const read = (store: Store, world: string, key: string): Promise<LimitWindow | undefined> =>
    Promise.resolve(store.change(world, (state) => ({ result: state.windows.get(key), writes: [] })))

  describe(`the ${name} store`, () => {
    it('gives the next decision what the last one wrote', async () => {
      const store = await open()
      await store.change('w', () => ({ result: null, writes: [put('a', { start: 1, used: 1 })] }))
      expect(await read(store, 'w', 'a')).toEqual({ start: 1, used: 1 })
    })

    it('answers the result of the decision', async () => {
      const store = await open()
      expect(await store.change('w', () => ({ result: 'yes', writes: [] }))).toBe('yes')
    })

    it('writes nothing when a decision throws', async () => {
      const store = await open()
      const failing = async (): Promise<unknown> =>
        store.change('w', () => {
          throw new Error('no decision')
        })
      await expect(failing()).rejects.toThrow('no decision')
      expect(await read(store, 'w', 'a')).toBeUndefined()
    })

    it('loses no write of a hundred decisions at once', async () => {
      const store = await open()
      const count = (): unknown =>
        store.change('w', (state) => {
          const used = (state.windows.get('n')?.used ?? 0) + 1
          return { result: used, writes: [put('n', { start: 0, used })] }
        })
      await Promise.all(Array.from({ length: 100 }, async () => count()))
      expect((await read(store, 'w', 'n'))?.used).toBe(100)
    })

    it('keeps worlds apart', async () => {
      const store = await open()
      await store.change('one', () => ({ result: null, writes: [put('a', { start: 1, used: 1 })] }))
      expect(await read(store, 'two', 'a')).toBeUndefined()
    })

    it('takes any text for a key, names of the prototype chain too', async () => {
      const store = await open()
      expect(await read(store, 'w', '__proto__')).toBeUndefined()
      await store.change('w', () => ({ result: null, writes: [put('__proto__', { start: 2, used: 2 })] }))
      expect(await read(store, 'w', '__proto__')).toEqual({ start: 2, used: 2 })
      expect(await read(store, 'w', 'constructor')).toBeUndefined()
    })
  })
}
