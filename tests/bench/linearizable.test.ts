import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLinearizable, type Call } from '../../bench/replicas/linearizable.ts'

const join = (sent: number, answered: number, seat: number): Call => ({ sent, answered, did: 'join', seat })
const full = (sent: number, answered: number): Call => ({ sent, answered, did: 'nothing' })
const leave = (sent: number, answered: number, seat: number): Call => ({ sent, answered, did: 'leave', seat })
const count = (sent: number, answered: number, inside: number): Call => ({ sent, answered, did: 'count', inside })

describe('a history of a room is accepted', () => {
  it('if there is an order in which a single mock would have answered so', () => {
    expect(isLinearizable([join(0, 1, 0), full(2, 3)], 1)).toBe(true)
    expect(isLinearizable([full(0, 9), join(1, 2, 0)], 1)).toBe(true)
    expect(isLinearizable([join(0, 9, 1), join(1, 8, 0), full(2, 3)], 2)).toBe(true)
    expect(isLinearizable([join(0, 1, 0), leave(2, 5, 0), join(3, 4, 1), full(6, 7)], 1)).toBe(true)
  })

  it('whether or not a call without an answer has happened', () => {
    expect(isLinearizable([join(0, Infinity, 0), join(1, 2, 0)], 1)).toBe(true)
    expect(isLinearizable([join(0, Infinity, 0), full(1, 2)], 1)).toBe(true)
    expect(isLinearizable([join(0, 1, 0), leave(2, Infinity, 0), full(3, 4)], 1)).toBe(true)
  })

  it('for any that a single room has answered, each at some moment of its call', () => {
    const call = fc.record({ before: fc.nat(20), after: fc.nat(20), leaves: fc.boolean() })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (made, seats) => {
        const inside: number[] = []
        let given = 0
        const history = made.map(({ before, after, leaves }, at): Call => {
          const [sent, answered] = [at - before - 0.5, at + after + 0.5]
          const left = leaves ? inside.shift() : undefined
          if (left !== undefined) return leave(at - 0.5, answered, left)
          if (inside.length === seats) return full(sent, answered)
          inside.push(given)
          return join(sent, answered, given++)
        })
        expect(isLinearizable(history, seats)).toBe(true)
      }),
    )
  })
})

describe('a history of a room is rejected', () => {
  it('if more were let in than there are seats', () => {
    expect(isLinearizable([join(0, 1, 0), join(0, 1, 1)], 1)).toBe(false)
  })

  it('if one was refused before anybody could have been inside', () => {
    expect(isLinearizable([full(0, 1), join(2, 3, 0)], 1)).toBe(false)
  })

  it('if an answer was from the past', () => {
    expect(isLinearizable([join(0, 1, 0), leave(2, 3, 0), full(4, 5)], 1)).toBe(false)
    expect(isLinearizable([join(0, 1, 0), count(2, 3, 0)], 2)).toBe(false)
  })

  it('if two got the same seat', () => {
    expect(isLinearizable([join(0, 1, 0), join(2, 3, 0)], 2)).toBe(false)
  })

  it('if a seat was given that comes later in a call that was over before', () => {
    expect(isLinearizable([join(0, 1, 1), join(2, 3, 0)], 2)).toBe(false)
  })
})
