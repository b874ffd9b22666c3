import { describe, expect, it } from 'vitest'
import { chooseWorld } from './choose-world.ts'

describe('the world of a request', () => {
  it.each<[Record<string, string>, string, string | null, string]>([
    [{}, '/rooms', null, '/rooms'],
    [{}, '/~Checkout/rooms/a', 'checkout', '/rooms/a'],
    [{}, '/%7echeckout', 'checkout', '/'],
    [{}, '/%7Echeckout/', 'checkout', '/'],
    [{}, '/%2Fa', null, '/%2Fa'],
    [{}, '/a/~b', null, '/a/~b'],
    [{ host: 'one.localhost:4010' }, '/rooms', 'one', '/rooms'],
    [{ host: 'one.localhost' }, '/~two/rooms', 'two', '/rooms'],
    [{ host: 'one.localhost', 'x-greenroom-world': 'three' }, '/rooms', 'three', '/rooms'],
    [{ host: 'one.localhost', 'x-greenroom-world': 'Three' }, '/~thrEE/rooms', 'three', '/rooms'],
    [{ host: 'one.localhost.' }, '/rooms', 'one', '/rooms'],
    [{ host: 'localhost:4010' }, '/', null, '/'],
    [{ host: 'a.b.localhost' }, '/', null, '/'],
    [{ host: 'one.localhost.example.org' }, '/', null, '/'],
  ])('with %j at %s is %s', (headers, path, world, rest) => {
    expect(chooseWorld(headers, path)).toMatchObject({ world, path: rest })
  })

  it.each<[Record<string, string>, string]>([
    [{}, '/~'],
    [{}, '/~/rooms'],
    [{}, '/~a_b/rooms'],
    [{ 'x-greenroom-world': '' }, '/'],
    [{ 'x-greenroom-world': 'a b' }, '/~good/'],
    [{ host: '-a.localhost' }, '/'],
  ])('with %j at %s is none that could be', (headers, path) => {
    expect(chooseWorld(headers, path)).toMatchObject({ problem: { status: 400 } })
  })
})
