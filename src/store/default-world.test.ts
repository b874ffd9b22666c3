import { expect, it } from 'vitest'
import { recipeWith } from '../../tests/support/world-of.ts'
import { setClock } from '../world/clock.ts'
import { memoryStore } from '../world/memory.ts'
import { beginDefault } from './default-world.ts'

it('the default world begins, without a generation, unless the store has it', async () => {
  const store = memoryStore(setClock(0), 1_000_000)
  const asked: string[] = []
  const recipeOf = (world: string) => {
    asked.push(world)
    return recipeWith()
  }
  await store.begin('other', recipeWith())
  await beginDefault(store, recipeOf)
  await beginDefault(store, recipeOf)
  expect(asked).toEqual(['default'])
  expect(store.worlds().map(({ name, generation }) => [name, generation])).toEqual([
    ['other', 1],
    ['default', 0],
  ])
})
