import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashOf, united, type Deviation } from './deviation.ts'

const deviation = (some: Partial<Deviation>): Deviation => ({ as: null, given: {}, request: {}, raw: null, ...some })
const patching = (request: Record<string, unknown>): Deviation => deviation({ request })
const clash = (a: Deviation, b: Deviation): string | null =>
  clashOf(a, b, new Map([['room', { alone: new Set(['unknown']) }]]))

describe('two deviations clash, in either order,', () => {
  it.each([
    ['that name an identity each', deviation({ as: 'guest' }), deviation({ as: 'host' })],
    [
      'with a fact that stands alone',
      deviation({ given: { room: ['unknown'] } }),
      deviation({ given: { room: ['locked'] } }),
    ],
    ['that write one member with two values', patching({ body: { name: 1 } }), patching({ body: { name: 2 } })],
    [
      'of which one patches inside what the other replaces',
      patching({ body: { name: { first: 'Jane' } } }),
      patching({ body: { name: 5 } }),
    ],
    [
      'of which one writes the body itself, and the other patches it',
      deviation({ raw: { text: '{' } }),
      patching({ body: { name: 1 } }),
    ],
    [
      'of which one writes the query itself, and the other patches it',
      deviation({ raw: { query: 'a=%' } }),
      patching({ query: { a: 1 } }),
    ],
    ['that write two bodies', deviation({ raw: { text: '{' } }), deviation({ raw: { text: '[' } })],
    ['that write two queries', deviation({ raw: { query: 'a' } }), deviation({ raw: { query: 'b' } })],
  ])('%s', (_what, a, b) => {
    expect([clash(a, b), clash(b, a)]).not.toContain(null)
  })
})

describe('two deviations hold at once, in either order,', () => {
  it.each([
    ['that differ in nothing', deviation({}), deviation({})],
    ['that name the same identity', deviation({ as: 'guest' }), deviation({ as: 'guest' })],
    ['that patch members beside each other', patching({ body: { name: 1 } }), patching({ body: { named: 2 } })],
    ['that write the same', deviation({ raw: { text: '{' } }), deviation({ raw: { text: '{' } })],
    ['that write a body and a query', deviation({ raw: { text: '{' } }), deviation({ raw: { query: 'b' } })],
    [
      'with two facts that go together',
      deviation({ given: { room: ['full'] } }),
      deviation({ given: { room: ['locked'] } }),
    ],
  ])('%s', (_what, a, b) => {
    expect([clash(a, b), clash(b, a)]).toEqual([null, null])
  })
})

describe('what two deviations are together', () => {
  it('has all of both, each fact once, and a null stays one', () => {
    const a = deviation({
      as: 'guest',
      given: { room: ['full', 'locked'] },
      request: { body: { a: null } },
      raw: { query: 'q' },
    })
    const b = deviation({
      given: { room: ['locked'], call: [] },
      request: { body: { b: 1 }, path: { c: 2 } },
      raw: { text: '{' },
    })
    expect(united(a, b)).toEqual({
      as: 'guest',
      given: { room: ['full', 'locked'], call: [] },
      request: { body: { a: null, b: 1 }, path: { c: 2 } },
      raw: { query: 'q', text: '{' },
    })
  })

  it('does not depend on their order where they do not clash', () => {
    const patch = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(fc.integer({ max: 3, min: 0 }), fc.constant(null)),
    )
    fc.assert(
      fc.property(patch, patch, (one, other) => {
        const [a, b] = [patching({ body: one }), patching({ body: other })]
        fc.pre(clash(a, b) === null)
        expect(united(a, b)).toEqual(united(b, a))
      }),
    )
  })
})
