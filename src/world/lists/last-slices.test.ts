import { describe, expect, it } from 'vitest'
import { lastSlices } from './last-slices.ts'

describe('slices', () => {
  it('that were asked for before are the same, the latest eight of them', () => {
    let made = 0
    const slice = lastSlices(10, (start, end) => {
      made++
      return Array.from({ length: end - start }, (_, at) => start + at)
    })
    expect([slice(0, 3), slice(8, 99), slice(99), slice(7)]).toEqual([[0, 1, 2], [8, 9], [], [7, 8, 9]])
    expect(slice(0, 3)).toBe(slice(0, 3))
    expect(made).toBe(4)
    for (let end = 1; end <= 8; end++) slice(1, 1 + end)
    slice(0, 3)
    expect(made).toBe(13)
  })

  it('that are asked for again are forgotten last', () => {
    const slice = lastSlices(10, (start) => [start])
    const [first, second] = Array.from({ length: 8 }, (_, start) => slice(start))
    slice(0)
    slice(8)
    expect(slice(0)).toBe(first)
    expect(slice(1)).not.toBe(second)
  })

  it('with more than 20,000 rows together are forgotten, but for the last', () => {
    let made = 0
    const slice = lastSlices(30_000, (start, end) => {
      made++
      return Array.from({ length: end - start }, () => 0)
    })
    slice(0, 15_000)
    slice(0, 5_000)
    slice(0, 15_000)
    expect(made).toBe(2)
    slice(0, 25_000)
    slice(0, 25_000)
    expect(made).toBe(3)
    slice(0, 15_000)
    expect(made).toBe(4)
  })
})
