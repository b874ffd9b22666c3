import { describe, expect, it } from 'vitest'
import { WORLD_NAMESPACES, worldOfSocket } from './world.ts'

it.each([
  ['/~qa', true],
  ['/~qa/', true],
  ['/%7eqa', true],
  ['/%7Eqa', true],
  ['/~', false],
  ['/~/', false],
  ['/~qa/x', false],
  ['/x/~qa', false],
  ['/qa', false],
])('the namespace %s is that of a world: %s', (name, expected) => {
  expect(WORLD_NAMESPACES.test(name)).toBe(expected)
})

describe('the world of a socket', () => {
  const of = (given: object) => worldOfSocket({ auth: {}, query: {}, headers: {}, namespace: '/', ...given })

  it('is that of its auth, of its query, of its namespace or headers', () => {
    expect(of({ auth: { world: 'a' }, query: { world: 'A' } })).toMatchObject({ world: 'a' })
    expect(of({ auth: { world: undefined }, query: { world: 'b' } })).toMatchObject({ world: 'b' })
    expect(of({ namespace: '/~c' })).toMatchObject({ world: 'c' })
    expect(of({ auth: { world: 'd' }, headers: { 'x-greenroom-world': 'D, d' } })).toMatchObject({ world: 'd' })
    expect(of({ auth: null, headers: { host: 'e.localhost' } })).toMatchObject({ world: 'e' })
    expect(of({ auth: Object.create({ world: 'inherited' }) })).toMatchObject({ world: null })
  })

  it.each([null, undefined])('is named elsewhere, or nowhere, where its auth and its query say %j', (world) => {
    expect(of({ auth: { world } })).toEqual({ world: null })
    expect(of({ query: { world } })).toEqual({ world: null })
    expect(of({ auth: { world }, query: { world }, namespace: '/~c' })).toEqual({ world: 'c' })
  })

  it.each([
    { auth: { world: 'a' }, query: { world: 'b' } },
    { auth: { world: 'a' }, namespace: '/~c' },
    { query: { world: 'b' }, headers: { 'x-greenroom-world': 'd' } },
    { auth: { world: 'a' }, headers: { host: 'e.localhost' } },
    { headers: { 'x-greenroom-world': 'd, f' } },
    { auth: { world: 'd' }, headers: { 'x-greenroom-world': 'd, f' } },
  ])('is none where two are named: %j', (given) => {
    expect(of(given)).toMatchObject({ problem: { title: 'Two worlds named' } })
  })

  it.each([5, {}, ['a'], '', 'a b'])('is none where it is said to be %j', (world) => {
    expect(of({ auth: { world } })).toMatchObject({ problem: { status: 400 } })
    expect(of({ query: { world } })).toMatchObject({ problem: { status: 400 } })
  })
})
