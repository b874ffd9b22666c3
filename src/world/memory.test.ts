import { expect, it } from 'vitest'
import { setClock } from './clock.ts'
import { memoryStore } from './memory.ts'
import { testStore } from './store.suite.ts'

testStore('memory', () => memoryStore(setClock(1_000), 1_000_000))

it('a change of a world that the store does not have says so', () => {
  const store = memoryStore(setClock(1_000), 1_000_000)
  expect(() => store.change('w', () => ({ result: 0, writes: [] }))).toThrow('the world w does not exist in the store')
})
