import { describe, expect, it } from 'vitest'
import { missingOf, toAdmin, toHook, toIdentities, userIdIn, withoutKeys } from './identities.ts'
import { parseSource } from '../contract/read/source.ts'
import { valueOfData, valueOfFile } from './yaml-value.ts'

const ENV = { TOKEN: 'a-token', ID: 'an-id', EMPTY: '' }
const file = (text: string) => valueOfFile(parseSource(text, 'target.yaml'))
const identitiesOf = (text: string) => toIdentities(file(text), ENV)
const agent = (headers: string): string => `agent: { headers: { ${headers} } }`

const NO_CREDENTIALS = expect.objectContaining({
  name: 'Fault',
  message: 'target.yaml:1: this header cannot contain credentials',
  fix: 'Use Authorization, X-Auth-Token, Cookie or the like.',
})

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
    expect(missing).toEqual({ agent: 'the variable NONE is not set' })
    expect(identitiesOf(agent('Cookie: { env: EMPTY }')).missing).toEqual({ agent: 'the variable EMPTY is empty' })
    const both = 'host: { headers: { Cookie: { env: NONE } }, payload: { userId: { env: EMPTY }, id: { env: ID } } }'
    expect(identitiesOf(`${both}\nagent: { headers: { Cookie: { env: TOKEN } } }`)).toEqual({
      identities: { agent: { Cookie: 'a-token' } },
      payloads: {},
      missing: { host: 'the variable NONE is not set' },
      secrets: ['an-id', 'a-token'],
    })
  })

  it.each(['Host', 'host', 'CONTENT-LENGTH', 'Content-Type', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Expect'])(
    'have no header %s, which says where a message goes or ends',
    (name) => {
      expect(() => identitiesOf(agent(`${name}: { env: TOKEN }`))).toThrow(NO_CREDENTIALS)
    },
  )

  it("may have a header with any character that a header's name may have", () => {
    const name = "!#$%&'*+-.^_`|~09azAZ"
    const found = toIdentities(valueOfData({ agent: { headers: { [name]: { env: 'TOKEN' } } } }, 'identities'), ENV)
    expect(found.identities).toEqual({ agent: { [name]: 'a-token' } })
  })

  it.each(['"a b"', '"a:b"', '"é"', '"a\\nb"'])('have no header named %s', (name) => {
    expect(() => identitiesOf(agent(`${name}: { env: TOKEN }`))).toThrow(NO_CREDENTIALS)
  })

  it('are those of roles that there are, each with headers', () => {
    for (const [text, message] of [
      ['nobodys: { headers: {} }', 'there is no identity nobodys'],
      ['agent: {}', 'agent has no headers'],
      ['agent: { header: {} }', 'there is no entry header'],
      [agent('Cookie: a-literal-value'), 'Cookie contains a literal value'],
      ['agent: { payload: { level: 5 } }', 'level contains a literal value'],
      ['agent: { payload: { level: true } }', 'level contains a literal value'],
    ])
      expect(() => identitiesOf(`\n${text}`)).toThrow(expect.objectContaining({ message: `target.yaml:2: ${message}` }))
  })
})

it('each role without credentials has the reason of its own, else the usual one', () => {
  const missing = missingOf({ agent: {}, host: {} }, { member: 'not set', agent: 'not set' }, 'unknown')
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
      missing: 'the hook needs its token: the variable NONE is not set',
    })
  })

  it('is told no token in the open, but on this machine', () => {
    const fault = expect.objectContaining({
      name: 'Fault',
      message: "hook.url: the hook's token would be sent unencrypted",
      fix: 'Use https: for the hook.',
    })
    expect(() => hook('http://hooks.example.org', { env: 'TOKEN' })).toThrow(fault)
    expect(() => hook('http://hooks.example.org', { env: 'NONE' })).toThrow(fault)
    expect(hook('http://127.0.0.1:1', { env: 'TOKEN' })?.token).toBe('a-token')
    expect(() => hook('ftp://hooks.example.org')).toThrow(
      expect.objectContaining({ message: 'hook.url: not an http or https URL' }),
    )
    expect(() => toHook(valueOfData({ token: 'a' }, 'hook'), ENV)).toThrow(
      expect.objectContaining({ message: 'hook: hook has no url' }),
    )
    expect(() => toHook(valueOfData({ url: 'https://a.example', tokn: 'a' }, 'hook'), ENV)).toThrow(
      expect.objectContaining({ message: 'hook.tokn: there is no entry tokn' }),
    )
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
    expect(adminOf('X-User-Id: { env: ID }, X-Auth-Token: { env: NONE }, Cookie: { env: EMPTY }')).toMatchObject({
      missing: 'admin: the variable NONE is not set',
      secrets: ['an-id'],
    })
    expect(() => adminOf('Host: { env: TOKEN }')).toThrow(NO_CREDENTIALS)
    expect(() => toAdmin(file('\nheaders: {}\nname: x'), 'https://chat.test', ENV)).toThrow(
      expect.objectContaining({ message: 'target.yaml:3: there is no entry name' }),
    )
    expect(() => toAdmin(file('{}'), 'https://chat.test', ENV)).toThrow(
      expect.objectContaining({ message: 'target.yaml:1: the file has no headers' }),
    )
    expect(toAdmin(undefined, 'https://chat.test', ENV)).toBe(null)
  })

  it('is not told to a server in the clear, but on this machine', () => {
    expect(() => adminOf('X-Auth-Token: { env: TOKEN }', 'http://chat.test')).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: "target.yaml:1: the administrator's credentials would be sent unencrypted",
        fix: 'Use https: for the target.',
      }),
    )
    expect(adminOf('X-Auth-Token: { env: TOKEN }', 'http://127.0.0.1:3000')?.missing).toBe(null)
  })
})
