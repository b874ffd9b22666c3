import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromTheirNames, toTheirNames, type MemberNames } from './names.ts'

const NAMES: MemberNames = {
  userId: { name: 'uid', unless: null },
  guestName: { name: 'name', unless: 'userId' },
}
const SWAPPED: MemberNames = { a: { name: 'b', unless: null }, b: { name: 'a', unless: null } }

describe('a value in the target’s names', () => {
  it('is renamed at any depth, in lists as in objects', () => {
    expect(toTheirNames({ userId: 'u', list: [{ userId: 'v' }, [{ guestName: 'w' }]] }, NAMES)).toEqual({
      uid: 'u',
      list: [{ uid: 'v' }, [{ name: 'w' }]],
    })
  })

  it('has no member that would be taken for another', () => {
    expect(toTheirNames({ userId: 'u', uid: 'x', kept: 1 }, NAMES)).toEqual({ uid: 'u', kept: 1 })
    expect(toTheirNames({ uid: 'x' }, NAMES)).toEqual({})
  })

  it('may have two names the other way round', () => {
    expect(toTheirNames({ a: 1, b: 2 }, SWAPPED)).toEqual({ b: 1, a: 2 })
  })

  it('is the same one if there are no names, and any text, number or null stays', () => {
    const value = { userId: 'u' }
    expect(toTheirNames(value, {})).toBe(value)
    expect(fromTheirNames(value, {})).toBe(value)
    for (const plain of ['userId', 0, null, undefined, true]) expect(toTheirNames(plain, NAMES)).toBe(plain)
  })

  it('keeps members with the names of what objects inherit', () => {
    expect(toTheirNames({ constructor: 1, toString: 2 }, NAMES)).toEqual({ constructor: 1, toString: 2 })
  })
})

describe('a target’s value in the contract’s names', () => {
  it('is renamed back', () => {
    expect(fromTheirNames([{ uid: 'u', deep: { uid: 'v' } }], NAMES)).toEqual([{ userId: 'u', deep: { userId: 'v' } }])
    expect(fromTheirNames({ a: 1, b: 2 }, SWAPPED)).toEqual({ b: 1, a: 2 })
  })

  it('leaves a member null whose name means something else beside another member', () => {
    expect(fromTheirNames({ uid: 'u', name: 'Ada' }, NAMES)).toEqual({ userId: 'u', guestName: null })
    expect(fromTheirNames({ name: 'Ada' }, NAMES)).toEqual({ guestName: 'Ada' })
    expect(fromTheirNames({ uid: null, name: 'Ada' }, NAMES)).toEqual({ userId: null, guestName: 'Ada' })
  })

  it('judges each object by its own members', () => {
    const participants = [{ uid: 'u', name: 'Ada' }, { name: 'Bob' }]
    expect(fromTheirNames({ uid: 'x', participants, one: { name: 'Eve' } }, NAMES)).toEqual({
      userId: 'x',
      participants: [{ userId: 'u', guestName: null }, { guestName: 'Bob' }],
      one: { guestName: 'Eve' },
    })
  })
})

it('there and back, a value of the contract is the same', () => {
  const members = fc.dictionary(fc.constantFrom('userId', 'id', 'roomId', 'isHost'), fc.jsonValue({ maxDepth: 0 }))
  fc.assert(
    fc.property(fc.array(members, { maxLength: 3 }), (value) => {
      expect(fromTheirNames(toTheirNames(value, NAMES), NAMES)).toEqual(value)
    }),
  )
})
