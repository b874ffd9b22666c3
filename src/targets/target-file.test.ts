import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import { loadDialect } from './dialect-file.ts'
import { loadTarget, targetFrom, targetOf } from './target-file.ts'
import type { TargetData } from './target-data.ts'

const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7)
const read = (data: object) => {
  const given: TargetData = { url: 'https://chat.example.org/base/', ...data }
  return targetFrom(given, { env: { TOKEN: 'a-token' }, random })
}
const TOKEN = { env: 'TOKEN' }

describe('a target', () => {
  it('has the limits that it names, and none where it says so', () => {
    const limits = { joinVideoConference: { requests: 3, windowMs: 1000 }, joinLivechatRoom: 'none' }
    expect(read({ limits }).target.limits).toEqual({
      joinVideoConference: { requests: 3, windowMs: 1000 },
      joinLivechatRoom: null,
    })
  })

  it('has prefixes for its APIs, an edition and a gate', () => {
    const { target, gate } = read({
      prefixes: { 'meeting-rooms': '/api/v1.0', 'rocket-chat': '/chat' },
      authority: { edition: '2022', gate: 'all' },
    })
    expect([target.prefixes, target.edition, gate]).toEqual([
      { 'meeting-rooms': '/api/v1.0', 'rocket-chat': '/chat' },
      '2022',
      'inferred',
    ])
    expect(read({ authority: { gate: 'document' } }).gate).toBe('document')
  })

  it('is called by its own name, else by its host; its operations may be events', () => {
    const { target } = read({ operations: ['leaveMeetingRoom', 'joinMeetingRoom'] })
    expect([target.name, target.url, target.operations]).toEqual([
      'chat.example.org',
      'https://chat.example.org/base',
      ['leaveMeetingRoom', 'joinMeetingRoom'],
    ])
    expect(read({ url: 'http://localhost:3000/base' }).target.name).toBe('localhost:3000')
    expect(read({ name: 'staging', operations: [] }).target).toMatchObject({ name: 'staging', operations: [] })
  })

  it('has no anonymous caller in the place of one whose credentials are missing', () => {
    const { target } = read({ identities: { guest: { headers: { Cookie: { env: 'NONE' } } } } })
    expect([target.identities['guest'], target.missing['guest'], target.unset]).toEqual([
      undefined,
      'the variable NONE is not set',
      ['guest'],
    ])
    expect(target.missing['agent']).toBe('needs credentials: name them in the target')
  })

  it('has a wrong token for a user that it has', () => {
    const { target } = read({ identities: { agent: { headers: { 'X-User-Id': TOKEN } } } })
    expect(target.identities['wrong-token']).toMatchObject({ 'X-User-Id': 'a-token' })
  })

  it('keeps the token of its hook secret, and lets a hook use all rooms of a target on this machine alone', () => {
    const [near, far] = ['http://localhost:3000', 'https://chat.example.org'].map(
      (url) => read({ url, hook: { url: 'http://localhost:4000', token: TOKEN } }).target,
    )
    expect([near?.scope, far?.scope, near?.secrets, far?.secrets]).toEqual([{}, null, ['a-token'], ['a-token']])
    expect(read({ url: 'http://localhost:3000' }).target.scope).toBeNull()
  })

  it('keeps the credentials of its callers and of its administrator secret', () => {
    const env = { TOKEN: 'a-token', KEY: 'a-key', ID: 'an-id' }
    const of = (data: object) =>
      targetFrom({ url: 'https://chat.example.org', ...data }, { env, random }).target.secrets
    const [identities, admin] = [
      { agent: { headers: { 'X-Auth-Token': { env: 'KEY' } } } },
      { headers: { 'X-User-Id': { env: 'ID' }, 'X-Auth-Token': TOKEN } },
    ]
    expect([of({}), of({ admin }), of({ identities })]).toEqual([[], ['an-id', 'a-token'], ['a-key']])
    expect(of({ identities, admin })).toEqual(['a-key', 'an-id', 'a-token'])
  })

  const LIMIT = 'Write { requests: 10, windowMs: 60000 }, or none.'
  const PREFIX = 'Write it as /api: with a leading slash, without a trailing one.'
  const COUNT = 'Write one, without quotes.'
  const conference = 'limits.joinVideoConference'

  it.each([
    [{ limits: { joinVideoConference: false } }, `${conference}: this is not a limit`, LIMIT],
    [{ limits: { joinVideoConference: 'some' } }, `${conference}: this is not a limit`, LIMIT],
    [
      { limits: { joinVideoConference: { requests: 0, windowMs: 1 } } },
      `${conference}.requests: requests is not a positive whole number`,
      COUNT,
    ],
    [
      { limits: { joinVideoConference: { requests: 1, windowMs: -1 } } },
      `${conference}.windowMs: windowMs is not a positive whole number`,
      COUNT,
    ],
    [
      { limits: { joinVideoConference: { requests: 1 } } },
      `${conference}: joinVideoConference has no windowMs`,
      'Add windowMs.',
    ],
    [
      { limits: { joinVideoConference: { windowMs: 1 } } },
      `${conference}: joinVideoConference has no requests`,
      'Add requests.',
    ],
    [
      { limits: { joinVideoConference: { requests: 1, windowMs: 1, more: 1 } } },
      `${conference}.more: there is no entry more`,
      'Known: requests, windowMs.',
    ],
    [{ limits: { leaveMeetingRoom: 'none' } }, 'limits.leaveMeetingRoom: there is no operation leaveMeetingRoom'],
    [{ prefixes: { 'meeting-rooms': 'api' } }, 'prefixes.meeting-rooms: api is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/api/' } }, 'prefixes.meeting-rooms: /api/ is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/a//b' } }, 'prefixes.meeting-rooms: /a//b is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/a/../b' } }, 'prefixes.meeting-rooms: /a/../b is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/./b' } }, 'prefixes.meeting-rooms: /./b is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/a/.' } }, 'prefixes.meeting-rooms: /a/. is not a path prefix', PREFIX],
    [{ prefixes: { 'meeting-rooms': '/a/..' } }, 'prefixes.meeting-rooms: /a/.. is not a path prefix', PREFIX],
    [{ prefixes: { others: '/api' } }, 'prefixes.others: there is no API others'],
    [{ authority: { edition: '2021' } }, 'authority.edition: there is no edition 2021'],
    [{ authority: { gate: 'none' } }, 'authority.gate: there is no gate none'],
    [{ authority: { version: 1 } }, 'authority.version: there is no entry version', 'Known: edition, gate.'],
    [{ situations: {} }, 'situations: situations is not a list'],
    [{ operations: ['joinMeetingRoom', 'leave'] }, 'operations.1: there is no operation leave'],
    [{ transports: [] }, 'transports: transports is empty'],
    [{ scope: {} }, "scope: scope doesn't separate your rooms from others'"],
    [{ socket: { more: 1 } }, 'socket.more: there is no entry more'],
    [{ hook: {} }, 'hook: hook has no url'],
    [{ admin: {} }, 'admin: admin has no headers'],
    [
      { more: 1 },
      'more: there is no entry more',
      'Known: url, name, authority, operations, prefixes, transports, socket, identities, scope, limits, situations, hook, admin.',
    ],
  ])('is refused with %j', (wrong, message, fix: unknown = expect.any(String)) => {
    expect(() => read(wrong)).toThrow(expect.objectContaining({ name: 'Fault', message: `target.${message}`, fix }))
  })

  it('is told the credentials of its administrator over an encrypted connection alone', () => {
    expect(() => read({ url: 'http://chat.example.org', admin: { headers: { Cookie: TOKEN } } })).toThrow(
      "target.admin: the administrator's credentials would be sent unencrypted",
    )
  })

  it('has all that it says', () => {
    const { target, situations, admin, hook } = read({
      transports: ['polling'],
      socket: { path: '/io/' },
      identities: { agent: { payload: { userId: TOKEN } } },
      scope: { tags: 'mine' },
      situations: [{ given: { call: [] }, values: { callId: 'c' } }],
      admin: { headers: { Cookie: TOKEN } },
      hook: { url: 'https://hooks.example.org' },
    })
    expect(target).toMatchObject({
      transports: ['polling'],
      socket: { ...PLAIN_DIALECT, path: '/io/' },
      payloads: { agent: { userId: 'a-token' } },
      scope: { tags: 'mine' },
    })
    expect([situations, admin?.headers, hook?.url]).toEqual([
      [{ given: { call: [] }, values: { callId: 'c' }, fresh: false }],
      { Cookie: 'a-token' },
      'https://hooks.example.org',
    ])
    const local = { url: 'http://localhost:3000', hook: { url: 'http://localhost:4000' } }
    expect(read({ ...local, scope: { tags: 'mine' } }).target.scope).toEqual({ tags: 'mine' })
  })
})

it('a bare URL has the identities that need no secret, and every other role lacks credentials', () => {
  const target = targetOf('http://chat.example.org:80/', { random })
  const { identities: _, missing: __, ...rest } = target
  expect(rest).toEqual({
    name: 'chat.example.org',
    url: 'http://chat.example.org',
    edition: 'current',
    operations: null,
    prefixes: {},
    payloads: {},
    unset: [],
    scope: null,
    limits: {},
    transports: ['http'],
    socket: PLAIN_DIALECT,
    secrets: [],
  })
  expect(target.missing['agent']).toBe('needs credentials: name them in a target file')
  expect(() => targetOf('ftp://a.example', { random })).toThrow('the URL to verify: not an http or https URL')
  const roles = [...Object.keys(target.identities), ...Object.keys(target.missing)]
  expect(new Set(roles).size).toBe(roles.length)
  expect(Object.keys(target.identities).toSorted()).toEqual(['expired-token', 'guest', 'nobody', 'wrong-token'])
  expect(targetOf('http://a.example', { random, edition: '2022' }).edition).toBe('2022')
  expect(targetOf('http://127.0.0.1:4010/base', { random }).name).toBe('127.0.0.1:4010')
})

describe('a target file', () => {
  const inFolder = ownFolder()
  const load = async (mode: number) => {
    const file = inFolder('target.yaml')
    await writeFile(file, 'url: https://chat.example.org\n')
    await chmod(file, mode)
    return loadTarget(file, { env: {}, random })
  }

  it.skipIf(process.platform === 'win32')('is read only where nobody else can write to it', async () => {
    expect((await load(0o644)).target.url).toBe('https://chat.example.org')
    for (const mode of [0o664, 0o646, 0o620, 0o602])
      await expect(load(mode)).rejects.toMatchObject({
        message: `${inFolder('target.yaml')}: users other than its owner may write to it`,
        fix: `chmod go-w ${inFolder('target.yaml')}`,
      })
  })

  it('names a dialect that comes with greenroom, or a file beside it', async () => {
    const [file, own] = [inFolder('dialect.yaml'), inFolder('own-words.yaml')]
    await writeFile(own, 'socket: { members: { code: roomCode } }\n')
    const membersOf = async (dialect: string): Promise<unknown> => {
      await writeFile(file, `url: https://chat.example.org\nsocket: ${dialect}\n`, { mode: 0o600 })
      return (await loadTarget(file, { env: {}, random })).target.socket.members
    }
    expect(await membersOf('./own-words.yaml')).toEqual({ code: { name: 'roomCode', unless: null } })
    expect(await membersOf('neuron-meet')).toEqual((await loadDialect('neuron-meet')).members)
    expect(await membersOf('{ members: { code: pin } }')).toEqual({ code: { name: 'pin', unless: null } })
  })

  it('with a secret in it is refused, wherever that is', async () => {
    const file = inFolder('secret.yaml')
    const text = 'url: https://chat.example.org\nname: Bearer aB3dE5gH7jK9mN1pQ3sT5\n'
    await writeFile(file, text, { mode: 0o600 })
    const message = expect.stringMatching(/secret\.yaml:2: this looks like a secret$/)
    await expect(loadTarget(file, { env: {}, random })).rejects.toMatchObject({ name: 'Fault', message })
  })

  it('says where its URL is, if that is none', async () => {
    const file = inFolder('url.yaml')
    await writeFile(file, '# of a colleague\nname: staging\nurl: ftp://example.org\n', { mode: 0o600 })
    await expect(loadTarget(file, { env: {}, random })).rejects.toThrow(/url\.yaml:3: not an http or https URL$/)
    await writeFile(file, 'url: https://example.org\n', { mode: 0o600 })
    const { target } = await loadTarget(file, { env: {}, random })
    expect(target.missing['agent']).toMatch(/^needs credentials: name them in .*url\.yaml$/)
  })

  it('says where it names a dialect that there is not', async () => {
    const file = inFolder('socket.yaml')
    await writeFile(file, 'url: https://chat.example.org\nsocket: nobodys-words\n', { mode: 0o600 })
    await expect(loadTarget(file, { env: {}, random })).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(/socket\.yaml:2: there is no dialect nobodys-words$/),
      fix: 'Known: neuron-meet. Or name a file: ./my-dialect.yaml.',
      cause: { message: 'there is no dialect nobodys-words' },
    })
  })

  it('that is not there, or a folder, is none', async () => {
    await mkdir(inFolder('folder'))
    for (const name of ['nowhere.yaml', 'folder'])
      await expect(loadTarget(inFolder(name), { env: {}, random })).rejects.toMatchObject({
        message: `${inFolder(name)}: no such file`,
        fix: 'greenroom target init <url> writes one.',
      })
  })
})
