import { expect, it } from 'vitest'
import { recipeWith } from '../../tests/support/world-of.ts'
import { setClock } from './clock.ts'
import { memoryStore } from './memory.ts'
import { FIRST } from './store.ts'
import { testStore } from './store.suite.ts'

testStore('memory', () => memoryStore(setClock(1_000), 1_000_000))

it('a change of a world that the store does not have says so', () => {
  const store = memoryStore(setClock(1_000), 1_000_000)
  expect(() => store.change('w', () => ({ result: 0, writes: [] }))).toThrow(
    expect.objectContaining({
      message: 'the world w does not exist in the store',
      fix: 'Call begin() before the first change.',
    }),
  )
})

it('a store in memory says that it is there; a world begins since somebody asked, unless something else is said', () => {
  const store = memoryStore(setClock(1_000), 1_000_000)
  const causes: unknown[] = []
  store.lives((life) => causes.push(life.kind === 'begun' ? life.cause : life.why))
  void store.begin('w', recipeWith())
  void store.begin('w', recipeWith(), undefined, FIRST)
  void store.end('w')
  expect([store.place, causes]).toEqual([
    'memory',
    [{ kind: 'made', why: 'asked' }, { kind: 'reset', why: 'first use' }, 'asked'],
  ])
})

it('a world that is full keeps what is written all the same: whoever decides knows that it is', () => {
  const store = memoryStore(setClock(1_000), 1)
  void store.begin('w', recipeWith())
  const used = (value: number) =>
    store.change('w', ({ isFull, windows }) => ({
      result: [isFull, windows.get('k')?.used],
      writes: [{ table: 'windows', key: 'k', value: { start: 0, used: value } }],
    }))
  expect([used(1), used(2), used(3)]).toEqual([
    [true, undefined],
    [true, 1],
    [true, 2],
  ])
})
