import { expect, it } from 'vitest'
import { answer } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { limitWindow, spends } from './limit-window.ts'

// Its window is 5 s; only a call without credentials does not count.
const JOINED = 'joinVideoConference/joined'
const REFUSED = 'joinVideoConference/not-logged-in'

/** A sequence of calls, each after this many milliseconds. */
const calls = (...all: readonly (readonly [id: string, waitMs: number])[]): Answered[] =>
  all.reduce<Answered[]>((earlier, [id, waitMs]) => [...earlier, answer(id, { call: { waitMs }, earlier })], [])

/** The numbers of the calls that count in the window of the last one, and the time since it began. */
function windowOf(...all: readonly (readonly [id: string, waitMs: number])[]): [number[], number] {
  const made = calls(...all)
  const last = made.at(-1) ?? answer(JOINED)
  const { counted, passedMs } = limitWindow(last)
  return [counted.map((each) => made.indexOf(each)), passedMs]
}

it('begins with the first call that counts, and ends when its time is over', () => {
  expect(windowOf([JOINED, 0])).toEqual([[], 0])
  expect(windowOf([JOINED, 0], [JOINED, 0])).toEqual([[0], 0])
  expect(windowOf([JOINED, 0], [JOINED, 4999])).toEqual([[0], 4999])
  expect(windowOf([JOINED, 0], [JOINED, 5000])).toEqual([[], 0])
  expect(windowOf([JOINED, 0], [JOINED, 3000], [JOINED, 1000])).toEqual([[0, 1], 4000])
  expect(windowOf([JOINED, 0], [JOINED, 3000], [JOINED, 2000])).toEqual([[], 2000])
  expect(windowOf([JOINED, 0], [JOINED, 6000], [JOINED, 1000])).toEqual([[1], 1000])
})

it('is not begun by calls that do not count, nor by those of another operation, whose time passes all the same', () => {
  expect(windowOf([REFUSED, 0], [JOINED, 1000])).toEqual([[], 1000])
  expect(windowOf(['joinLivechatRoom/joined', 0], [JOINED, 1000])).toEqual([[], 1000])
  expect(windowOf([JOINED, 0], [REFUSED, 2000], [JOINED, 1000])).toEqual([[0], 3000])
  expect(windowOf([JOINED, 0], ['joinLivechatRoom/joined', 2000], [JOINED, 1000])).toEqual([[0], 3000])
})

it('counts the first call of a case from its wait on, whatever came before', () => {
  expect(windowOf([JOINED, 4999])).toEqual([[], 4999])
  expect(windowOf([JOINED, 12_000])).toEqual([[], 2000])
})

it('never lasts where the contract has no limit', () => {
  expect(windowOf(['joinMeetingRoom/joined-as-host', 0], ['joinMeetingRoom/joined-as-host', 7])).toEqual([[], 0])
})

it.each([
  [REFUSED, false],
  ['joinVideoConference/rate-limited', true],
  ['joinVideoConference/missing-call-id', true],
  [JOINED, true],
  // Limits for pacing only.
  ['listLivechatRooms/listed', false],
  ['joinMeetingRoom/room-full', false],
])('%s counts against a limit: %s', (id, expected) => expect(spends(answer(id))).toBe(expected))
