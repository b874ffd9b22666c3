import { describe, expect, it } from 'vitest'
import { missingOf, toAdmin, toHook, toIdentities, userIdIn, withoutKeys } from './identities.ts'
import { parseSource } from '../contract/read/source.ts'
import { valueOfData, valueOfFile } from './yaml-value.ts'

const ENV = { TOKEN: 'a-token', ID: 'an-id', EMPTY: '' }
const file = (text: string) => valueOfFile(parseSource(text, 'target.yaml'))
const identitiesOf = (text: string) => toIdentities(file(text), ENV)
const agent = (headers: string): string => `agent: { headers: { ${headers} } }`

describe('the identities of a file', () => {
  it('have the headers that it names, and every value of a variable is a secret', () => {
    expect(identitiesOf(agent('X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN, prefix: "t " }'))).toEqual({
      identities: { agent: { 'X-User-Id': 'an-id', 'X-Auth-Token': 't a-token' } },
      payloads: {},
      missing: {},
      secrets: ['an-id', 'a-token'],
    })
    expect(toIdentities(undefined, ENV)).toEqual({ identities: {}, payloads: {}, missing: {}, secrets: [] })
  })

  it('have members of payloads beside their headers, or without any', () => {
    const both = 'agent: { headers: { Cookie: { env: TOKEN } }, payload: { userId: { env: ID }, level: high } }'
    expect(identitiesOf(both)).toEqual({
      identities: { agent: { Cookie: 'a-token' } },
      payloads: { agent: { userId: 'an-id', level: 'high' } },
      missing: {},
      secrets: ['a-token', 'an-id'],
    })
    expect(identitiesOf('agent: { payload: { level: high } }')).toMatchObject({
      identities: { agent: {} },
      payloads: { agent: { level: 'high' } },
      secrets: [],
    })
  })

  it('cannot call where one variable is missing, and what the others hold is secret all the same', () => {
    const { identities, missing, secrets } = identitiesOf(agent('X-User-Id: { env: ID }, X-Auth-Token: { env: NONE }'))
    expect([identities, secrets]).toEqual([{}, ['an-id']])
    expect(missing['agent']).toContain('NONE')
    expect(identitiesOf(agent('Cookie: { env: EMPTY }')).missing['agent']).toContain('EMPTY')
  })

  it.each(['Host', 'host', 'CONTENT-LENGTH', 'Content-Type', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Expect'])(
    'have no header %s, which says where a message goes or ends',
    (name) => {
      expect(() => identitiesOf(agent(`${name}: { env: TOKEN }`))).toThrow(expect.objectContaining({ name: 'Fault' }))
    },
  )

  it.each(['"a b"', '"a:b"', '"é"', '"a\\nb"'])('have no header named %s', (name) => {
    expect(() => identitiesOf(agent(`${name}: { env: TOKEN }`))).toThrow(expect.objectContaining({ name: 'Fault' }))
  })

  it('are those of roles that there are, each with headers', () => {
    for (const text of [
      'nobodys: { headers: {} }',
      'agent: {}',
      'agent: { header: {} }',
      agent('Cookie: a-literal-value'),
      'agent: { payload: { level: 5 } }',
      'agent: { payload: { level: true } }',
    ])
      expect(() => identitiesOf(text)).toThrow(/^target\.yaml:1: /)
  })
})

it('each role without credentials has the reason of its own, else the usual one', () => {
  const missing = missingOf({ agent: {}, host: {} }, { member: 'not set' }, 'unknown')
  expect(missing).toMatchObject({ member: 'not set', manager: 'unknown' })
  expect(Object.keys(missing)).not.toContain('agent')
  expect(withoutKeys({ a: 1, b: 2, constructor: 3 }, { b: null })).toEqual({ a: 1, constructor: 3 })
})

it('the id of a user is that of the first header for it, in any case', () => {
  const one = { agent: { Cookie: 'c' }, host: { 'x-USER-id': 'first' }, manager: { 'X-User-Id': 'second' } }
  expect([userIdIn(one), userIdIn({ agent: { Cookie: 'c' } }), userIdIn({})]).toEqual(['first', undefined, undefined])
})

describe('a hook', () => {
  const hook = (url: string, token?: unknown) =>
    toHook(valueOfData({ url, ...(token === undefined ? {} : { token }) }, 'hook'), ENV)

  it('is none where none is named, and needs no token', () => {
    expect(toHook(undefined, ENV)).toBeNull()
    expect(hook('http://hooks.example.org/a/')).toEqual({
      url: 'http://hooks.example.org/a',
      token: null,
      missing: null,
    })
  })

  it('has its token without the scheme, or says which variable it lacks', () => {
    expect(hook('https://hooks.example.org', { env: 'TOKEN' })).toMatchObject({ token: 'a-token', missing: null })
    expect(hook('https://hooks.example.org', { env: 'NONE' })).toMatchObject({
      token: null,
      missing: expect.stringMatching(/^the hook needs its token: .*NONE/),
    })
  })

  it('is told no token in the open, but on this machine', () => {
    expect(() => hook('http://hooks.example.org', { env: 'TOKEN' })).toThrow(expect.objectContaining({ name: 'Fault' }))
    expect(() => hook('http://hooks.example.org', { env: 'NONE' })).toThrow(expect.objectContaining({ name: 'Fault' }))
    expect(hook('http://127.0.0.1:1', { env: 'TOKEN' })?.token).toBe('a-token')
    expect(() => hook('ftp://hooks.example.org')).toThrow(expect.objectContaining({ name: 'Fault' }))
  })
})

describe('the administrator of a file', () => {
  const adminOf = (headers: string, url = 'https://chat.test') => toAdmin(file(`headers: { ${headers} }`), url, ENV)

  it('has the headers that it names, or says which variable is missing', () => {
    expect(adminOf('X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN }')).toEqual({
      headers: { 'X-User-Id': 'an-id', 'X-Auth-Token': 'a-token' },
      missing: null,
      secrets: ['an-id', 'a-token'],
    })
    expect(adminOf('X-Auth-Token: { env: NONE }')?.missing).toBe('admin: the variable NONE is not set')
    expect(toAdmin(undefined, 'https://chat.test', ENV)).toBe(null)
  })

  it('is not told to a server in the clear, but on this machine', () => {
    expect(() => adminOf('X-Auth-Token: { env: TOKEN }', 'http://chat.test')).toThrow('would be sent unencrypted')
    expect(adminOf('X-Auth-Token: { env: TOKEN }', 'http://127.0.0.1:3000')?.missing).toBe(null)
  })
})
