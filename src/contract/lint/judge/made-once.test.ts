import { expect, it } from 'vitest'
import { madeOnce } from './made-once.ts'

it('makes a value when it is first asked for, and never again', () => {
  const made: object[] = []
  const value = madeOnce(() => {
    made.push({})
    return made.at(-1)
  })
  expect(made).toHaveLength(0)
  expect(value()).toBe(value())
  expect(made).toHaveLength(1)
})

it('keeps what is nothing, too', () => {
  let count = 0
  const nothing = madeOnce(() => {
    count += 1
    return null
  })
  expect([nothing(), nothing(), count]).toEqual([null, null, 1])
})

it('tries again after what could not be made', () => {
  let count = 0
  const second = madeOnce(() => {
    count += 1
    if (count === 1) throw new Error('not yet')
    return count
  })
  expect(second).toThrow('not yet')
  expect(second()).toBe(2)
})
