import { describe, expect, it } from 'vitest'
import { createCore, type MockOptions } from '../mock/core.ts'
import type { Write } from '../domain/state.ts'
import { setClock } from '../world/clock.ts'
import { loginAnswer } from './answers.ts'
import { createLogins, type LoginResult } from './logins.ts'
import { createRefusedLogins } from './refused-logins.ts'

const NOW = Date.parse('2026-03-03T10:30:00.000Z')
const AGENT = 'rbAXPnMktTFbNpwtJ'
const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const HERE = ['default', '127.0.0.1'] as const
const PASSWORD = { kind: 'password', username: 'agent', password: 'agent-password' } as const
const WRONG = { ...PASSWORD, password: 'wrong' } as const

function begin(options: MockOptions = {}) {
  const core = createCore({ clock: setClock(NOW), ...options })
  const refused = createRefusedLogins()
  return { core, refused, ...createLogins(core.store, refused) }
}

const tokenIn = (result: LoginResult): string => (result.kind === 'logged-in' ? result.login.token : result.kind)
const headersOf = (token: string) => ({ 'x-user-id': AGENT, 'x-auth-token': token })

describe('logging in', () => {
  it('makes a token that is known from then on, until it is ended', async () => {
    const { logIn, logOut, identify } = begin()
    const result = await logIn(...HERE, PASSWORD)
    const headers = headersOf(tokenIn(result))
    expect(result).toMatchObject({ kind: 'logged-in', at: NOW, login: { person: { id: AGENT, username: 'agent' } } })
    expect(await identify('default', headers)).toMatchObject({ person: { username: 'agent' }, at: NOW })
    expect((await identify('default', headersOf('other'))).person).toBeUndefined()
    expect((await identify('default', {})).person).toBeUndefined()
    expect(await logOut('default', tokenIn(result))).toBe(NOW)
    expect((await identify('default', headers)).person).toBeUndefined()
  })

  it('counts in its world alone', async () => {
    const { core, logIn, identify } = begin()
    await core.worlds.make('other', core.recipeOf('other', {}))
    const headers = headersOf(tokenIn(await logIn('other', '127.0.0.1', PASSWORD)))
    expect((await identify('other', headers)).person?.username).toBe('agent')
    expect((await identify('default', headers)).person).toBeUndefined()
  })

  it('is refused without a proof and with a wrong one, which is noted until it succeeds from there', async () => {
    const { logIn, refused } = begin()
    expect([(await logIn(...HERE, null)).kind, refused.isEmpty()]).toEqual(['refused', false])
    await logIn(...HERE, PASSWORD)
    expect(refused.isEmpty()).toBe(true)
    expect((await logIn(...HERE, WRONG)).kind).toBe('refused')
    await logIn('default', '10.0.0.2', PASSWORD)
    expect([refused.ask(...HERE), refused.ask('default', '10.0.0.2')]).toEqual(['first', 'none'])
  })

  it('is refused where the world is full, unless it needs no room', async () => {
    const { core, logIn, refused } = begin({ limits: { world: 2_000 } })
    const fill = (n: number): Write => ({
      table: 'windows',
      key: `${'k'.repeat(900)}${n}`,
      value: { start: 0, used: 1 },
    })
    for (let n = 0; n < 3; n++) await core.store.change('default', () => ({ result: 0, writes: [fill(n)] }))
    expect([(await logIn(...HERE, PASSWORD)).kind, refused.isEmpty()]).toEqual(['full', true])
    expect(tokenIn(await logIn(...HERE, { kind: 'resume', token: SEED_TOKEN }))).toBe(SEED_TOKEN)
  })
})

describe('the answer to a login', () => {
  it('has the token, and who that is', async () => {
    const result = await begin().logIn(...HERE, PASSWORD)
    const { status, headers, body, about } = loginAnswer(result, 'default', 'agent')
    expect([status, headers.slice(-2), about.cause]).toEqual([
      200,
      ['Greenroom-Outcome', 'logged-in'],
      'agent is logged in',
    ])
    expect(JSON.parse(body)).toMatchObject({
      status: 'success',
      data: {
        userId: AGENT,
        authToken: tokenIn(result),
        me: { _id: AGENT, username: 'agent', roles: ['user', 'livechat-agent'] },
      },
    })
  })

  it('says who was refused to the log, and not to the client', () => {
    const { status, body, about } = loginAnswer({ kind: 'refused', at: 0 }, 'default', 'mallory')
    expect([status, body, about.cause]).toEqual([
      401,
      '{"status":"error","error":"Unauthorized","message":"Unauthorized"}',
      'the login of mallory was refused',
    ])
  })

  it('says that the world is full', () => {
    const { status, body } = loginAnswer({ kind: 'full', at: 0 }, 'qa', 'agent')
    expect([status, JSON.parse(body).title, body]).toEqual([503, 'World full', expect.stringContaining('The world qa')])
  })
})
