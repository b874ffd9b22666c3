import { expect, it } from 'vitest'
import { participantOf } from '../../../tests/support/participant.ts'
import { createJournalBudget } from '../../world/journal-budget.ts'
import { testStore } from '../../world/store.suite.ts'
import { parts, recipeOf, testLastingStore, type Place } from '../lasting.suite.ts'
import { createTabStore, type TabStorage, type TabStore } from './tab-store.ts'

const KEY = 'greenroom'
const EXCHANGE = {
  at: 5,
  request: { method: 'GET', target: '/', headers: {}, body: '' },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
}

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
  expect([warnings, storage.text]).toEqual([
    ['what this tab kept is of another version or edition of greenroom: the mock begins from its seed'],
    text,
  ])
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
  expect(warnings[0]).toBe(
    'what the mock holds could not be kept in this tab (QuotaExceededError: the quota is exceeded): a reload begins from what was kept before',
  )
  expect(
    begun(storage)
      .worlds()
      .map(({ name }) => name),
  ).toEqual(['w'])
})

it('a tab remembers as dropped what was dropped on request, and nothing of its calls', async () => {
  const store = begun(tabStorage())
  for (const name of ['asked', 'idle']) await store.begin(name, recipeOf('documented'))
  await store.journal('asked', createJournalBudget()).add(EXCHANGE)
  await store.end('asked')
  await store.end('idle', 'idle')
  expect(store.dropped()).toEqual(['asked'])
  await store.begin('asked', recipeOf('documented'))
  expect([store.dropped(), store.journal('asked', createJournalBudget()).last()]).toEqual([[], 0])
  for (let n = 0; n <= 1_000; n++) {
    void store.begin(`w${n}`, recipeOf('documented'))
    void store.end(`w${n}`)
  }
  expect([store.dropped().length, store.dropped()[0]]).toEqual([1_000, 'w1'])
})

it('a tab tells of each seat that a socket had before a reload once', async () => {
  const storage = tabStorage()
  const store = begun(storage)
  await store.begin('w', recipeOf('documented'))
  const participant = participantOf({ id: 'p', roomId: 'r', guestName: 'Ann' })
  const announces = [{ kind: 'joined', room: 'abc', participant, socketId: 's' }] as const
  await store.change('w', () => ({ result: null, writes: [], announces }))
  store.save()
  const again = begun(storage)
  const told: string[] = []
  for (let time = 0; time < 2; time++) again.abandoned(({ world, seats }) => void told.push(`${world} ${seats.length}`))
  expect(told).toEqual(['w 1'])
})
