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
    [{ host: 'Three.localhost', 'x-greenroom-world': 'three' }, '/~thrEE/rooms', 'three', '/rooms'],
    [{ host: 'one.localhost.' }, '/rooms', 'one', '/rooms'],
    [{ host: 'One.LOCALHOST:4010' }, '/rooms', 'one', '/rooms'],
    [{ cookie: 'a=b; greenroom-world=Four; c=d' }, '/rooms', 'four', '/rooms'],
    [{ cookie: 'greenroom-world="four"', 'x-greenroom-world': 'four' }, '/rooms', 'four', '/rooms'],
    [{ cookie: 'greenroom-world=four', host: 'four.localhost' }, '/rooms', 'four', '/rooms'],
    [{ cookie: 'not-greenroom-world=four' }, '/rooms', null, '/rooms'],
    [{ cookie: 'greenroom-world=" four "' }, '/rooms', 'four', '/rooms'],
    [{ host: 'one.localhost:' }, '/rooms', 'one', '/rooms'],
    [{ host: 'localhost:4010' }, '/', null, '/'],
    [{ host: 'a.b.localhost' }, '/', null, '/'],
    [{ host: 'one.localhost.example.org' }, '/', null, '/'],
  ])('with %j at %s is %s', (headers, path, world, rest) => {
    expect(chooseWorld(headers, path)).toMatchObject({ world, path: rest })
  })

  it.each([
    ['__world=five', {}, 'five'],
    ['a=%5f&%5f_wor%6cd=five', {}, 'five'],
    ['a=1&__World=five&b=2', { host: 'five.localhost' }, 'five'],
    ['__world=five', { 'x-greenroom-world': 'five', cookie: 'greenroom-world=Five' }, 'five'],
    ['__WORLD=five', {}, 'five'],
    ['my__world=five', {}, null],
    ['underworld=five', {}, null],
    ['name=__world%3Dfive', {}, null],
  ])('with the query %s and %j is %s', (query, headers, world) => {
    expect(chooseWorld(headers, '/rooms', query)).toEqual({ world, path: '/rooms', prefix: '' })
  })

  it.each<[Record<string, string>, string, string]>([
    [{ 'x-greenroom-world': 'a' }, '/~b/rooms', ''],
    [{ 'x-greenroom-world': 'a' }, '/rooms', '__world=b'],
    [{ 'x-greenroom-world': 'a', cookie: 'greenroom-world=b' }, '/rooms', ''],
    [{ 'x-greenroom-world': 'a', cookie: 'greenroom-world=b' }, '/~a/rooms', ''],
    [{ cookie: 'greenroom-world=b' }, '/~a/rooms', ''],
    [{ cookie: 'greenroom-world=b' }, '/rooms', '__world=a'],
    [{ cookie: 'greenroom-world=a; greenroom-world=b' }, '/rooms', ''],
    [{ cookie: 'greenroom-world=a', host: 'b.localhost:4010' }, '/rooms', ''],
    [{}, '/~a/rooms', '__world=b'],
    [{ host: 'a.localhost' }, '/rooms', '__world=b'],
    [{}, '/rooms', '__world=a&__world=b'],
  ])('with %j at %s?%s is refused: two are named', (headers, path, query) => {
    expect(chooseWorld(headers, path, query)).toMatchObject({
      problem: {
        status: 400,
        title: 'Two worlds named',
        detail: expect.stringMatching(
          /^The call names the world (?:"a" in one way, and "b"|"b" in one way, and "a") in another\. Name it in one way\.$/,
        ),
      },
    })
  })

  it('is shown by eighty characters where it is refused', () => {
    const detailOf = (headers: Record<string, string>, query = ''): string =>
      Object(Object(chooseWorld(headers, '/rooms', query)).problem).detail
    expect(Object(chooseWorld({ 'x-greenroom-world': '_'.repeat(81) }, '/rooms')).problem).toEqual({
      status: 400,
      title: 'Invalid world name',
      detail: `"${'_'.repeat(80)}" is not a valid world name: use up to 63 letters, digits and hyphens, with no hyphen at either end.`,
    })
    expect(detailOf({}, `world=${'a'.repeat(81)}`)).toMatch(/^\?world=a{80} names the world of a socket\. /)
  })

  it('named as for a socket is refused, with the word for HTTP', () => {
    expect(chooseWorld({}, '/rooms', 'a=1&world=b')).toMatchObject({
      problem: {
        status: 400,
        title: 'World named for a socket',
        detail:
          '?world=b names the world of a socket. Over HTTP, write ?__world=, the path prefix /~<world>, or the header X-Greenroom-World.',
      },
    })
  })

  it.each<[Record<string, string>, string]>([
    [{ host: 'one.localhost' }, '/~two/rooms'],
    [{ host: 'one.localhost', 'x-greenroom-world': 'two' }, '/rooms'],
    [{ 'x-greenroom-world': 'one' }, '/~two/rooms'],
  ])('with %j at %s is none, since two are named', (headers, path) => {
    expect(chooseWorld(headers, path)).toMatchObject({ problem: { status: 400, title: 'Two worlds named' } })
  })

  it.each<[Record<string, string>, string]>([
    [{}, '/~'],
    [{ cookie: 'greenroom-world=' }, '/rooms'],
    [{ cookie: 'greenroom-world=a b' }, '/rooms'],
    [{}, '/~/rooms'],
    [{}, '/~a_b/rooms'],
    [{ 'x-greenroom-world': '' }, '/'],
    [{ 'x-greenroom-world': 'a b' }, '/~good/'],
    [{ host: '-a.localhost' }, '/'],
  ])('with %j at %s is none that could be', (headers, path) => {
    expect(chooseWorld(headers, path)).toMatchObject({ problem: { status: 400 } })
  })
})

it.each(['?wor%6cd=qa', '?%77orld=qa', '?world', '?a=1&world='])(
  'a call that names the world of a socket by %s is refused',
  (query) => {
    expect(chooseWorld({}, '/rooms', query.slice(1))).toMatchObject({ problem: { status: 400 } })
  },
)

it('says which two worlds are named, the first ones in order', () => {
  const headers = { 'x-greenroom-world': 'one', cookie: 'greenroom-world=four', host: 'five.localhost' }
  expect(chooseWorld(headers, '/~two/rooms', '__world=three')).toMatchObject({
    problem: { detail: 'The call names the world "one" in one way, and "two" in another. Name it in one way.' },
  })
  expect(chooseWorld({ ...headers, 'x-greenroom-world': 'ONE' }, '/~one/rooms', '__world=three')).toMatchObject({
    problem: { detail: 'The call names the world "ONE" in one way, and "three" in another. Name it in one way.' },
  })
  expect(chooseWorld(headers, '/rooms', '__world=one')).toMatchObject({
    problem: { detail: 'The call names the world "one" in one way, and "four" in another. Name it in one way.' },
  })
})

it('a quote at one end of a cookie alone is part of the name', () => {
  for (const value of ['"qa', 'qa"', '"'])
    expect(chooseWorld({ cookie: `greenroom-world=${value}` }, '/')).toMatchObject({
      problem: { detail: expect.stringContaining(`${JSON.stringify(value)} is not a valid world name: `) },
    })
})

it('reads a cookie of sixteen thousand spaces and quotes, on which a pattern would not end', () => {
  const cookie = `greenroom-world=${' '.repeat(8_000)}"x"y${'" '.repeat(4_000)}; greenroom-world=${' '.repeat(8_000)}qa`
  expect(chooseWorld({ cookie }, '/rooms')).toHaveProperty('problem')
  expect(chooseWorld({ cookie: `greenroom-world=${' '.repeat(15_000)}"qa"` }, '/rooms')).toMatchObject({ world: 'qa' })
})
