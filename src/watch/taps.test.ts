import { expect, it } from 'vitest'
import { createTaps } from './taps.ts'

const bytes = (length: number): Uint8Array => new Uint8Array(length)

it('a tap keeps a body up to its bound, and nothing of a longer one', () => {
  const taps = createTaps({ one: 10, all: 100 })
  const tap = taps.open()
  tap.add(bytes(10))
  expect([tap.bytes()?.length, taps.kept()]).toEqual([10, 10])
  tap.add(bytes(1))
  tap.add(bytes(1))
  expect([tap.bytes(), taps.kept()]).toEqual([null, 0])
})

it('all taps together keep no more than their bound, and what is released is free again', () => {
  const taps = createTaps({ one: 10, all: 15 })
  const [first, second] = [taps.open(), taps.open()]
  first.add(bytes(10))
  second.add(bytes(6))
  expect([second.bytes(), taps.kept()]).toEqual([null, 10])
  first.release()
  first.release()
  const third = taps.open()
  third.add(bytes(10))
  expect([third.bytes()?.length, taps.kept()]).toEqual([10, 10])
})

it('a tap has the bytes in their order, and takes the last that there is room for', () => {
  const taps = createTaps({ one: 10, all: 5 })
  const tap = taps.open()
  expect(tap.bytes()?.length).toBe(0)
  tap.add(Uint8Array.of(1, 2))
  tap.add(Uint8Array.of(3, 4, 5))
  expect([[...(tap.bytes() ?? [])], taps.kept()]).toEqual([[1, 2, 3, 4, 5], 5])
  tap.release()
  expect([tap.bytes(), taps.kept()]).toEqual([null, 0])
})
