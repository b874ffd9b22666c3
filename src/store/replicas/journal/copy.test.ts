import { expect, it } from 'vitest'
import { createJournalBudget } from '../../../world/journal-budget.ts'
import { toExchangeText } from '../../log/journal-text.ts'
import type { StreamEntry } from '../../redis/replies.ts'
import { createJournalCopy } from './copy.ts'

const about = { outcome: 'joined', operation: 'joinMeetingRoom', cause: 'c', forced: null }

/** The n-th exchange of a stream. */
function entry(n: number): StreamEntry {
  const request = { method: 'GET', target: `/${n}`, headers: {}, body: '' }
  return { id: `0-${n}`, n, body: toExchangeText({ at: n, request, answer: { status: 200, body: '', about } }) }
}

function begin() {
  const [told, unreadable]: [number[], number[]] = [[], []]
  const copy = createJournalCopy(
    createJournalBudget(),
    ({ n }) => void told.push(n),
    (n) => void unreadable.push(n),
  )
  return {
    ...copy,
    told,
    unreadable,
    held: () =>
      copy
        .journal()
        .since(0)
        .map(({ n }) => n),
  }
}

it('exchanges are taken and told once, and those that were discarded for space count as forgotten', () => {
  const { take, told, held, journal, isBehind } = begin()
  expect(isBehind({ last: 0, cleared: 0 })).toBe(false)
  expect(isBehind({ last: 2, cleared: 0 })).toBe(true)
  take([entry(1), entry(2)])
  take([entry(2), { id: '0-3', n: 3, body: 'nonsense' }])
  expect([held(), told, isBehind({ last: 2, cleared: 0 })]).toEqual([[1, 2], [1, 2], false])
  take([entry(9)])
  expect([held(), told, journal().forgotten()]).toEqual([[9], [1, 2, 9], 8])
})

it('a stream that was cleared is read anew after that, and nothing in it is told again', () => {
  const { take, told, held, isBehind } = begin()
  take([entry(1), entry(2), entry(3)])
  expect(isBehind({ last: 3, cleared: 2 })).toBe(true)
  take([entry(3)])
  expect([held(), told]).toEqual([[3], [1, 2, 3]])
})

it('a stream that begins anew is read, and told, from its start', () => {
  const { take, told, held, isBehind } = begin()
  take([entry(1), entry(2)])
  expect(isBehind({ last: 1, cleared: 0 })).toBe(true)
  take([entry(1)])
  expect([held(), told]).toEqual([[1], [1, 2, 1]])
})

it('one that cannot be read is passed over, and told of once', () => {
  const { take, told, held, unreadable } = begin()
  const damaged = { ...entry(2), body: '{}' }
  take([entry(1), damaged])
  take([damaged])
  take([damaged, entry(3)])
  expect([held(), told, unreadable]).toEqual([[1, 3], [1, 3], [2]])
})

it('those that cannot be read are passed over one after another, and what was read before them stays', () => {
  const { take, held, journal, unreadable } = begin()
  const damaged = (n: number): StreamEntry => ({ ...entry(n), body: '{}' })
  take([entry(1), damaged(2), damaged(3), entry(4)])
  expect([held(), unreadable, journal().forgotten()]).toEqual([[1, 4], [2, 3], 0])
  take([damaged(5), entry(9)])
  expect([held(), unreadable, journal().forgotten()]).toEqual([[9], [2, 3, 5], 8])
  take([damaged(10), entry(11)])
  expect([held(), journal().forgotten()]).toEqual([[9, 11], 8])
})

it('a stream that was cleared is begun again once, and none in it counts as forgotten', () => {
  const { take, held, journal, isBehind } = begin()
  take([entry(1), entry(2), entry(3)])
  expect(isBehind({ last: 3, cleared: 3 })).toBe(false)
  expect([held(), journal().last(), journal().forgotten()]).toEqual([[], 3, 0])
  take([entry(4)])
  expect([isBehind({ last: 4, cleared: 3 }), held()]).toEqual([false, [4]])
})

it('one that cannot be read in a stream that begins anew is told of again, and so is what was forgotten', () => {
  const { take, held, journal, isBehind, unreadable } = begin()
  take([entry(1), { ...entry(2), body: '{}' }, entry(3)])
  expect(isBehind({ last: 1, cleared: 0 })).toBe(true)
  take([entry(1), entry(3)])
  expect([held(), journal().forgotten()]).toEqual([[3], 2])
  expect(isBehind({ last: 2, cleared: 0 })).toBe(true)
  take([entry(1), { ...entry(2), body: '{}' }])
  expect([held(), unreadable]).toEqual([[1], [2, 2]])
})
