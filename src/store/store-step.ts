import type { Step } from '../life-cycle.ts'
import type { Ground } from '../mock/kept/ground.ts'
import type { Store } from '../world/store.ts'
import { beginDefault } from './default-world.ts'
import { storeParts } from './parts.ts'
import type { StoreParts } from './log/store-parts.ts'
import { openStore } from './open-store.ts'

/** Who is told of what happens to a store. */
export type StoreTelling = Pick<StoreParts, 'onWarning' | 'onFault'>

/** Opens the store of a mock, with its default world, first, and closes it last: until then, sockets give up their seats. */
export const storeStep = (place: string, ground: Ground, told: StoreTelling): Step<Store> => ({
  name: 'the data',
  async open() {
    const store = await openStore(place, { ...storeParts(ground), edition: ground.edition, ...told })
    try {
      await beginDefault(store, (world) => ground.recipeOf(world, {}))
      return store
    } catch (error) {
      await store.close()
      throw error
    }
  },
  close: (store) => store.close(),
  withinMs: 2_000,
})
