import { expect, it } from 'vitest'
import { testStore } from '../../world/store.suite.ts'
import { parts, recipeOf, testLastingStore, type Place } from '../lasting.suite.ts'
import { createTabStore, type TabStorage, type TabStore } from './tab-store.ts'

const KEY = 'greenroom'

/** What the storage of a tab does, as far as it matters here; null: it is full. */
function tabStorage(): TabStorage & { text: string | null; isFull: boolean } {
  return {
    text: null,
    isFull: false,
    getItem() {
      return this.text
    },
    setItem(_, text) {
      if (this.isFull) throw new DOMException('the quota is exceeded', 'QuotaExceededError')
      this.text = text
    },
  }
}

testStore('tab', () => createTabStore(tabStorage(), KEY, parts('a')))

/** A tab, whose page keeps the worlds when it goes away, in whatever way. */
async function tab(): Promise<Place> {
  const storage = tabStorage()
  return {
    open: async (wanted) => createTabStore(storage, KEY, wanted),
    kill: async (store) => store.close(),
    [Symbol.asyncDispose]: async () => {},
  }
}

testLastingStore('tab', tab)

const begun = (storage: TabStorage, onWarning: (line: string) => void = () => {}): TabStore =>
  createTabStore(storage, KEY, { ...parts('a'), onWarning })

it('what a tab has kept is noticed to be damaged, wherever that is', () => {
  const storage = tabStorage()
  const store = begun(storage)
  void store.begin('w', recipeOf('documented'))
  store.save()
  const text = storage.text ?? ''
  for (let at = 0; at < text.length; at += Math.ceil(text.length / 200)) {
    storage.text = `${text.slice(0, at)}#${text.slice(at + 1)}`
    expect(begun(storage).worlds(), `at ${at}`).toEqual([])
  }
})

it.each([
  ['damaged', 'no JSON'],
  ['of another format', '{"format":99,"worlds":[]}'],
])('what a tab has kept is left alone if it is %s, and the mock begins anew', (_, text) => {
  const storage = tabStorage()
  storage.text = text
  const warnings: string[] = []
  expect(begun(storage, (line) => warnings.push(line)).worlds()).toEqual([])
  expect([warnings, storage.text]).toEqual([[expect.stringContaining('the mock begins from its seed')], text])
})

it('a tab whose storage is full says so, and keeps what it kept before', () => {
  const storage = tabStorage()
  const warnings: string[] = []
  const store = begun(storage, (line) => warnings.push(line))
  void store.begin('w', recipeOf('documented'))
  store.save()
  const before = storage.text
  storage.isFull = true
  void store.begin('more', recipeOf('documented'))
  store.save()
  expect([warnings.length, storage.text]).toEqual([1, before])
  expect(warnings[0]).toContain('QuotaExceededError')
  expect(
    begun(storage)
      .worlds()
      .map(({ name }) => name),
  ).toEqual(['w'])
})
