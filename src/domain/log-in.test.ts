import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { worldOf } from '../../tests/support/world-of.ts'
import { logIn, logOut, MOST_LOGINS } from './log-in.ts'
import type { Make } from './operation.ts'
import type { Person } from './state.ts'

const AGENT = 'rbAXPnMktTFbNpwtJ'
const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const make: Make = { id: () => 'new-token', now: 0, isoText: () => '' }
const password = (username: string, text: string) => ({ kind: 'password', username, password: text }) as const
const digest = (text: string) =>
  ({ kind: 'digest', username: 'agent', digest: createHash('sha256').update(text).digest('hex') }) as const

/** The person whom a login writes. */
const writtenBy = (login: ReturnType<typeof logIn>): Person | null => {
  const [write, ...more] = login?.writes ?? []
  expect(more).toEqual([])
  return write?.table === 'people' ? write.value : null
}

it('a person has a hundred logins at most', () => {
  expect(MOST_LOGINS).toBe(100)
})

describe('logging in', () => {
  it('with a password, or its SHA-256 in either case, makes a token that is kept beside those before it', () => {
    const login = logIn(worldOf(), password('agent', 'agent-password'), make)
    expect(login).toMatchObject({ person: { id: AGENT }, token: 'new-token' })
    expect(writtenBy(login)).toMatchObject({ id: AGENT, authToken: SEED_TOKEN, logins: ['new-token'] })
    const { digest: hex } = digest('agent-password')
    expect(logIn(worldOf(), { ...digest(''), digest: hex.toUpperCase() }, make)?.token).toBe('new-token')
  })

  it('with anything else is refused', () => {
    for (const proof of [password('agent', 'x'), password('nobody', 'x'), password('host', ''), digest('x')])
      expect(logIn(worldOf(), proof, make)).toBe(null)
    expect(logIn(worldOf(), { ...digest(''), username: 'host' }, make)).toBe(null)
    expect(logIn(worldOf(), { kind: 'resume', token: 'x' }, make)).toBe(null)
  })

  it('with a token gets the same token, and writes nothing', () => {
    const resumed = logIn(worldOf(), { kind: 'resume', token: SEED_TOKEN }, make)
    expect(resumed).toMatchObject({ person: { id: AGENT }, token: SEED_TOKEN, writes: [] })
  })

  it('as somebody unknown succeeds where any credentials are trusted, but not with what cannot be sent', () => {
    const trusting = worldOf({ settings: { trust: 'livechat-agent' } })
    expect(logIn(trusting, password('whoever', ''), make)).toEqual({
      person: { id: 'whoever', username: 'whoever', name: 'whoever', role: 'livechat-agent' },
      token: 'any-token-is-accepted',
      writes: [],
    })
    expect(logIn(trusting, password('who ever', ''), make)).toBe(null)
    // Nor does somebody known need the right password there; a token alone tells nobody's name.
    expect(logIn(trusting, password('agent', 'wrong'), make)).toMatchObject({
      person: { id: 'agent' },
      token: 'any-token-is-accepted',
    })
    expect(logIn(trusting, { kind: 'resume', token: 'x' }, make)).toBe(null)
  })
})

describe('the logins of a person', () => {
  const withLogins = (logins: readonly string[]) => {
    const world = worldOf()
    const agent = world.people.get(AGENT)
    if (!agent) throw new Error('the seed has no agent')
    world.write([{ table: 'people', key: AGENT, value: { ...agent, logins } }])
    return world
  }

  it('are as many as may last, and one more ends the oldest', () => {
    const full = Array.from({ length: MOST_LOGINS }, (_, n) => `token-${n}`)
    const before = writtenBy(logIn(withLogins(full.slice(1)), password('agent', 'agent-password'), make))
    expect(before?.logins).toEqual([...full.slice(1), 'new-token'])
    const after = writtenBy(logIn(withLogins(full), password('agent', 'agent-password'), make))
    expect(after?.logins).toEqual([...full.slice(1), 'new-token'])
  })

  it('are ended one by one; the token of the seed stays', () => {
    expect(logOut(withLogins(['a', 'b']), 'a')).toMatchObject([{ table: 'people', value: { logins: ['b'] } }])
    expect([logOut(withLogins(['a']), 'x'), logOut(withLogins(['a']), SEED_TOKEN)]).toEqual([[], []])
  })
})

it('a token of a login looks like those of the real server', () => {
  const kinds: string[] = []
  logIn(worldOf(), password('agent', 'agent-password'), { ...make, id: (kind) => (kinds.push(kind), 'new') })
  expect(kinds).toEqual(['login-token'])
})
