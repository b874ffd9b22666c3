import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashOf, united, type Variation } from './variation.ts'

const variation = (some: Partial<Variation>): Variation => ({ as: null, given: {}, request: {}, raw: null, ...some })
const patching = (request: Record<string, unknown>): Variation => variation({ request })
const clash = (a: Variation, b: Variation): string | null =>
  clashOf(a, b, new Map([['room', { absent: new Set(['unknown']) }]]))

describe('two variations clash, in either order,', () => {
  it.each([
    [
      'that name an identity each',
      variation({ as: 'guest' }),
      variation({ as: 'host' }),
      ['each names its own identity: guest and host', 'each names its own identity: host and guest'],
    ],
    [
      'with a fact that stands alone',
      variation({ given: { room: ['unknown'] } }),
      variation({ given: { room: ['locked'] } }),
      'a room that is unknown can have no other fact',
    ],
    [
      'that write one member with two values',
      patching({ body: { name: 1 } }),
      patching({ body: { name: 2 } }),
      'both patch /body/name',
    ],
    [
      'of which one patches inside what the other replaces',
      patching({ body: { name: { first: 'Jane' } } }),
      patching({ body: { name: 5 } }),
      ['both patch /body/name/first', 'both patch /body/name'],
    ],
    ...[{ text: '{' }, { text: '' }, { fill: 0 }, { contentType: '' }].map(
      (raw) =>
        [
          `of which one writes the body itself (${JSON.stringify(raw)}), and the other patches it`,
          variation({ raw }),
          patching({ body: { name: 1 } }),
          'one gives the body literally, the other patches it',
        ] as const,
    ),
    [
      'of which one writes the query itself, and the other patches it',
      variation({ raw: { query: '' } }),
      patching({ query: { a: 1 } }),
      'one gives the query literally, the other patches it',
    ],
    [
      'that write two bodies',
      variation({ raw: { text: '{' } }),
      variation({ raw: { fill: 5 } }),
      'both give the body literally',
    ],
    [
      'that write two queries',
      variation({ raw: { query: 'a' } }),
      variation({ raw: { query: '' } }),
      'both give the query literally',
    ],
  ] as const)('%s', (_what, a, b, reasons) => {
    expect([clash(a, b), clash(b, a)]).toEqual(typeof reasons === 'string' ? [reasons, reasons] : reasons)
  })
})

describe('two variations hold at once, in either order,', () => {
  it.each([
    ['that differ in nothing', variation({}), variation({})],
    ['of which one names an identity', variation({}), variation({ as: 'host' })],
    ['that name the same identity', variation({ as: 'guest' }), variation({ as: 'guest' })],
    ['that patch members beside each other', patching({ body: { name: 1 } }), patching({ body: { named: 2 } })],
    ['that write the same', variation({ raw: { text: '{' } }), variation({ raw: { text: '{' } })],
    ['that write a body and a query', variation({ raw: { text: '{' } }), variation({ raw: { query: 'b' } })],
    ['that write a body and patch a query', variation({ raw: { text: '{' } }), patching({ query: { a: 1 } })],
    ['that write a query and patch a body', variation({ raw: { query: 'b' } }), patching({ body: { a: 1 } })],
    ['that patch a member of one name at two places', patching({ a: 1 }), patching({ b: { a: { c: 1 } } })],
    [
      'with two facts that go together',
      variation({ given: { room: ['full'] } }),
      variation({ given: { room: ['locked'] } }),
    ],
  ])('%s', (_what, a, b) => {
    expect([clash(a, b), clash(b, a)]).toEqual([null, null])
  })
})

describe('what two variations are together', () => {
  it('has all of both, each fact once, and a null stays one', () => {
    const a = variation({
      as: 'guest',
      given: { room: ['full', 'locked'] },
      request: { body: { a: null } },
      raw: { query: 'q' },
    })
    const b = variation({
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
