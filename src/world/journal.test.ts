import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createJournalBudget, type Holder } from './journal-budget.ts'
import { createJournal, type Recorded } from './journal.ts'

const recorded = (body: string): Recorded => ({
  at: 0,
  request: { method: 'POST', target: '/', headers: {}, body },
  answer: { status: 200, body: '', about: { outcome: null, operation: null, cause: '', forced: null } },
})

it('keeps the latest 256 exchanges, and their numbers go on', () => {
  const journal = createJournal(createJournalBudget())
  for (let n = 0; n < 1000; n++) journal.add(recorded(String(n)))
  const kept = journal.since(0)
  expect(kept.map(({ n }) => n)).toEqual(Array.from({ length: 256 }, (_, at) => 745 + at))
  expect(kept.at(-1)?.request.body).toBe('999')
  expect(journal.last()).toBe(1000)
})

it('tells the latest that had to make room, but not of those that it was told to forget', () => {
  const journal = createJournal(createJournalBudget())
  for (let n = 0; n < 256; n++) journal.add(recorded(''))
  expect(journal.forgotten()).toBe(0)
  journal.add(recorded(''))
  journal.add(recorded(''))
  expect(journal.forgotten()).toBe(2)
  journal.clear()
  expect([journal.forgotten(), journal.last(), journal.since(0)]).toEqual([2, 258, []])
})

it('keeps fewer where they are long, but always the latest', () => {
  const journal = createJournal(createJournalBudget())
  for (let n = 0; n < 20; n++) journal.add(recorded('x'.repeat(2_000_000)))
  expect(journal.since(0).map(({ n }) => n)).toEqual([17, 18, 19, 20])
  journal.add(recorded('x'.repeat(20_000_000)))
  expect(journal.since(0).map(({ n }) => n)).toEqual([21])
})

it('counts what headers take: as many as a request may have leave room for fewer', () => {
  const journal = createJournal(createJournalBudget())
  const large = Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`x-${n}`, 'y'.repeat(100_000)]))
  for (let n = 0; n < 20; n++) {
    const { request, ...rest } = recorded('')
    journal.add({ ...rest, request: { ...request, headers: large } })
  }
  expect(journal.since(0)).toHaveLength(11)
})

it('of a hundred worlds, with headers and bodies as large as they may be, never hold more than the budget', () => {
  const budget = createJournalBudget(4_000_000)
  const all = Array.from({ length: 100 }, () => createJournal(budget))
  const headers = { authorization: 'y'.repeat(15_000) }
  for (let n = 0; n < 2_000; n++) {
    const { request, ...rest } = recorded('x'.repeat(n))
    all[n % 100]?.add({ ...rest, request: { ...request, headers } })
  }
  const held = all.flatMap((journal) => journal.since(0)).map(({ request }) => 15_000 + 2 * request.body.length)
  expect(held.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000)
  expect(held.length).toBeGreaterThan(150)
})

it('answers what came after a number, as a list of everything would', () => {
  const step = fc.oneof(fc.constant('clear' as const), fc.nat(150_000))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), fc.nat(700), (steps, after) => {
      const journal = createJournal(createJournalBudget())
      let all: { n: number; size: number }[] = []
      let n = 0
      for (const size of steps) {
        if (size === 'clear') journal.clear()
        else journal.add(recorded('x'.repeat(size)))
        if (size === 'clear') all = []
        else all.push({ n: ++n, size: 2 * size + 1001 })
        while (all.length > 256 || (all.length > 1 && all.reduce((sum, each) => sum + each.size, 0) > 16 * 1024 * 1024))
          all.shift()
      }
      expect(journal.since(after).map((entry) => entry.n)).toEqual(
        all.filter((each) => each.n > after).map((each) => each.n),
      )
    }),
    { numRuns: 60 },
  )
})

it('shares a budget with others, of whom the largest give way', () => {
  const budget = createJournalBudget(100_000)
  const [large, small] = [createJournal(budget), createJournal(budget)]
  for (let n = 0; n < 20; n++) large.add(recorded('x'.repeat(2_000)))
  small.add(recorded('x'))
  expect(small.since(0)).toHaveLength(1)
  expect(large.since(0).length).toBeLessThan(20)
  expect(large.since(0).at(-1)?.n).toBe(20)
  large.end()
  for (let n = 0; n < 20; n++) small.add(recorded('x'.repeat(1_900)))
  expect(small.since(0).length).toBeGreaterThan(18)
})

it('after a gap in the numbers, answers only what came after a number before it', () => {
  const entries = [1, 2].map((n) => ({ n, ...recorded('') }))
  const journal = createJournal(createJournalBudget(), { entries, last: 100, forgotten: 0, skipped: 98 })
  journal.add(recorded(''))
  expect([0, 1, 2, 100, 101].map((after) => journal.since(after).map(({ n }) => n))).toEqual([
    [1, 2, 101],
    [2, 101],
    [101],
    [101],
    [],
  ])
})

/** A budget that notes what it is told, and who has joined it. */
function noting() {
  const [spent, holders]: [number[], Set<Holder>] = [[], new Set()]
  const budget = {
    join: (holder: Holder) => void holders.add(holder),
    leave: (holder: Holder) => void holders.delete(holder),
    spend: (bytes: number) => void spent.push(bytes),
  }
  return { journal: createJournal(budget), spent, holders }
}

it('tells the budget all that an exchange takes, and the same when it is over', () => {
  const { journal, spent, holders } = noting()
  const { request, answer, ...rest } = recorded('12345')
  const headers = { host: 'abc', none: undefined }
  journal.add({ ...rest, request: { ...request, target: '/target', headers }, answer: { ...answer, body: '12' } })
  const size = 1000 + (64 + 4 + 3) + (64 + 4) + 7 + 2 * (5 + 2)
  expect([spent, [...holders].map((each) => each.size())]).toEqual([[size], [size]])
  journal.end()
  expect([spent, holders.size]).toEqual([[size, -size], 0])
})

it('keeps as much as 16 MiB to the byte, and half of it where it is to give way', () => {
  const { journal, holders } = noting()
  const half = 'x'.repeat((8 * 1024 * 1024 - 1000 - 2) / 2)
  const add = (target: string): void => {
    const { request, ...rest } = recorded(half)
    journal.add({ ...rest, request: { ...request, target } })
  }
  add('//')
  add('//')
  expect(journal.since(0).map(({ n }) => n)).toEqual([1, 2])
  for (const { halve } of holders) halve()
  expect(journal.since(0).map(({ n }) => n)).toEqual([2])
  add('///')
  expect(journal.since(0).map(({ n }) => n)).toEqual([3])
})

it('that holds a single exchange gives it up where it is to give way, and counts it as forgotten', () => {
  const { journal, spent, holders } = noting()
  journal.add(recorded('12345'))
  for (const { halve } of holders) halve()
  expect([journal.since(0), journal.forgotten(), spent]).toEqual([[], 1, [1000 + 1 + 10, -(1000 + 1 + 10)]])
})

it('tells what had to make room by its number, also behind a gap in the numbers', () => {
  const entries = [98, 99, 100].map((n) => ({ n, ...recorded('') }))
  const journal = createJournal(createJournalBudget(), { entries, last: 120, forgotten: 97, skipped: 20 })
  expect([journal.last(), journal.count(), journal.forgotten()]).toEqual([120, 100, 97])
  for (let n = 0; n < 255; n++) journal.add(recorded(''))
  expect([journal.last(), journal.count(), journal.forgotten(), journal.since(0)[0]?.n]).toEqual([375, 355, 99, 100])
})

it('has an exchange by the time that it tells of it, with the rules that were asked', () => {
  const journal = createJournal(createJournalBudget())
  const heard: unknown[] = []
  journal.subscribe((entry) => heard.push([entry, journal.since(0), journal.last()]))
  const exchange = { ...recorded(''), asked: [true, false] }
  journal.add(exchange)
  expect(heard).toEqual([[{ n: 1, ...exchange }, [{ n: 1, ...exchange }], 1]])
})
