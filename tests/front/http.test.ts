import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDocument } from '../../src/contract/read/load.ts'
import { valueAt } from '../../src/contract/model/pointer.ts'
import { FRONT_PATHS } from '../../src/front/paths.ts'
import { isObject } from '../../src/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { createRefereeOf, type Referee } from '../support/referee.ts'

const CONTRACT = 'specs/rocket-chat-front.openapi.yaml'
const AGENT = 'rbAXPnMktTFbNpwtJ'
const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const CALL = { callId: '697887e3c8b0533020781a4a' }

let server: RunningServer
let referee: Referee
beforeAll(async () => {
  server = await startServer({ onWarning: () => {} })
  referee = await createRefereeOf([CONTRACT])
})
afterAll(() => server.close())

interface Asked {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly world?: string
}

/** An answer of the front, which Prism has judged by its contract. */
async function ask(path: string, { method = 'GET', body, headers = {}, world }: Asked = {}) {
  const sent = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
  const text = body === undefined ? null : JSON.stringify(body)
  const url = `${server.url}${world === undefined ? '' : `/~${world}`}${path}`
  const answer = await fetch(url, { method, headers: sent, body: text })
  const found = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  if (found.status !== 405 && FRONT_PATHS.some((each) => each === path)) {
    const judged = await referee({ method, target: path, headers: sent, body: text }, found)
    expect(judged.response, `${method} ${path} ${found.body}`).toEqual([])
  }
  const json: unknown = JSON.parse(found.body)
  return { ...found, json, outcome: found.headers['greenroom-outcome'] }
}

const login = (body: unknown, world?: string) =>
  ask('/api/v1/login', { method: 'POST', body, ...(world === undefined ? {} : { world }) })

async function loggedIn(user: string, world: string): Promise<Record<string, string>> {
  const { json } = await login({ user, password: `${user}-password` }, world)
  const data = isObject(json) && isObject(json['data']) ? json['data'] : {}
  return { 'x-user-id': String(data['userId']), 'x-auth-token': String(data['authToken']) }
}

describe('what a client asks first', () => {
  it('is the version, and two lists that are empty', async () => {
    expect((await ask('/api/info')).json).toEqual({ version: '8.0', success: true })
    expect((await ask('/api/v1/settings.public')).json).toMatchObject({ settings: [], total: 0 })
    expect((await ask('/api/v1/settings.oauth')).json).toEqual({ services: [], success: true })
    await using older = await startServer({ edition: '2022' })
    expect(await (await fetch(`${older.url}/api/info`)).json()).toEqual({ version: '5.3', success: true })
  })

  it('is answered word for word as the contract has it', async () => {
    const { value } = await loadDocument(CONTRACT)
    const example = (path: string, method: string, status: number, name: string): unknown => {
      const parts = [
        'paths',
        path,
        method,
        'responses',
        String(status),
        'content',
        'application/json',
        'examples',
        name,
      ]
      return valueAt(value, [...parts, 'value'])
    }
    const headers = { 'x-user-id': AGENT, 'x-auth-token': SEED_TOKEN }
    const answers = [
      [await ask('/api/info'), example('/api/info', 'get', 200, 'info')],
      [await login({ resume: SEED_TOKEN }), example('/api/v1/login', 'post', 200, 'logged-in')],
      [await login({}), example('/api/v1/login', 'post', 401, 'login-refused')],
      [await ask('/api/v1/me', { headers }), example('/api/v1/me', 'get', 200, 'me')],
      [await ask('/api/v1/me'), example('/api/v1/me', 'get', 401, 'not-logged-in')],
      [await ask('/api/v1/logout', { headers }), example('/api/v1/logout', 'get', 200, 'logged-out')],
    ] as const
    for (const [{ json }, wanted] of answers) expect(json).toEqual(wanted)
  })
})

describe('a login', () => {
  it('makes a token with which the operations of the contract are called, until it is ended', async () => {
    const headers = await loggedIn('agent', 'logins')
    expect(headers).toEqual({ 'x-user-id': AGENT, 'x-auth-token': expect.stringMatching(/^[-\w]{43}$/) })
    const room = '/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv'
    expect((await ask(room, { headers, world: 'logins' })).outcome).toBe('joined')
    expect((await ask('/api/v1/me', { headers, world: 'logins' })).json).toMatchObject({ username: 'agent' })
    expect((await ask('/api/v1/logout', { method: 'POST', headers, world: 'logins' })).status).toBe(200)
    expect((await ask(room, { headers, world: 'logins' })).outcome).toBe('not-logged-in')
    expect((await ask('/api/v1/me', { headers, world: 'logins' })).status).toBe(401)
  })

  it('is not ended by HEAD, which never acts', async () => {
    const headers = await loggedIn('agent', 'head')
    await fetch(`${server.url}/~head/api/v1/logout`, { method: 'HEAD', headers })
    expect((await ask('/api/v1/me', { headers, world: 'head' })).status).toBe(200)
  })

  it('survives a restart with its world', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'greenroom-logins-')), 'worlds.db')
    const first = await startServer({ data })
    const body = JSON.stringify({ user: 'agent', password: 'agent-password' })
    const sent = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const answer: unknown = await (await fetch(`${first.url}/api/v1/login`, sent)).json()
    await first.close()
    const { userId, authToken } = Object(Object(answer).data)
    await using second = await startServer({ data })
    const headers = { 'x-user-id': String(userId), 'x-auth-token': String(authToken) }
    expect((await fetch(`${second.url}/api/v1/me`, { headers })).status).toBe(200)
    expect((await fetch(`${second.url}/api/v1/me`, { headers: { ...headers, 'x-auth-token': 'x' } })).status).toBe(401)
  })

  it('counts in its own world alone, and ends with it', async () => {
    const headers = await loggedIn('test.user', 'one')
    expect((await ask('/api/v1/me', { headers, world: 'one' })).json).toMatchObject({ username: 'test.user' })
    expect((await ask('/api/v1/me', { headers, world: 'other' })).status).toBe(401)
    await (await server.attach('one')).reset()
    expect((await ask('/api/v1/me', { headers, world: 'one' })).status).toBe(401)
  })

  it('gets the same token in the same world of another run', async () => {
    await using again = await startServer()
    const body = JSON.stringify({ user: 'agent', password: 'agent-password' })
    const send = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const [one, other] = [`${server.url}/~same`, `${again.url}/~same`].map((url) => fetch(`${url}/api/v1/login`, send))
    expect(await (await one)?.text()).toBe(await (await other)?.text())
  })

  it.each([
    [{ user: 'agent', password: 'wrong' }],
    [{ user: 'nobody', password: 'agent-password' }],
    [{ user: 'host', password: '' }],
    [{ resume: 'unknown' }],
    [{}],
    [[]],
  ])('with %j is refused', async (body) => {
    const { status, json, outcome } = await login(body)
    expect([status, outcome, json]).toEqual([
      401,
      'login-refused',
      { status: 'error', error: 'Unauthorized', message: 'Unauthorized' },
    ])
  })

  it('stays out of the journal with its password and its token', async () => {
    await loggedIn('agent', 'journal')
    const world = await server.attach('journal')
    const text = JSON.stringify(await world.journal.list())
    expect(text).toContain('agent is logged in')
    expect(text).not.toContain('agent-password')
    expect(text).not.toMatch(/authToken/)
  })

  it('of anybody succeeds where any credentials are trusted', async () => {
    await using trusting = await startServer({ trust: 'agent' })
    const body = JSON.stringify({ user: 'whoever', password: 'x' })
    const headers = { 'content-type': 'application/json' }
    const answer = await (await fetch(`${trusting.url}/api/v1/login`, { method: 'POST', body, headers })).json()
    expect(answer).toMatchObject({ data: { userId: 'whoever', me: { roles: ['user', 'livechat-agent'] } } })
  })
})

describe('a client whose login was refused', () => {
  it('is noticed when it joins a call as a guest', async () => {
    const warnings: string[] = []
    await using warned = await startServer({ onWarning: (line) => warnings.push(line) })
    const post = (path: string, body: unknown) =>
      fetch(`${warned.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    expect((await post('/api/v1/video-conference.join', CALL)).headers.get('greenroom-warning')).toBe(null)
    await post('/api/v1/login', { user: 'agent', password: 'wrong' })
    const guest = await post('/api/v1/video-conference.join', CALL)
    expect([guest.status, guest.headers.get('greenroom-warning')]).toEqual([
      200,
      'as a guest: the login before this call was refused',
    ])
    expect(warnings).toEqual([expect.stringContaining('as a guest, in the world default')])
  })
})

describe('the front', () => {
  it('answers other methods as the operations of the contract do', async () => {
    const wrong = await ask('/api/v1/login')
    expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'POST, OPTIONS'])
    const options = await fetch(`${server.url}/api/v1/me`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
    expect((await fetch(`${server.url}/api/info`, { method: 'HEAD' })).status).toBe(200)
  })

  it('can be left out', async () => {
    await using without = await startServer({ front: false })
    for (const path of FRONT_PATHS) expect((await fetch(`${without.url}${path}`)).status, path).toBe(404)
  })

  it('serves every path of its contract, and no other', async () => {
    const { value } = await loadDocument(CONTRACT)
    expect(Object.keys(isObject(value) && isObject(value['paths']) ? value['paths'] : {})).toEqual([...FRONT_PATHS])
  })

  it('is behind the guard, like all else', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await fetch(`${server.url}/api/info`, { headers })).status).toBe(403)
  })
})
