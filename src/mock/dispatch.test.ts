import { describe, expect, it } from 'vitest'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import { editionWords } from '../contract/compiled/edition-words.ts'
import { WorldGone, type Store } from '../world/store.ts'
import type { MockRequest } from './answer.ts'
import { createCore, type MockOptions } from './core.ts'
import { createRouter } from './route.ts'

const LIST = '/api/v1/livechat/rooms'

/** Asks a mock, and looks at the worlds that it has. */
function asking(options: MockOptions = {}) {
  const core = createCore(options)
  return {
    core,
    ask: async (method: string, target: string, more: Partial<MockRequest> = {}) =>
      core.answer(requestOf(method, target, more)),
    worlds: () => core.worlds.list().map(({ name }) => name),
  }
}

describe('a request', () => {
  it('reaches its operation, with its path’s parameters and its query', async () => {
    const { ask } = asking()
    const headers = { 'content-type': 'application/json' }
    const join = (code: string) => ask('POST', `/rooms/${code}/join`, { headers, body: '{"guestName":"Jane"}' })
    expect(await join('abc-def-ghi')).toMatchObject({ status: 201, world: 'default' })
    expect(await join('no-such-room')).toMatchObject({ about: { outcome: 'room-not-found' } })
    expect(await ask('GET', `${LIST}?__example=invalid-sort`)).toMatchObject({
      about: { operation: 'listLivechatRooms', outcome: 'invalid-sort' },
    })
    expect(await ask('GET', LIST)).toMatchObject({ about: { outcome: 'not-logged-in' } })
  })

  it('of HEAD is answered as GET, and one of another method is not', async () => {
    const { ask } = asking()
    expect(await ask('HEAD', LIST)).toMatchObject({ status: 401, about: { operation: 'listLivechatRooms' } })
    expect(await ask('POST', LIST)).toMatchObject({ status: 405 })
    expect(await ask('HEAD', '/rooms/abc-def-ghi/join')).toMatchObject({ status: 405 })
  })

  it('of nothing is answered, and recorded in its world', async () => {
    const { ask, core } = asking()
    expect(await ask('GET', '/~qa/nothing')).toMatchObject({ status: 404, isNowhere: true, world: 'qa' })
    expect(core.worlds.get('qa')?.journal.since(0)).toMatchObject([{ request: { target: '/~qa/nothing' } }])
  })

  it('whose URL is one character too long is refused', async () => {
    const { ask } = asking({ limits: { url: 30 } })
    expect(await ask('GET', `/${'a'.repeat(29)}`)).toMatchObject({ status: 404 })
    const answer = await ask('GET', `/${'a'.repeat(30)}`)
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      414,
      {
        title: 'URL too long',
        status: 414,
        detail: 'The URL is too long. The limit is 30; start the server with --limit url=<number> to allow more.',
      },
    ])
  })

  it('that names two worlds is refused', async () => {
    const answer = await asking().ask('GET', `/~a${LIST}`, { headers: { 'x-greenroom-world': 'b' } })
    expect(answer).toMatchObject({ status: 400, about: { outcome: null } })
  })
})

describe('OPTIONS', () => {
  it('of the server, or of a path, is answered without a world', async () => {
    const { ask, worlds } = asking({ requireWorld: true })
    expect(await ask('OPTIONS', '*')).toEqual({
      status: 204,
      headers: ['Allow', 'GET, HEAD, POST, OPTIONS'],
      body: '',
      about: { outcome: null, operation: null, cause: 'answers GET, HEAD, POST, OPTIONS', forced: null },
    })
    for (const target of [LIST, `/~qa${LIST}`])
      expect(await ask('OPTIONS', target)).toMatchObject({ status: 204, headers: ['Allow', 'GET, HEAD, OPTIONS'] })
    expect(worlds()).toEqual(['default'])
  })

  it('below a path of which the contract says more is answered as it says, to a page otherwise than to others', async () => {
    const { ask } = asking({ edition: '8.6' })
    const [words] = editionWords['8.6'].elsewhere
    const [asked, preflight] = [
      await ask('OPTIONS', LIST),
      await ask('OPTIONS', LIST, { headers: { origin: 'http://a' } }),
    ]
    expect([asked.status, asked.body]).toEqual([words?.options.status, words?.options.body])
    expect([preflight.status, preflight.body]).toEqual([words?.preflight.status, words?.preflight.body])
    expect(asked.about.cause).toBe('answers GET, HEAD, OPTIONS')
    expect((await ask('OPTIONS', '/api/v1/nothing')).about.cause).toBe('no operation is there')
    expect(await ask('OPTIONS', '/rooms/a/join')).toMatchObject({ status: 204 })
    const strict = asking({ edition: '8.6', requireWorld: true })
    expect(await strict.ask('OPTIONS', LIST)).toEqual(asked)
    const unknown = await ask('GET', '/api/v1/nothing')
    expect([unknown.status, unknown.body]).toEqual([words?.unknown.status, words?.unknown.body])
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404, body: expect.stringContaining('No such path') })
  })

  it('lists the methods of other documents after those of the contract', async () => {
    const { ask, core } = asking()
    const operations = ['DELETE', 'POST'].map((method) => ({ method, path: '/rooms/{code}/join' }))
    core.links.others = { operations, at: createRouter(operations) }
    expect((await ask('OPTIONS', '/rooms/a/join')).headers).toEqual(['Allow', 'POST, DELETE, OPTIONS'])
  })

  it('of a path that nobody serves is 404; only OPTIONS asks about *', async () => {
    const { ask } = asking()
    expect(await ask('OPTIONS', '/nothing')).toMatchObject({ status: 404 })
    expect(await ask('GET', '*')).toMatchObject({ status: 404 })
  })
})

it('a call of nothing is told the nearest operation, of other documents too, as a caller behind a proxy writes it', async () => {
  const { ask, core } = asking()
  const operations = [{ method: 'GET', path: '/api/v1/me' }]
  core.links.others = { operations, at: createRouter(operations) }
  const nearestTo = async (target: string, headers = {}) =>
    JSON.parse((await ask('GET', target, { headers })).body).nearest
  expect(await nearestTo('/api/v1/mee')).toEqual({ method: 'GET', path: '/api/v1/me' })
  expect(await nearestTo('/api/v1/mee', { 'x-forwarded-prefix': '/chat' })).toMatchObject({ path: '/chat/api/v1/me' })
})

it('what is beside the contract is asked in turn, with the path in its world and the query', async () => {
  const { ask, core } = asking()
  const asked: unknown[] = []
  const about = { outcome: null, operation: null, cause: 'beside', forced: null }
  core.links.beside = [
    () => undefined,
    ({ world, path, query }) => {
      asked.push([world.name, path, query])
      return path === '/there' ? { status: 200, headers: [], body: 'here', about } : undefined
    },
  ]
  expect(await ask('GET', '/~qa/there?a=1?b')).toMatchObject({ status: 200, body: 'here' })
  expect(await ask('GET', '/elsewhere')).toMatchObject({ status: 404 })
  expect(asked).toEqual([
    ['qa', '/there', 'a=1?b'],
    ['default', '/elsewhere', ''],
  ])
})

describe('a world that another process drops', () => {
  /** A mock among others, whose world is gone for the first calls of its store. */
  const gone = (times: number) => {
    const { ask, core } = asking()
    const store = { ...core.store }
    let calls = 0
    const dropped = (...asked: Parameters<Store['change']>) => {
      if (++calls <= times) throw new WorldGone('default')
      return store.change(...asked)
    }
    Object.defineProperties(core.store, { refresh: { value: async () => {} }, change: { value: dropped } })
    return { ask, calls: () => calls }
  }

  it('is entered again by the call, and given up after twenty-one times', async () => {
    expect(await gone(2).ask('GET', LIST)).toMatchObject({ status: 401 })
    const lost = gone(100)
    await expect(lost.ask('GET', LIST)).rejects.toThrow(WorldGone)
    expect(lost.calls()).toBe(21)
  })

  it('is not entered again for any other failure', async () => {
    const { core, ask } = asking()
    let tries = 0
    const change = () => {
      tries++
      throw new Error('a defect')
    }
    Object.defineProperties(core.store, { refresh: { value: async () => {} }, change: { value: change } })
    await expect(ask('GET', LIST)).rejects.toThrow('a defect')
    expect(tries).toBe(1)
  })
})

describe('the world of a call', () => {
  it('is made by its first call, unless only the control plane makes them', async () => {
    const { ask, worlds } = asking()
    expect(await ask('GET', `/~qa${LIST}`)).toMatchObject({ status: 401, world: 'qa' })
    expect(worlds()).toEqual(['default', 'qa'])
    expect(await asking({ worlds: 'first-use' }).ask('GET', `/~qa${LIST}`)).toMatchObject({ status: 401 })
    const explicit = asking({ worlds: 'explicit' })
    expect(JSON.parse((await explicit.ask('GET', `/~qa${LIST}`)).body).title).toBe('No such world')
    expect(explicit.worlds()).toEqual(['default'])
  })

  it('must be named where that is required', async () => {
    const { ask } = asking({ requireWorld: true })
    expect(JSON.parse((await ask('GET', LIST)).body).title).toBe('No world named')
    expect(await ask('GET', `/~qa${LIST}`)).toMatchObject({ status: 401, world: 'qa' })
    expect(await ask('GET', `/~default${LIST}`)).toMatchObject({ status: 401, world: 'default' })
    expect(await ask('GET', '/')).toMatchObject({ status: 200, about: { cause: 'the overview page' } })
  })
})

describe('the page at /', () => {
  const pageOf = async (target: string, headers: Record<string, string> = {}) => {
    const { ask, worlds, core } = asking()
    core.links.console = 'http://127.0.0.1:4011/console/'
    const answer = await ask('GET', target, { headers: { host: '127.0.0.1:4010', ...headers } })
    return { ...JSON.parse(answer.body), type: headerOf(answer.headers, 'Content-Type'), worlds: worlds() }
  }

  it('is of the default world, and of none that is only named', async () => {
    expect(await pageOf('/')).toMatchObject({
      world: 'default',
      baseUrl: 'http://127.0.0.1:4010',
      console: 'http://127.0.0.1:4011/console/',
      type: 'application/json',
    })
    expect(await pageOf('/~qa/')).toMatchObject({
      world: 'qa',
      baseUrl: 'http://127.0.0.1:4010/~qa',
      worlds: ['default'],
    })
  })

  it('names the world in its commands, unless its host does', async () => {
    expect(await pageOf('/', { 'x-greenroom-world': 'QA' })).toMatchObject({ baseUrl: 'http://127.0.0.1:4010/~qa' })
    expect(await pageOf('/?__world=qa')).toMatchObject({ baseUrl: 'http://127.0.0.1:4010/~qa' })
    expect(await pageOf('/', { host: 'QA.localhost:4010' })).toMatchObject({ baseUrl: 'http://QA.localhost:4010' })
  })

  it('shows the seed of the world', async () => {
    const { core, ask } = asking()
    void core.worlds.make('bare', core.recipeOf('bare', { seed: 'empty' }))
    const seedOf = async (target: string) => JSON.parse((await ask('GET', target)).body).seed
    expect(await seedOf('/~bare/')).toMatch(/^empty: /)
    expect(await seedOf('/~other/')).toMatch(/^documented: /)
  })
})
