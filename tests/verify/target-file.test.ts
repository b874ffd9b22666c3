import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDeviations } from '../../src/targets/deviations-file.ts'
import { readInput } from '../../src/cli/read-input.ts'
import { target as targetCommand } from '../../src/cli/commands/target.ts'
import { loadTarget, targetOf, type TargetFile } from '../../src/targets/target-file.ts'
import { looksSecret } from '../../src/targets/token-shape.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { socketFaces, socketMembers } from '../../src/contract/compiled/socket-faces.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { factWords } from '../../src/contract/compiled/facts.ts'
import { precedenceCases } from '../../src/contract/compiled/precedence.js'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { eventsOf } from '../../src/contract/read/socket-events.ts'
import { parseSource } from '../../src/contract/read/source.ts'
import { Fault } from '../../src/fault.ts'
import { deviationsDraft } from '../../src/report/deviations-draft.ts'
import { toPlainText } from '../../src/report/text/plain.ts'
import type { Report } from '../../src/report/report.ts'
import { ownIdentities } from '../../src/verify/arrange/own-identities.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import { unitedFaces } from '../../src/verify/plan/plan.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'
import { TRANSPORTS } from '../../src/verify/model/transport.ts'
import { situationsOf } from '../../src/verify/draft/situation-lines.ts'
import { brokenCase, caseResult, HOSTILE, runInfo, summaryOf } from '../support/sample-report.ts'
import { isContainer } from '../../src/json.ts'

const emptyReport: Omit<Report, 'results' | 'summary'> = {
  run: runInfo(),
  identities: [],
  leftBehind: [],
  notes: [],
  startedAt: 0,
}
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
const env = { RC_ID: 'user-one', RC_TOKEN: 'token-one', MEET: 'token-two', HOOK: 'token-three', USER: 'user-two' }
const ids = [...cases, ...precedenceCases].map(({ id }) => id)

let folder = ''
const checks: Record<string, ValidateFunction> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-targets-'))
  for (const name of ['target', 'deviations'])
    checks[name] = new Ajv2020({ allowUnionTypes: true }).compile(await schemaOf(name))
})
afterAll(async () => rm(folder, { recursive: true }))

async function schemaOf(name: string): Promise<Record<string, unknown>> {
  const file = `contract-tests/${name}.schema.yaml`
  const { value } = parseSource(await readFile(file, 'utf8'), file)
  if (!isContainer(value)) throw new Error(`${file} is no schema`)
  return value
}

async function written(text: string, mode = 0o644): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.yaml`)
  await writeFile(file, text)
  await chmod(file, mode)
  return file
}

const load = async (text: string, variables: Record<string, string> = env): Promise<TargetFile> =>
  loadTarget(await written(text), { env: variables, random })

/** What a load is refused with, from the line on; and what to do. */
async function refusal(loading: Promise<unknown>): Promise<{ message: string; fix: string }> {
  const error: unknown = await loading.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Fault)) throw error
  return { message: error.message.replace(/^\S*\.yaml:?/, ''), fix: error.fix }
}

const COMPLETE = `
url: https://Chat.example.org:443/base/
name: staging
authority: { edition: '2022', gate: all }
operations: [joinLivechatRoom, joinVideoConference, lockMeetingRoom]
prefixes: { meeting-rooms: /api }
transports: [websocket, http]
socket:
  path: /meet/socket.io/
  namespace: /rooms
  token: jwt
  events: { join-room: joinRoom, user-left: gone }
  members: { code: roomCode, guestName: { name: nick, unless: userId } }
  messages: { join-room: { refused: { message: error } }, user-joined: { heard: { participant: who } } }
  ack: { success: /data, refusal: '' }
  refusal: { when: { /success: false }, message: /error, status: { Room is locked: 403 } }
  answers:
    join-room: { by: event, success: room-joined, refusal: [join-error, exception] }
    leave-room: { success: left }
  absent: [leftAt]
identities:
  agent: { headers: &agent { X-User-Id: { env: RC_ID }, X-Auth-Token: { env: RC_TOKEN } } }
  manager: { headers: *agent }
  host: { headers: { Authorization: { env: MEET, prefix: 'Bearer ' } } }
  member: { headers: { Authorization: { env: NOT_SET } } }
  wrong-token: { payload: { userId: { env: USER }, displayName: Nora } }
scope: { departmentId: greenroom-tests, tags: [a, b], open: true }
limits: { joinVideoConference: { requests: 3, windowMs: 1000 }, joinLivechatRoom: none }
situations:
  - given: { livechat-room: [out-of-reach, closed] }
    values: { roomId: hYu8KpQz3LmNw7XtR }
  - given: { meeting-room: [], call: [private] }
    values: { code: aaa-bbb-ccc, callId: 65f0c1d2e3a4b5968778695a }
    fresh: true
hook: { url: 'http://127.0.0.1:4100/greenroom', token: { env: HOOK } }
`

describe('a target file', () => {
  it('is read into a target with every secret resolved', async () => {
    const { target, situations, hook, gate } = await load(COMPLETE)
    expect(target).toMatchObject({
      name: 'staging',
      url: 'https://chat.example.org/base',
      edition: '2022',
      operations: ['joinLivechatRoom', 'joinVideoConference', 'lockMeetingRoom'],
      transports: ['http', 'websocket'],
      socket: {
        path: '/meet/socket.io/',
        namespace: '/rooms',
        token: 'jwt',
        events: { 'join-room': 'joinRoom', 'user-left': 'gone' },
        members: { code: { name: 'roomCode' }, guestName: { name: 'nick', unless: 'userId' } },
        messages: { 'join-room': { refused: { message: { name: 'error' } } }, 'user-joined': { heard: {} } },
        ack: { success: ['/data'], refusal: [''] },
        refusal: { when: { '/success': false }, message: ['/error'], status: { 'Room is locked': 403 } },
        answers: {
          'join-room': { inPlaceOfAck: true, success: ['room-joined'], refusal: ['join-error', 'exception'] },
          'leave-room': { inPlaceOfAck: false, success: ['left'], refusal: [] },
        },
        absent: ['leftAt'],
      },
      prefixes: { 'meeting-rooms': '/api' },
      scope: { departmentId: 'greenroom-tests', tags: ['a', 'b'], open: 'true' },
      limits: { joinVideoConference: { requests: 3, windowMs: 1000 }, joinLivechatRoom: null },
      payloads: { 'wrong-token': { userId: 'user-two', displayName: 'Nora' } },
      secrets: ['user-one', 'token-one', 'token-two', 'user-two', 'token-three'],
    })
    expect(target.identities).toMatchObject({
      agent: { 'X-User-Id': 'user-one', 'X-Auth-Token': 'token-one' },
      manager: { 'X-User-Id': 'user-one', 'X-Auth-Token': 'token-one' },
      host: { Authorization: 'Bearer token-two' },
      nobody: {},
      guest: {},
    })
    expect(situations).toHaveLength(2)
    expect(situations[1]).toEqual({
      given: { 'meeting-room': [], call: ['private'] },
      fresh: true,
      values: { code: 'aaa-bbb-ccc', callId: '65f0c1d2e3a4b5968778695a' },
    })
    expect({ hook, gate }).toEqual({
      hook: { url: 'http://127.0.0.1:4100/greenroom', token: 'token-three', missing: null },
      gate: 'inferred',
    })
  })

  it('says of each role without credentials why it has none', async () => {
    const { target } = await load(COMPLETE, { ...env, RC_TOKEN: '' })
    expect(target.missing).toMatchObject({
      agent: 'the variable RC_TOKEN is empty',
      member: 'the variable NOT_SET is not set',
      'no-permission': expect.stringContaining('needs credentials'),
    })
    const roles = [...Object.keys(target.missing), ...Object.keys(target.identities)]
    expect(roles.toSorted()).toEqual(Object.keys(seeds.documented.identities).toSorted())
  })

  it('lets a role whose variable is not set never fall back on credentials of nobody', async () => {
    const { target } = await load(
      'url: http://x.org\nidentities: { wrong-token: { headers: { A: { env: NOT_SET } } } }',
    )
    expect(target.identities).not.toHaveProperty('wrong-token')
    expect(target.missing).toHaveProperty('wrong-token')
  })

  it('gives a token of nobody to the id of somebody whom the target knows, if the file names one', async () => {
    const { target } = await load(COMPLETE.replace(/^ {2}wrong-token: .*\n/m, ''))
    expect(target.identities['wrong-token']).toEqual({
      'X-User-Id': 'user-one',
      'X-Auth-Token': expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it('needs a URL and nothing else', async () => {
    const { target, situations, hook } = await load(
      'url: http://meet.example.org:8080\nidentities:\nsituations:\nhook:\n',
    )
    expect(target).toMatchObject({ name: 'meet.example.org:8080', edition: 'current', operations: null, scope: null })
    expect(target).toMatchObject({ transports: ['http'], socket: PLAIN_DIALECT })
    expect({ situations, hook }).toEqual({ situations: [], hook: null })
  })

  it('needs no scope on this machine where a hook makes the rooms that are listed', async () => {
    const scopeOf = async (text: string): Promise<unknown> => (await load(text)).target.scope
    const hook = 'hook: { url: "http://127.0.0.1:1/h" }\n'
    expect(await scopeOf(`url: http://127.0.0.1:4000\n${hook}`)).toEqual({})
    expect(await scopeOf(`url: http://127.0.0.1:4000\n${hook}scope: { tags: [a] }\n`)).toEqual({ tags: ['a'] })
    expect(await scopeOf('url: http://127.0.0.1:4000\n')).toBeNull()
    expect(await scopeOf(`url: https://chat.example.org\n${hook}`)).toBeNull()
  })

  it('tells a hook without its token from one that needs none', async () => {
    const hookOf = async (text: string): Promise<unknown> => (await load(`url: http://x.org\nhook: ${text}`)).hook
    expect(await hookOf('{ url: "http://x.org/h" }')).toMatchObject({ token: null, missing: null })
    expect(await hookOf('{ url: "https://x.org/h", token: { env: NOT_SET } }')).toMatchObject({
      token: null,
      missing: 'the hook needs its token: the variable NOT_SET is not set',
    })
  })

  it.skipIf(process.platform === 'win32')(
    'that others may write to is refused, and says how to mend that',
    async () => {
      for (const mode of [0o664, 0o646, 0o666, 0o622])
        expect(await refusal(loadTarget(await written('url: http://x.org', mode), { env, random }))).toEqual({
          message: ' users other than its owner may write to it',
          fix: expect.stringMatching(/^chmod go-w /),
        })
    },
  )

  it('that does not exist is a Fault', async () => {
    await expect(loadTarget(join(folder, 'none.yaml'), { env, random })).rejects.toThrow('no such file')
    await expect(loadTarget(folder, { env, random })).rejects.toThrow('no such file')
  })
})

const U = 'url: https://x.org\n'
/** What stands in the file, what it is refused with, and what is suggested. */
type Wrong = readonly [text: string, message: RegExp, fix?: RegExp]
const WRONG: readonly Wrong[] = [
  [
    `${U}situations:\n  - given: { call: [] }\n    values: { callId: a }\n    fresh: yes\n`,
    /^5: fresh is neither true nor false/,
  ],
  ['name: x\n', /^1: the file has no url/],
  ['[1, 2]\n', /^1: the file is not a mapping/],
  ['just text\n', /^1: the file is not a mapping/],
  ['url: [a]\n', /^1: url is not a string/],
  ['url: 7\n', /^1: url is not a string/],
  ['url: ""\n', /^1: url is not a string/],
  ['url: x.org\n', /^1: not an http or https URL/],
  ['url: ftp://x.org\n', /^1: not an http or https URL/],
  ['url: file:///etc/passwd\n', /^1: not an http or https URL/],
  ['url: http://x.org/?a=1\n', /^1: the URL contains a query/],
  ['url: http://x.org/#a\n', /^1: the URL contains a query/],
  ['url: "http://a@x.org"\n', /^1: the URL contains credentials/],
  [`${U}idenities: {}\n`, /^2: there is no entry idenities/, /Did you mean identities\?/],
  [`${U}__proto__: {}\n`, /^2: there is no entry __proto__/],
  [`${U}constructor: 1\n`, /^2: there is no entry constructor/],
  [`${U}name: ''\n`, /^2: name is not a string/],
  [`${U}name: "a\\nb"\n`, /^2: name contains a line break/],
  [`${U}name: <your name>\n`, /^2: name is not filled in yet/],
  [`${U}authority: current\n`, /^2: authority is not a mapping/],
  [`${U}authority: { edition: 2022 }\n`, /^2: edition is not a string/, /in quotes/],
  [`${U}authority: { edition: curent }\n`, /^2: there is no edition curent/, /Did you mean current\?/],
  [`${U}authority: { gate: documents }\n`, /^2: there is no gate documents/, /Did you mean document\?/],
  [`${U}authority: { gates: all }\n`, /^2: there is no entry gates/, /Did you mean gate\?/],
  [`${U}operations: joinMeetingRoom\n`, /^2: operations is not a list/],
  [
    `${U}operations:\n  - joinMeetingRoom\n  - joinMeetingRom\n`,
    /^4: there is no operation joinMeetingRom/,
    /joinMeetingRoom\?/,
  ],
  [`${U}operations: [3]\n`, /^2: the item is not a string/],
  [`${U}prefixes: /api\n`, /^2: prefixes is not a mapping/],
  [`${U}prefixes: { meeting-room: /api }\n`, /^2: there is no API meeting-room/, /meeting-rooms\?/],
  [`${U}prefixes: { meeting-rooms: api }\n`, /^2: api is not a path prefix/],
  [`${U}prefixes: { meeting-rooms: /api/ }\n`, /^2: \/api\/ is not a path prefix/],
  [`${U}prefixes: { meeting-rooms: /a/../b }\n`, /^2: \S+ is not a path prefix/],
  [`${U}prefixes: { meeting-rooms: //evil.org }\n`, /^2: \S+ is not a path prefix/],
  [`${U}prefixes: { meeting-rooms: '/a?b' }\n`, /^2: \S+ is not a path prefix/],
  [`${U}transports: [htp]\n`, /^2: there is no transport htp/, /Did you mean http\?/],
  [`${U}transports: []\n`, /^2: transports is empty/, /\[http\]/],
  [`${U}transports: [websockets]\n`, /^2: there is no transport websockets/, /Did you mean websocket\?/],
  [`${U}socket: /socket.io/\n`, /^2: \S+ cannot be read/, /a dialect that comes with greenroom/],
  [`${U}socket: neuron\n`, /^2: there is no dialect neuron/, /Known: neuron-meet\./],
  [`${U}socket: 5\n`, /^2: socket is not a mapping/],
  [`${U}socket: { namespce: /a }\n`, /^2: there is no entry namespce/, /Did you mean namespace\?/],
  [`${U}socket: { path: /socket.io }\n`, /^2: \S+ is not a path of Socket.IO/, /both ends/],
  [`${U}socket: { path: /../socket.io/ }\n`, /^2: \S+ is not a path of Socket.IO/],
  [`${U}socket: { namespace: rooms }\n`, /^2: rooms is not a namespace/],
  [`${U}socket: { token: '' }\n`, /^2: token is not a string/],
  [
    `${U}socket:\n  events:\n    join-rom: joinRoom\n`,
    /^4: there is no event of the contract join-rom/,
    /Did you mean join-room\?/,
  ],
  [`${U}socket: { events: { join-room: 5 } }\n`, /^2: join-room is not a string/],
  [`${U}socket: { events: [joinRoom] }\n`, /^2: events is not a mapping/],
  [
    `${U}socket:\n  members:\n    guestname: displayName\n`,
    /^4: there is no member of the contract guestname/,
    /guestName\?/,
  ],
  [`${U}socket:\n  members:\n    code: name\n    guestName: name\n`, /^5: name is used for two words of the contract/],
  [`${U}socket: { ack: /data }\n`, /^2: ack is not a list/],
  [`${U}socket: { ack: [data] }\n`, /^2: data is not a JSON Pointer/],
  [`${U}socket: { ack: { succes: /data } }\n`, /^2: there is no entry succes/, /Did you mean success\?/],
  [`${U}socket: { ack: { refusal: error } }\n`, /^2: error is not a JSON Pointer/],
  [`${U}socket: { refusal: { when: { /success: false } } }\n`, /^2: refusal has no message/],
  [`${U}socket: { refusal: { when: { success: false }, message: /error } }\n`, /^2: success is not a JSON Pointer/],
  [`${U}socket: { refusal: { when: { /a: [1] }, message: /error } }\n`, /^2: \/a must be compared with a string/],
  [`${U}socket: { refusal: { message: /error, status: { Full: 200 } } }\n`, /^2: this is not the status of a refusal/],
  [
    `${U}socket: { refusal: { message: /error, status: { Full: '400' } } }\n`,
    /^2: this is not the status/,
    /without quotes/,
  ],
  [
    `${U}socket: { answers: { join-rom: {} } }\n`,
    /^2: there is no event of the contract that calls join-rom/,
    /join-room\?/,
  ],
  [`${U}socket: { answers: { user-joined: {} } }\n`, /^2: there is no event of the contract that calls user-joined/],
  [`${U}socket: { answers: { join-room: { by: events } } }\n`, /^2: there is no answer events/, /Did you mean event\?/],
  [`${U}socket: { absent: [leftat] }\n`, /^2: there is no member of the contract leftat/, /leftAt\?/],
  [`${U}socket: { messages: { join-room: { heard: {} } } }\n`, /^2: there is no direction of join-room heard/, /sent/],
  [`${U}socket: { messages: { user-left: { sent: {} } } }\n`, /^2: there is no direction of user-left sent/, /heard/],
  [`${U}socket: { members: { code: { unless: id } } }\n`, /^2: code has no name/],
  [`${U}socket: { members: { code: { name: a, unless: nobody } } }\n`, /^2: there is no member of the contract nobody/],
  [`${U}identities: { host: { payload: [userId] } }\n`, /^2: payload is not a mapping/],
  [`${U}identities: { host: { payload: { userId: 5 } } }\n`, /^2: userId contains a literal value/],
  [`${U}identities: [agent]\n`, /^2: identities is not a mapping/],
  [`${U}identities:\n  agnt: { headers: {} }\n`, /^3: there is no identity agnt/, /Did you mean agent\?/],
  [`${U}identities:\n  agent: { header: {} }\n`, /^3: there is no entry header/, /Did you mean headers\?/],
  [`${U}identities:\n  agent: {}\n`, /^3: agent has no headers/],
  [`${U}identities:\n  agent:\n    headers:\n      X-User-Id: { var: A }\n`, /^5: there is no entry var/],
  [`${U}identities:\n  agent:\n    headers:\n      X-User-Id: { prefix: a }\n`, /^5: X-User-Id has no env/],
  [`${U}identities: { agent: { headers: { A: { env: 'a b' } } } }\n`, /^2: env is not the name of a variable/],
  [
    `${U}identities: { agent: { headers: { A: { env: A, prefix: "a\\r\\nB: c" } } } }\n`,
    /^2: prefix contains a line break/,
  ],
  [`${U}identities: { agent: { headers: { Host: { env: RC_ID } } } }\n`, /^2: this header cannot contain credentials/],
  [`${U}identities: { agent: { headers: { content-length: { env: RC_ID } } } }\n`, /^2: this header cannot/],
  [`${U}identities: { agent: { headers: { 'a b': { env: RC_ID } } } }\n`, /^2: this header cannot/],
  [`${U}identities: { agent: { headers: { "a\\r\\nb": { env: RC_ID } } } }\n`, /^2: this header cannot/],
  [`${U}scope: {}\n`, /^2: scope doesn't separate your rooms/],
  [`${U}scope: { count: 5 }\n`, /^2: scope doesn't separate your rooms/],
  [`${U}scope: { sort: a, open: true }\n`, /^2: scope doesn't separate your rooms/],
  [`${U}scope: { departmentId: undefined }\n`, /^2: servers treat undefined as no value/],
  [`${U}scope: { departmentId: '' }\n`, /^2: departmentId is not a string/],
  [`${U}scope: { departmentId: {} }\n`, /^2: departmentId is not a string/],
  [`${U}scope: { tags: [] }\n`, /^2: an empty list restricts nothing/],
  [`${U}scope: { departmentId: <id> }\n`, /^2: departmentId is not filled in yet/],
  [`${U}limits: { joinCall: none }\n`, /^2: there is no operation joinCall/],
  [`${U}limits: { joinMeetingRoom: never }\n`, /^2: this is not a limit/],
  [`${U}limits: { joinMeetingRoom: 5 }\n`, /^2: this is not a limit/],
  [`${U}limits: { joinMeetingRoom: { requests: 2 } }\n`, /^2: joinMeetingRoom has no windowMs/],
  [`${U}limits: { joinMeetingRoom: { requests: 0, windowMs: 1 } }\n`, /^2: requests is not a positive whole number/],
  [`${U}limits: { joinMeetingRoom: { requests: 1.5, windowMs: 1 } }\n`, /^2: requests is not a positive whole number/],
  [`${U}limits: { joinMeetingRoom: { requests: '1', windowMs: 1 } }\n`, /^2: requests is not a positive whole number/],
  [`${U}limits: { joinMeetingRoom: { requests: 1, window: 1 } }\n`, /^2: there is no entry window/, /windowMs\?/],
  [`${U}situations: {}\n`, /^2: situations is not a list/],
  [`${U}situations:\n  - x\n`, /^3: the item is not a mapping/],
  [`${U}situations:\n  -\n`, /^2: the item has no given/],
  [`${U}situations:\n  - given: { call: [] }\n`, /^3: the item has no values/],
  [`${U}situations:\n  - given: { room: [] }\n    values: {}\n`, /^3: there is no subject room/],
  [
    `${U}situations:\n  - given: { meeting-room: [lockd] }\n    values: { code: a }\n`,
    /^3: there is no fact of a meeting-room lockd/,
    /locked\?/,
  ],
  [`${U}situations:\n  - given: { meeting-room: locked }\n    values: { code: a }\n`, /^3: meeting-room is not a list/],
  [
    `${U}situations:\n  - given: { call: [private, unknown] }\n    values: { callId: a }\n`,
    /^3: unknown can't be combined with other facts/,
  ],
  [`${U}situations:\n  - given: { limit: [used-up] }\n    values: {}\n`, /^3: a limit can't be prepared/],
  [
    `${U}situations:\n  - given: { call: [] }\n    values: { roomId: a }\n`,
    /^4: there is no value of call roomId/,
    /callId/,
  ],
  [`${U}situations:\n  - given: { call: [] }\n    values: {}\n`, /^4: values has no callId/],
  [`${U}situations:\n  - given: { call: [] }\n    values: { callId: 5 }\n`, /^4: callId is not a string/, /in quotes/],
  [`${U}situations:\n  - given: { call: [] }\n    values: { callId: <…> }\n`, /^4: callId is not filled in yet/],
  [`${U}hook: https://x.org\n`, /^2: hook is not a mapping/],
  [`${U}hook: { token: { env: A } }\n`, /^2: hook has no url/],
  [`${U}hook: { url: 'https://a:b@x.org' }\n`, /^2: the URL contains credentials/],
  [`${U}hook: { url: 'http://x.org/h', token: { env: HOOK } }\n`, /^2: the hook's token would be sent unencrypted/],
  [`${U}a: [\n`, /^\d: /],
  [`${U}name: a\nname: b\n`, /^3: /],
  ['', /is empty/],
]

describe('a target file that is not as it should be', () => {
  it.each(WRONG.map(([text, message, fix]) => ({ text, message, fix: fix ?? /\S/ })))(
    '$text is refused with its line',
    async ({ text, message, fix }) => {
      const said = await refusal(load(text))
      expect(said.message).toMatch(message)
      expect(said.fix).toMatch(fix)
    },
  )

  it('is refused where its aliases expand to too much, or it is too deep', async () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level++)
      bomb.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      )
    expect((await refusal(load(bomb.join('\n')))).message).not.toBe('')
    expect((await refusal(load(`url: ${'['.repeat(200)}${']'.repeat(200)}`))).message).not.toBe('')
  })

  it('never becomes anything but a target or a Fault, whatever its text', async () => {
    const line = fc.constantFrom(
      'url: http://x.org',
      'identities:',
      '  agent:',
      '    headers: {}',
      'scope: {a: b}',
      '- x',
      'situations:',
      '  - given: {call: []}',
      '    values: {callId: a}',
      'limits: none',
      ': :',
      '{',
      '"',
      '!!js/function x',
      '&a *a',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(line, fc.string()), { maxLength: 8 }), async (lines) => {
        const loaded = await load(lines.join('\n')).catch((error: unknown) => error)
        expect(loaded instanceof Fault || isContainer(loaded)).toBe(true)
        if (loaded instanceof Error) expect(loaded).toBeInstanceOf(Fault)
      }),
      { numRuns: 200 },
    )
  })
})

// Made here, so that no file holds what looks like a secret.
const letters = (length: number): string => 'q7Rt2Wx9Zk4Lm8Np3Vb6Yc1Hd5Fg0Js'.repeat(3).slice(0, length)
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhIn0', letters(30)].join('.')
const LITERAL: readonly (readonly [string, string])[] = [
  ['a literal header', `${U}identities: { agent: { headers: { X-Auth-Token: s3cret } } }`],
  ['a literal number', `${U}identities: { agent: { headers: { X-Auth-Token: 123456 } } }`],
  ['a literal list', `${U}identities: { agent: { headers: { X-Auth-Token: [s3cret] } } }`],
  ['a literal hook token', `${U}hook: { url: 'https://x.org', token: s3cret }`],
  ['a token for a variable', `${U}identities: { agent: { headers: { A: { env: ${letters(43)} } } } }`],
  ['a token for a prefix', `${U}identities: { agent: { headers: { A: { env: A, prefix: '${letters(30)} ' } } } }`],
  [
    'a bearer prefix with a token',
    `${U}identities: { agent: { headers: { A: { env: A, prefix: 'Bearer ${letters(16)}' } } } }`,
  ],
  ['a JWT for a name', `${U}name: ${jwt}`],
  ['a JWT among values', `${U}situations: [{ given: { call: [] }, values: { callId: ${jwt} } }]`],
  ['a token in the path of the URL', `url: https://x.org/${letters(24)}`],
  ['a token in the path of the hook', `${U}hook: { url: 'https://x.org/services/${letters(24)}' }`],
  ['a password in the URL', `url: https://user:${letters(12)}@x.org`],
  ['a token in the scope', `${U}scope: { departmentId: ${letters(40)} }`],
  ['a token for a key', `${U}scope: { ${letters(40)}: a }`],
  ['a hexadecimal key', `${U}name: ${'0123456789abcdef'.repeat(3)}`],
  ['a private key', `${U}name: '-----BEGIN RSA PRIVATE KEY-----'`],
  ['a token where no entry is', `${U}unknown-entry: ${letters(40)}`],
  ['a token in a prefix of paths', `${U}prefixes: { meeting-rooms: /${letters(32)} }`],
]

describe('a secret', () => {
  it.each(LITERAL)('is refused as %s, and is in no message', async (_, text) => {
    const { message, fix } = await refusal(load(text))
    expect(message).toMatch(/^\d+: /)
    for (const secret of ['s3cret', '123456', letters(12), jwt, '0123456789abcdef'.repeat(3)])
      expect(`${message} ${fix}`).not.toContain(secret)
  })

  it.each(['line\n', 'a\r\nX-Admin: 1', 'nul\u0000', 'a\u2028b', 'ключ'])(
    'that no header can bear is refused by the name of its variable: %j',
    async (value) => {
      const said = await refusal(
        load(`${U}identities: { agent: { headers: { A: { env: RC_ID } } } }`, { RC_ID: value }),
      )
      expect(said.message).toBe(
        '2: the variable RC_ID contains a line break, or a character that is invalid in headers',
      )
    },
  )

  it('is told from names, hosts, paths and ids', () => {
    const innocent = [
      'rocket chat staging, Europe West 1',
      'https://chat-staging-eu-west-1.internal.Example-Company.org/services/v2',
      'GREENROOM_STAGING_AGENT_TOKEN_2026',
      'rbAXPnMktTFbNpwtJ',
      '65f0c1d2e3a4b5968778695a',
      'joinVideoConference',
      'basic staging server',
      '2026-11-21T10:00:00.000Z',
    ]
    expect(innocent.filter(looksSecret)).toEqual([])
    fc.assert(fc.property(fc.constantFrom(20, 32, 43, 64), (length) => looksSecret(`x ${letters(length)} y`)))
  })
})

describe('a bare URL', () => {
  it('has the identities that need no secret, and says what the others need', () => {
    const target = targetOf('https://Chat.example.org/x/', { random })
    expect(target).toMatchObject({
      url: 'https://chat.example.org/x',
      name: 'chat.example.org',
      scope: null,
      transports: ['http'],
      secrets: [],
    })
    expect(Object.keys(target.identities).toSorted()).toEqual(['expired-token', 'guest', 'nobody', 'wrong-token'])
    expect(target.missing).toMatchObject({ agent: 'needs credentials: name them in a target file' })
    expect(Object.keys(target.missing)).toHaveLength(Object.keys(seeds.documented.identities).length - 4)
  })

  it('with credentials is refused without being quoted', () => {
    const refused = (): unknown => targetOf('https://user:hunter2@x.org', { random })
    expect(refused).toThrow('the URL to verify: the URL contains credentials')
    expect(refused).not.toThrow('hunter2')
  })
})

describe('identities of nobody', () => {
  const at = (text: string | undefined): unknown => JSON.parse(Buffer.from(text ?? '', 'base64url').toString())

  it('are well-formed, and others each time', () => {
    const [one, two] = [ownIdentities(random), ownIdentities(random)]
    expect(one['wrong-token']).toEqual({
      'X-User-Id': expect.stringMatching(/^[2-9A-Za-z]{17}$/),
      'X-Auth-Token': expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(one['wrong-token']).not.toEqual(two['wrong-token'])
    expect(one['expired-token']).not.toEqual(two['expired-token'])
  })

  it('hold a token that has expired, with the signature of nobody', () => {
    const [head, body, signature] = (ownIdentities(random)['expired-token']?.['Authorization'] ?? '')
      .replace('Bearer ', '')
      .split('.')
    expect(at(head)).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(at(body)).toMatchObject({ sub: expect.any(String), exp: Date.UTC(2001, 0, 1) / 1000 })
    expect(Buffer.from(signature ?? '', 'base64url')).toHaveLength(32)
  })
})

describe('target init', () => {
  const run = async (...given: string[]): Promise<{ code: number; out: string }> => {
    const args = [...given, '--offline']
    let out = ''
    const code = await targetCommand.run(readInput(targetCommand, args, {}), {
      out: (text) => void (out += text),
      error: () => {},
      env: {},
    })
    return { code, out }
  }
  const draft = async (...args: string[]): Promise<string> =>
    (await run('init', 'https://x.org/base/', '--out', '-', ...args)).out

  it.each(['current', '2022'])('writes a file of edition %s that loads as it is', async (edition) => {
    const text = await draft('--edition', edition)
    const { target, situations, hook, gate } = await load(text)
    expect(target).toMatchObject({ url: 'https://x.org/base', edition, scope: null, limits: {}, secrets: [] })
    expect({ situations, hook, gate }).toEqual({ situations: [], hook: null, gate: 'document' })
    expect(checks['target']?.(parseSource(text, 'draft').value)).toBe(true)
  })

  it('names every situation that a case needs, and counts each case once', async () => {
    const text = await draft()
    const own = [...cases, ...precedenceCases].filter(({ editions }) => editions.includes('current'))
    const counts = situationsOf(own, unitedFaces([...faces.current, ...socketFaces]))
    expect(counts.reduce((sum, { cases: count }) => sum + count, 0)).toBe(own.length)
    const shown = [...text.matchAll(/given: .*# (\d+) cases?$/gm)].map(([, count]) => Number(count))
    const free = /^# (\d+) of (\d+) cases need none/m.exec(text)
    expect(shown).toHaveLength(counts.filter(({ given }) => Object.keys(given).length > 0).length)
    expect(shown.reduce((sum, count) => sum + count, Number(free?.[1]))).toBe(own.length)
    expect(Number(free?.[2])).toBe(own.length)
  })

  it('writes entries that load once the # and the blank behind it are off and values are filled in', async () => {
    const filled = (await draft())
      .replaceAll(/^# ( {2}(?:\w|- ).*)$/gm, '$1')
      .replaceAll(/^# ( {4}(?:values|fresh): .*)$/gm, '$1')
      .replaceAll('<…>', 'some-id')
      .replace(/<id of .*>/, 'tests')
      .replace('https://…/', 'https://x.org/')
    const { target, situations, hook } = await load(
      filled,
      Object.fromEntries([...filled.matchAll(/env: (\w+)/g)].map(([, name = '']) => [name, 'secret'])),
    )
    expect(target.missing).toEqual({})
    expect(situations.length).toBeGreaterThan(8)
    expect(situations.some(({ fresh }) => fresh)).toBe(true)
    expect(target).toMatchObject({ scope: { departmentId: 'tests' }, limits: { joinMeetingRoom: null } })
    expect(target.transports).toEqual(TRANSPORTS)
    expect(target.socket).toMatchObject({
      path: '/socket.io/',
      members: { code: { name: 'roomCode' } },
      ack: { success: ['/data'], refusal: [''] },
    })
    expect(hook).toMatchObject({ token: 'secret' })
  })

  it('names the schema to editors where the file will lie in a checkout of greenroom, wherever it is run', async () => {
    const checkout = join(folder, 'checkout')
    await mkdir(join(checkout, 'targets'), { recursive: true })
    await writeFile(join(checkout, 'target.schema.yaml'), '')
    const draftAt = async (out: string): Promise<string> => {
      await run('init', 'http://x.org', '--out', out)
      return readFile(out, 'utf8')
    }
    expect(await draftAt(join(checkout, 'targets', 'x.yaml'))).toContain('$schema=../target.schema.yaml')
    expect(await draftAt(join(checkout, 'x.yaml'))).not.toContain('$schema')
  })

  it('never writes over a file but with --force, and writes one that loads under any umask', async () => {
    const out = join(folder, 'deep/er/new.yaml')
    const umask = process.umask(0)
    expect((await run('init', 'http://x.org', '--out', out).finally(() => process.umask(umask))).code).toBe(0)
    expect((await loadTarget(out, { env, random })).target.url).toBe('http://x.org')
    await expect(run('init', 'http://y.org', '--out', out)).rejects.toThrow('already exists')
    expect(await readFile(out, 'utf8')).toContain('http://x.org')
    await run('init', 'http://y.org', '--out', out, '--force')
    expect(await readFile(out, 'utf8')).toContain('http://y.org')
  })

  it.each([
    [[]],
    [['init']],
    [['draft', 'http://x.org']],
    [['init', 'x.org']],
    [['init', 'http://a:b@x.org']],
    [['init', 'http://x.org', 'http://y.org']],
  ])('%j is a usage error', async (args) => {
    await expect(run(...args)).rejects.toThrow(Fault)
  })
})

describe('the schemas for editors', () => {
  it('take the examples, which load', async () => {
    const names = await readdir('contract-tests/targets')
    expect(names.length).toBeGreaterThan(5)
    for (const name of names) {
      const text = await readFile(`contract-tests/targets/${name}`, 'utf8')
      expect(text, name).toMatch(/^# yaml-language-server: \$schema=\.\.\/target\.schema\.yaml\n/)
      expect(checks['target']?.(parseSource(text, name).value), name).toBe(true)
      expect((await load(text)).target.url).toContain('example.org')
    }
    expect(checks['target']?.(parseSource(COMPLETE, 'complete').value)).toBe(true)
  })

  it('know the same words as the code', async () => {
    const text = JSON.stringify(await schemaOf('target'))
    const words = [
      ...Object.keys(seeds.documented.identities),
      ...Object.keys(faces),
      ...socketFaces.map(({ operation }) => operation),
      ...eventsOf(socketFaces),
      ...socketMembers,
      ...TRANSPORTS,
      ...Object.values(faces).flatMap((each) => each.flatMap(({ operation, api }) => [operation, api])),
      ...Object.entries(factWords).flatMap(([subject, { facts, yields }]) =>
        subject === 'limit' ? [] : [subject, ...Object.keys(facts), ...Object.keys(yields)],
      ),
    ]
    expect(words.filter((word) => !text.includes(`"${word}"`))).toEqual([])
  })

  it('take no wrong form that the command refuses, but where it is about secrets or meaning', () => {
    const meaning =
      /no direction of|that calls user-joined|not filled in|line break|two words|servers treat|doesn't separate|with other facts|a limit can't|has no \w+Id|of call roomId|cannot|unencrypted|prefix|given\b/
    const accepted = WRONG.filter(([text, message]) => {
      if (meaning.test(String(message)) || text === '' || /a: \[|name: b/.test(text)) return false
      return checks['target']?.(parseSource(text, 'wrong').value)
    })
    expect(accepted.map(([text]) => text)).toEqual([])
  })
})

const deviation = (fields: string): string => `- { ${fields} }\n`
const ID = 'joinLivechatRoom/no-access'
const REST = 'findings: [{ check: status, found: 400 }], reason: 8.x answers 400, until: 2027-03-31'

describe('a file of deviations', () => {
  const read = async (text: string): Promise<unknown> => loadDeviations(await written(text), ids)

  it('is read with the place of each entry', async () => {
    const text = `# known\n${deviation(`case: ${ID}, ${REST}`)}- case: [joinLivechatRoom/joined, joinLivechatRoom/joined:manager]\n  findings:\n  - { call: 2, check: body, at: /error, found: null }\n  - { check: ack, says: none }\n  reason: x\n  until: '2027-01-01'\n`
    expect(await read(text)).toEqual([
      {
        case: ID,
        findings: [{ check: 'status', found: 400 }],
        reason: '8.x answers 400',
        until: '2027-03-31',
        at: expect.stringMatching(/\.yaml:2$/),
      },
      ...['joinLivechatRoom/joined', 'joinLivechatRoom/joined:manager'].map((id) => ({
        case: id,
        findings: [
          { call: 2, check: 'body', at: '/error', found: null },
          { check: 'ack', says: 'none' },
        ],
        reason: 'x',
        until: '2027-01-01',
        at: expect.stringMatching(/\.yaml:3$/),
      })),
    ])
    expect(checks['deviations']?.(parseSource(text, 'known').value)).toBe(true)
    expect(await read('[]')).toEqual([])
  })

  it('names a transport where it is not about HTTP', async () => {
    const about = `case: joinMeetingRoom/room-locked, reason: acks no refusal, until: 2027-03-31`
    const findings = 'findings: [{ check: ack }]'
    const text = [
      deviation(`${about}, ${findings}`),
      deviation(`${about}, transport: polling, ${findings}`),
      deviation(`${about}, transport: websocket, ${findings}`),
    ].join('')
    expect(await read(text)).toMatchObject([
      { findings: [{ check: 'ack' }] },
      { transport: 'polling' },
      { transport: 'websocket' },
    ])
    expect(checks['deviations']?.(parseSource(text, 'known').value)).toBe(true)
  })

  const drafted = (results: readonly CaseResult[]): ReturnType<typeof deviationsDraft> =>
    deviationsDraft([{ ...emptyReport, results, summary: summaryOf(results) }], new Date('2027-01-01'))

  it('is drafted with its transport, and loads as it is drafted', async () => {
    const { text, count } = drafted((['http', 'polling'] as const).map((transport) => brokenCase({ transport })))
    expect(count).toBe(2)
    expect(text.match(/^ {2}transport: .*$/gm)).toEqual(['  transport: polling'])
    expect(checks['deviations']?.(parseSource(text, 'known').value)).toBe(true)
    expect(await read(text)).toMatchObject([{ findings: [{ found: 403 }, { at: '/error' }] }, { transport: 'polling' }])
  })

  it('is drafted with one entry for all cases that deviate in the same way', async () => {
    const all = ['room-locked', 'room-full', 'room-inactive'].map((name) =>
      brokenCase({ id: `joinMeetingRoom/${name}` }),
    )
    const { text, count } = drafted(all)
    expect([count, text.match(/reason:/g)?.length]).toEqual([3, 1])
    expect(checks['deviations']?.(parseSource(text, 'known').value)).toBe(true)
    expect(await read(text)).toHaveLength(3)
  })

  it('is drafted with the reason and the day of what is known already', () => {
    const deviates = { findings: [{ check: 'ack' as const }], accepted: { reason: 'since June', until: '2027-06-30' } }
    expect(drafted([caseResult({ verdict: 'known', reason: 'told at length', deviates })]).text).toMatch(
      /reason: "since June"\n {2}until: '2027-06-30'/,
    )
  })

  it('is drafted without any character that acts or is not seen', async () => {
    for (const text of Object.values(HOSTILE)) {
      const found = text.slice(0, 200)
      const finding = { check: 'body' as const, at: '/error', found: found.toWellFormed() }
      const { text: drawn } = drafted([brokenCase({ deviates: { findings: [finding], accepted: null } })])
      expect(toPlainText(drawn)).toBe(drawn)
      expect(await read(drawn)).toMatchObject([{ findings: [finding] }])
    }
  })

  const BAD: readonly Wrong[] = [
    ['a: b\n', /^1: the file is not a list/],
    ['- x\n', /^1: the item is not a mapping/],
    [deviation(REST), /^1: the item has no case/],
    [
      deviation(`case: joinLivechatRoom/no-acess, ${REST}`),
      /^1: there is no case joinLivechatRoom\/no-acess/,
      /no-access\?/,
    ],
    [deviation(`case: ${ID}, ${REST.replace('2027-03-31', '2027-02-30')}`), /^1: 2027-02-30 is not a date/],
    [deviation(`case: ${ID}, ${REST.replace('2027-03-31', '31.3.2027')}`), /^1: 31.3.2027 is not a date/],
    [deviation(`case: ${ID}, ${REST.replace('2027-03-31', '2027-3-1')}`), /^1: 2027-3-1 is not a date/],
    [deviation(`case: ${ID}, ${REST.replace('2027-03-31', '20270331')}`), /^1: until is not a string/],
    [deviation(`case: ${ID}, ${REST.replace(', until: 2027-03-31', '')}`), /^1: the item has no until/],
    [deviation(`case: ${ID}, ${REST.replace('reason: 8.x answers 400, ', '')}`), /^1: the item has no reason/],
    [
      deviation(`case: ${ID}, ${REST.replace('check: status', 'check: stauts')}`),
      /^1: there is no check stauts/,
      /status\?/,
    ],
    [deviation(`case: ${ID}, ${REST.replace('check: status, ', '')}`), /^1: the item has no check/],
    [deviation(`case: ${ID}, ${REST.replace('found: 400', 'call: 0')}`), /^1: call is not a positive whole number/],
    [deviation(`case: ${ID}, ${REST.replace('found: 400', 'at: error')}`), /^1: at is not a JSON Pointer/],
    [deviation(`case: ${ID}, ${REST.replace('found: 400', 'says: 5')}`), /^1: says is not a string/],
    [deviation(`case: ${ID}, ${REST.replace('{ check: status, found: 400 }', '')}`), /^1: findings is empty/],
    [deviation(`case: ${ID}, ${REST.replace('findings', 'finding')}`), /^1: there is no entry finding/, /findings\?/],
    [
      deviation(`case: ${ID}, answers: { status: 400, body: {} }, reason: x, until: 2027-03-31`),
      /^1: this entry records an answer/,
      /--write-deviations/,
    ],
    [
      deviation(`case: ${ID}, transport: websockets, ${REST}`),
      /^1: there is no transport websockets/,
      /Did you mean websocket\?/,
    ],
    [
      deviation(`case: ${ID}, transport: polling, ${REST}`).repeat(2),
      /^2: joinLivechatRoom\/no-access already has an entry/,
    ],
    [deviation(`case: ${ID}, why: not, ${REST}`), /^1: there is no entry why/],
    [deviation(`case: ${ID}, ${REST}`).repeat(2), /^2: joinLivechatRoom\/no-access already has an entry, at \S+:1$/],
  ]

  it.each(BAD.map(([text, message, fix]) => ({ text, message, fix: fix ?? /\S/ })))(
    '$text is refused with its line',
    async ({ text, message, fix }) => {
      const said = await refusal(read(text))
      expect(said.message).toMatch(message)
      expect(said.fix).toMatch(fix)
    },
  )

  it('that does not exist says how to draft one', async () => {
    await expect(loadDeviations(join(folder, 'none.yaml'), ids)).rejects.toMatchObject({
      fix: expect.stringContaining('--write-deviations'),
    })
  })
})

describe('docs/verify.md', () => {
  const blocks = async (): Promise<readonly string[]> =>
    [...(await readFile('docs/verify.md', 'utf8')).matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text)

  it('shows parts of target files that load', async () => {
    const parts = (await blocks()).filter((text) => !text.startsWith('-'))
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect((await load(`${U}${part}`)).target.url).toBe('https://x.org')
  })

  it('shows a deviation that loads', async () => {
    const parts = (await blocks()).filter((text) => text.startsWith('-'))
    expect(parts).toHaveLength(1)
    for (const part of parts) expect(await loadDeviations(await written(part), ids)).toHaveLength(3)
  })

  it('shows every fact there is', async () => {
    const text = await readFile('docs/verify.md', 'utf8')
    const facts = Object.values(factWords).flatMap((subject) => Object.keys(subject.facts))
    expect(facts.filter((fact) => fact !== 'used-up' && !text.includes(`\`${fact}\``))).toEqual([])
  })
})
