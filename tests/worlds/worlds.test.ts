import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorldEvent } from '../../src/world/worlds.ts'
import { JOIN_ROOM, jsonOf, startPlane, type Plane } from '../support/plane.ts'

let plane: Plane
beforeAll(async () => void (plane = await startPlane()))
afterAll(() => plane[Symbol.asyncDispose]())

const port = (): number => plane.server.port

/** The world that answered last, by the journals: the one in which this very target was called. */
function worldOf(mark: string): string[] {
  return plane.server.mock.worlds
    .list()
    .filter(({ journal }) => journal.since(0).some(({ request }) => request.target.includes(mark)))
    .map(({ name }) => name)
}

let marks = 0
const fresh = (): string => `mark=${++marks}`

describe('a call picks its world', () => {
  it.each([
    ['by header', '', { 'x-greenroom-world': 'by-header' }, 'by-header'],
    [
      'by header, prefix and host, which agree',
      '/~Agreed',
      { 'x-greenroom-world': 'agreed', host: 'agreeD' },
      'agreed',
    ],
    ['by host', '', { host: 'by-host' }, 'by-host'],
    ['by cookie', '', { cookie: 'theme=dark; greenroom-world=by-cookie' }, 'by-cookie'],
    ['by nothing: the default one', '', {}, 'default'],
    ['by a prefix whose tilde is encoded', '/%7Eby-prefix', {}, 'by-prefix'],
    ['by a prefix whose tilde is encoded in small letters', '/%7eby-prefix', {}, 'by-prefix'],
    ['whatever the case of the prefix', '/~By-PREFIX', {}, 'by-prefix'],
    ['whatever the case of the header', '', { 'x-greenroom-world': 'BY-Header' }, 'by-header'],
    ['whatever the case of the host', '', { host: 'BY-Host' }, 'by-host'],
    ['by the name of the default one', '/~default', {}, 'default'],
  ])('%s', async (_, prefix, { host, ...headers }: Record<string, string>, expected) => {
    const mark = fresh()
    const answer = await plane.call(`${prefix}${JOIN_ROOM}?${mark}`, {
      method: 'POST',
      body: { guestName: 'Jane' },
      headers: { ...headers, ...(host === undefined ? {} : { host: `${host}.localhost:${port()}` }) },
    })
    expect(answer.headers['greenroom-outcome']).toBe('joined-as-guest')
    expect(worldOf(mark)).toEqual([expected])
  })

  it.each(['a.b.localhost', 'localhost', '127.0.0.1', '[::1]'])('by no part of the host %s', async (host) => {
    const mark = fresh()
    await plane.call(`/nowhere?${mark}`, { headers: { host: `${host}:${port()}` } })
    expect(worldOf(mark)).toEqual(['default'])
  })

  it.each(['a.b.localhost', 'headed.localhost', 'localhost'])('by header also where the host is %s', async (host) => {
    const mark = fresh()
    await plane.call(`/nowhere?${mark}`, { headers: { host: `${host}:${port()}`, 'x-greenroom-world': 'headed' } })
    expect(worldOf(mark)).toEqual(['headed'])
  })

  it.each([
    ['header and prefix', '/~some', { 'x-greenroom-world': 'other' }],
    ['header and host', '', { 'x-greenroom-world': 'other', host: 'some.localhost' }],
    ['prefix and host', '/~other', { host: 'some.localhost' }],
  ])('once: %s that name two are refused, and neither is called', async (_, prefix, headers) => {
    const answer = await plane.call(`${prefix}/rooms/lck-rom-now/join`, { method: 'POST', as: 'host', headers })
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { title: 'Two worlds named' }])
    expect(answer.body).toMatch(/other.*some/)
    for (const name of ['some', 'other']) expect(plane.server.mock.worlds.get(name)).toBeUndefined()
  })

  it('by the query, which no operation sees', async () => {
    const target = '/api/v1/livechat/rooms?__world=by-query&open=true'
    expect((await plane.call(target, { as: 'manager' })).status).toBe(200)
    expect(plane.server.mock.worlds.get('by-query')?.journal.last()).toBe(1)
    const wrong = await plane.call('/api/v1/livechat/rooms?world=by-query', { as: 'manager' })
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('write ?__world=')])
  })

  it('takes one prefix off the path, and no second', async () => {
    expect((await plane.call(`/~one/~two${JOIN_ROOM}`, { method: 'POST' })).status).toBe(404)
    expect(plane.server.mock.worlds.get('two')).toBeUndefined()
  })

  it.each(['/~page', '/~page/', '/%7Epage/', '/~PAGE/?x=1'])(
    'and shows at %s the page, whose commands stay in it',
    async (target) => {
      const answer = await plane.call(target)
      expect(answer.status).toBe(200)
      const page = answer.body.replaceAll(/http:\/\/[^\s"]*\/console\//g, '')
      const commands = page.match(/http:\/\/127\.0\.0\.1:\d+[^\s"'\\]*/g) ?? []
      expect(commands.length).toBeGreaterThan(10)
      const prefix = new RegExp(`^http://127\\.0\\.0\\.1:${port()}/(?:~|%7E)page`, 'i')
      expect(commands.filter((url) => !prefix.test(url))).toEqual([])
    },
  )
})

describe('the name of a world', () => {
  const REFUSED: readonly [string, string][] = [
    ['nothing', ''],
    ['two dots', '..'],
    ['one dot', 'a.b'],
    ['a letter of another alphabet', 'Ünder'],
    ['a letter that becomes ASCII in small', '\u212Aelvin'],
    ['an emoji', '😀'],
    ['64 characters', 'x'.repeat(64)],
    ['8000 characters', 'x'.repeat(7000)],
    ['two underscores', '__proto__'],
    ['a hyphen in front', '-a'],
    ['a hyphen at the end', 'a-'],
    ['a space', 'a b'],
    ['a slash', 'a/b'],
    ['a line end', 'a\nb'],
    ['a tag', '<script>'],
  ]

  it.each(REFUSED)('cannot be %s: the path is refused with a problem that says what can', async (_, name) => {
    if (name === 'a/b') return expect((await plane.call(`/~a/b${JOIN_ROOM}`, { method: 'POST' })).status).toBe(404)
    const answer = await plane.call(`/~${encodeURIComponent(name)}${JOIN_ROOM}`, { method: 'POST' })
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(jsonOf(answer)['detail']).toContain('up to 63 letters, digits and hyphens')
    expect(answer.body.length).toBeLessThan(500)
  })

  it.each(REFUSED.filter(([, name]) => /^[\x20-\x7e]*$/.test(name)))(
    'cannot be %s in a header either',
    async (_, name) => {
      const answer = await plane.call(JOIN_ROOM, { method: 'POST', headers: { 'x-greenroom-world': name } })
      expect(answer.status).toBe(400)
      expect(answer.headers['greenroom-outcome']).toBeUndefined()
    },
  )

  it.each(['__proto__', 'a_b', '-a'])('cannot be %s in a host: never the default world instead', async (name) => {
    const mark = fresh()
    const answer = await plane.call(`/nowhere?${mark}`, { headers: { host: `${name}.localhost:${port()}` } })
    expect(answer.status).toBe(400)
    expect(worldOf(mark)).toEqual([])
  })

  it.each(['constructor', 'hasownproperty', 'tostring', 'x'.repeat(63), '0', 'a--b'])(
    'can be %s, like any other',
    async (name) => {
      const answer = await plane.call('/rooms/one-lft-rom/join', { world: name, method: 'POST', as: 'member' })
      expect(answer.headers['greenroom-outcome']).toBe('joined-as-user')
      expect(plane.server.mock.worlds.get(name)?.name).toBe(name)
      expect((await plane.control('GET', `/worlds/${name}`)).status).toBe(200)
      expect((await plane.control('DELETE', `/worlds/${name}`)).status).toBe(200)
    },
  )
})

describe('a world that is not there', () => {
  it('is made by the first call that names it, and announced', async () => {
    const events: WorldEvent[] = []
    const stop = plane.server.mock.worlds.subscribe((event) => events.push(event))
    await plane.call(JOIN_ROOM, { world: 'Announced', method: 'POST', as: 'member' })
    await plane.call(JOIN_ROOM, { world: 'announced', method: 'POST', as: 'member' })
    stop()
    expect(events).toEqual([{ kind: 'made', world: 'announced', why: 'first use' }])
  })

  it('is not made by looking at its page, nor by OPTIONS', async () => {
    await plane.call('/', { world: 'looked-at' })
    await plane.call(JOIN_ROOM, { world: 'looked-at', method: 'OPTIONS' })
    expect(plane.server.mock.worlds.get('looked-at')).toBeUndefined()
  })

  it('is a 404 that says how to make it, where worlds are made explicitly', async () => {
    await using strict = await startPlane({ worlds: 'explicit' })
    const before = await strict.call(JOIN_ROOM, { world: 'later', method: 'POST', as: 'member' })
    expect([before.status, before.headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect(jsonOf(before)['detail']).toContain('greenroom worlds make later')
    expect((await strict.control('POST', '/worlds', { name: 'later' })).status).toBe(201)
    const after = await strict.call(JOIN_ROOM, { world: 'later', method: 'POST', as: 'member' })
    expect(after.headers['greenroom-outcome']).toBe('joined-as-user')
    expect((await strict.call(JOIN_ROOM, { method: 'POST', as: 'member' })).status).toBe(201)
  })

  it('is refused beyond the limit of worlds, with what to do; those that are there go on', async () => {
    await using small = await startPlane({ maxWorlds: 2 })
    const join = (world?: string) =>
      small.call(JOIN_ROOM, { ...(world === undefined ? {} : { world }), method: 'POST', as: 'member' })
    expect([(await join('one')).status, (await join('two')).status]).toEqual([201, 201])
    const third = await join('three')
    expect(third.status).toBe(503)
    expect(jsonOf(third)['detail']).toContain('--max-worlds')
    expect((await small.control('POST', '/worlds', {})).status).toBe(503)
    expect((await small.control('PUT', '/worlds/four', {})).status).toBe(503)
    expect([(await join('one')).status, (await join('two')).status, (await join()).status]).toEqual([201, 201, 201])
    expect((await small.control('PUT', '/worlds/two', {})).status).toBe(201)
    await small.control('DELETE', '/worlds/one')
    expect((await join('three')).status).toBe(201)
  })
})

describe('a server that requires a world', () => {
  it('refuses calls that name none, and answers all others and its page', async () => {
    await using strict = await startPlane({ requireWorld: true })
    const unnamed = await strict.call(JOIN_ROOM, { method: 'POST', as: 'member' })
    expect([unnamed.status, unnamed.headers['content-type']]).toEqual([400, 'application/problem+json'])
    expect(jsonOf(unnamed)['detail']).toContain('X-Greenroom-World')
    expect((await strict.call('/')).status).toBe(200)
    expect((await strict.call('/nowhere')).status).toBe(400)
    expect(strict.server.mock.worlds.default.journal.last()).toBe(0)
    const named = [
      await strict.call(JOIN_ROOM, { method: 'POST', as: 'member', world: 'a' }),
      await strict.call(JOIN_ROOM, { method: 'POST', as: 'member', headers: { 'x-greenroom-world': 'b' } }),
      await strict.call(JOIN_ROOM, {
        method: 'POST',
        as: 'member',
        headers: { host: `c.localhost:${strict.server.port}` },
      }),
      await strict.call(JOIN_ROOM, { method: 'POST', as: 'member', world: 'default' }),
    ]
    expect(named.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  })
})

it('calls use up at most nine tenths of the worlds, so that the holder of the token can still create some', async () => {
  await using small = await startPlane({ maxWorlds: 20 })
  const call = async (n: number): Promise<number> =>
    (await small.call(JOIN_ROOM, { world: `w-${n}`, method: 'POST' })).status
  for (let n = 0; n < 18; n++) expect(await call(n)).not.toBe(503)
  expect(await call(18)).toBe(503)
  const make = async (n: number): Promise<number> => (await small.control('PUT', `/worlds/made-${n}`, {})).status
  expect([await make(0), await make(1), await make(2)]).toEqual([201, 201, 503])
})
