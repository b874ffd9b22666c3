import { describe, expect, it } from 'vitest'
import type { Answer } from '../mock/answer.ts'
import { createCore, type MockOptions } from '../mock/core.ts'
import type { BesideRequest } from '../mock/dispatch.ts'
import { notLoggedIn, otherMethod } from './answers.ts'
import { openFront } from './open-front.ts'
import { setClock } from '../world/clock.ts'
import { FRONT_PATHS, isFrontPath } from './paths.ts'

const NOW = Date.parse('2026-03-03T10:30:00.000Z')
const AGENT = 'rbAXPnMktTFbNpwtJ'
const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const CREDENTIALS = { 'x-user-id': AGENT, 'x-auth-token': SEED_TOKEN }
const JSON_BODY = { 'content-type': 'application/json' }
const LOGIN = { method: 'POST', headers: JSON_BODY, body: '{"user":"agent","password":"agent-password"}' }

/** The front of a mock, in its default world. */
function begin(options: MockOptions = {}) {
  const core = createCore(options)
  const front = openFront(core, { onWarning: () => {}, onFault: (fault) => expect.unreachable(String(fault)) })
  const ask = async (path: string, request: Partial<BesideRequest['request']> = {}): Promise<Answer> => {
    const sent = {
      method: 'GET',
      target: path,
      headers: {},
      body: '',
      bodyBytes: 0,
      isCut: false,
      address: '127.0.0.1',
      ...request,
    }
    const answer = await front.beside({ world: core.worlds.default, request: sent, path, query: '' })
    if (!answer) throw new Error(`${path} is not answered`)
    return answer
  }
  const journal = () => core.worlds.default.journal.since(0)
  return { core, front, ask, journal }
}

const outcomeOf = ({ status, headers }: Answer): unknown => [status, headers[headers.indexOf('Greenroom-Outcome') + 1]]
const allowed = ({ headers }: Answer): unknown => headers[headers.indexOf('Allow') + 1]

describe('the front', () => {
  it('answers each of its paths, and leaves all others', async () => {
    const { core, front, ask } = begin()
    for (const path of FRONT_PATHS) expect((await ask(path, { method: 'OPTIONS' })).status, path).toBe(204)
    for (const path of ['/api/v1/login/', '/api/v1/logins', '/', '/api/v1/livechat/rooms']) {
      const request = { method: 'GET', target: path, headers: {}, body: '', bodyBytes: 0, isCut: false, address: '' }
      expect(isFrontPath(path)).toBe(false)
      expect(front.beside({ world: core.worlds.default, request, path, query: '' })).toBeUndefined()
    }
  })

  it.each([
    ['/api/info', 'info', 'Rocket.Chat 8.0', { version: '8.0', success: true }],
    [
      '/api/v1/settings.public',
      'no-settings',
      'there are no settings',
      { settings: [], count: 0, offset: 0, total: 0, success: true },
    ],
    [
      '/api/v1/settings.oauth',
      'no-services',
      'there is no other service to log in by',
      { services: [], success: true },
    ],
  ])('answers %s to anybody, HEAD as GET', async (path, outcome, cause, body) => {
    const { ask } = begin()
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(path, { method })
      expect([outcomeOf(answer), JSON.parse(answer.body), answer.about.cause]).toEqual([[200, outcome], body, cause])
    }
  })

  it('says who the caller is, and that nobody is, as the operations of the edition do', async () => {
    const { core, ask } = begin()
    const me = await ask('/api/v1/me', { headers: CREDENTIALS })
    expect([outcomeOf(me), JSON.parse(me.body)]).toEqual([
      [200, 'me'],
      expect.objectContaining({ _id: AGENT, username: 'agent', success: true }),
    ])
    const nobody = await ask('/api/v1/me')
    expect([outcomeOf(nobody), nobody.body]).toEqual([[401, 'not-logged-in'], notLoggedIn(core.faces).body])
    expect(JSON.parse(nobody.body)).toEqual({ status: 'error', message: 'You must be logged in to do this.' })
    const others = core.faces.map((face) => ({ ...face, api: 'another' }))
    expect(() => notLoggedIn(others)).toThrow('no operation of rocket-chat knows callers who are not logged in')
  })

  it('logs in by JSON and by a form, and out by GET and POST; HEAD ends nothing', async () => {
    const { ask } = begin()
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'user=agent&password=agent-password',
    }
    for (const [login, method] of [
      [LOGIN, 'GET'],
      [form, 'POST'],
    ] as const) {
      const answer = await ask('/api/v1/login', login)
      expect(outcomeOf(answer)).toEqual([200, 'logged-in'])
      const headers = { 'x-user-id': AGENT, 'x-auth-token': String(JSON.parse(answer.body).data.authToken) }
      expect(outcomeOf(await ask('/api/v1/logout', { method: 'HEAD', headers }))).toEqual([200, 'logged-out'])
      expect((await ask('/api/v1/me', { headers })).status).toBe(200)
      const out = await ask('/api/v1/logout', { method, headers })
      expect([outcomeOf(out), JSON.parse(out.body), out.about.cause]).toEqual([
        [200, 'logged-out'],
        { status: 'success', data: { message: "You've been logged out!" } },
        'agent is logged out',
      ])
      expect((await ask('/api/v1/me', { headers })).status).toBe(401)
    }
    expect((await ask('/api/v1/logout')).status).toBe(401)
  })

  it('is told in the journal, without the secrets of a login', async () => {
    const { ask, journal } = begin({ clock: setClock(NOW) })
    await ask('/api/v1/login', LOGIN)
    await ask('/api/v1/login', { ...LOGIN, body: '{"user":"agent","password":"wrong-one"}' })
    const body = (await ask('/api/info', { headers: { accept: '*/*' } })).body
    await ask('/api/v1/me', { headers: CREDENTIALS })
    expect(journal().map(({ at, answer }) => [at, answer.about.cause])).toEqual([
      [NOW, 'agent is logged in'],
      [NOW, 'the login of agent was refused'],
      [NOW, 'Rocket.Chat 8.0'],
      [NOW, 'the caller is agent'],
    ])
    const [login, refused, info] = journal()
    expect([login?.request.body, login?.answer.body, login?.answer.about.cause]).toEqual([
      '{"user":"agent"}',
      '{"status":"logged-in"}',
      'agent is logged in',
    ])
    expect([refused?.request.body, refused?.answer.body]).toEqual(['{"user":"agent"}', '{"status":"refused"}'])
    expect([info?.answer.body, info?.request.headers]).toEqual([body, { accept: '*/*' }])
    expect(JSON.stringify(journal())).not.toMatch(/agent-password|wrong-one|authToken/)
  })

  it('answers the world that it was asked in', async () => {
    expect(await begin().ask('/api/info')).toMatchObject({ world: 'default' })
  })

  it('refuses a login that was cut, as too large', async () => {
    const { ask, journal } = begin()
    const answer = await ask('/api/v1/login', { ...LOGIN, isCut: true })
    expect([answer.status, JSON.parse(answer.body).title, journal().length]).toEqual([413, 'Body too large', 1])
  })

  it('says which methods a path has, and keeps others short', async () => {
    const { ask } = begin()
    const wrong = await ask('/api/v1/login')
    expect([wrong.status, allowed(wrong), JSON.parse(wrong.body).detail]).toEqual([
      405,
      'POST, OPTIONS',
      '/api/v1/login answers POST, OPTIONS, not GET.',
    ])
    const options = await ask('/api/v1/logout', { method: 'OPTIONS' })
    expect([options.status, allowed(options), options.body]).toEqual([204, 'GET, POST, HEAD, OPTIONS', ''])
    expect((await ask('/api/v1/me', { method: 'constructor' })).status).toBe(405)
    expect(otherMethod('X'.repeat(99), '/', ['GET']).body).toContain(`not ${'X'.repeat(40)}.`)
  })

  it('tells the version of its edition', async () => {
    expect(JSON.parse((await begin({ edition: '8.6' }).ask('/api/info')).body).version).toBe('8.6')
  })
})

describe('who opens a front', () => {
  it('marks the answers to guests whose login was refused, of operations that its clients call', async () => {
    const core = createCore()
    const warnings: string[] = []
    const front = openFront(core, { onWarning: (line) => warnings.push(line), onFault: () => {} })
    const dispatch = front.noticing(core.answer)
    const ask = (path: string, body: string): Promise<Answer> | Answer =>
      dispatch({
        method: 'POST',
        target: path,
        headers: JSON_BODY,
        body,
        bodyBytes: body.length,
        isCut: false,
        address: '127.0.0.1',
      })
    core.links.beside = [front.beside]
    const call = '{"callId":"697887e3c8b0533020781a4a"}'
    expect((await ask('/api/v1/video-conference.join', call)).headers).not.toContain('Greenroom-Warning')
    await ask('/api/v1/login', '{"user":"agent","password":"wrong"}')
    expect((await ask('/rooms/abc-def-ghi/join', '{"guestName":"Jane"}')).headers).not.toContain('Greenroom-Warning')
    expect((await ask('/api/v1/video-conference.join', call)).headers).toContain('Greenroom-Warning')
    expect(warnings).toEqual([
      'A client whose login was refused has called joinVideoConference without credentials, as a guest, in the world default.',
    ])
  })
})
