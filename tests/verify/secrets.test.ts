import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { Server, type Socket } from 'socket.io'
import { expect, it } from 'vitest'
import { makeFolder, runVerify, startForeign, type Foreign } from '../support/run-verify.ts'

/** What is planted, by its variable: with signs that every report writes in a way of its own. */
const PLANTED: Readonly<Record<string, string>> = {
  AGENT_TOKEN: 'agent-7f3a/Kq+9"zz<PLANTED>01',
  AGENT_COOKIE: "agent=cookie&PLANTED'02;path",
  AGENT_KEY: 'PLANTED-03-%41-percent-and-%',
  MANAGER_TOKEN: 'PLANTED:04:manager|pipe*star_under',
  MANAGER_COOKIE: 'sid=PLANTED05`backtick`$dollar',
  MANAGER_KEY: 'PLANTED 06 with blanks in it',
  NOBODYS_TOKEN: 'PLANTED\\07\\back\\slashes',
  NOBODYS_COOKIE: 'PLANTED08ümläut-ÿ',
  NOBODYS_KEY: 'PLANTED09::error::set-output]]>',
  HOST_TOKEN: 'PLANTED10.eyJhbGciOiJIUzI1NiJ9',
  MEMBER_TOKEN: 'PLANTED-11-{{handlebars}}-#hash',
  HOOK_TOKEN: 'PLANTED-12-of-the-hook~tilde',
}
/** What the hook hands out as it goes. */
const HANDED_OUT = 'PLANTED-13-handed-out-by-the-hook'
const SECRETS = [...Object.values(PLANTED), HANDED_OUT]

const bytes = (secret: string, encoding: 'latin1' | 'utf8'): Buffer => Buffer.from(secret, encoding)
const percent = (secret: string): string =>
  [...bytes(secret, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const escaped = (secret: string): string =>
  [...secret].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const entities = (secret: string): string =>
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The same secret in every writing in which it can be read back. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  encodeURI(secret),
  new URLSearchParams({ '': secret }).toString().slice(1),
  percent(secret),
  JSON.stringify(secret).slice(1, -1),
  escaped(secret),
  entities(secret),
  entities(secret).replaceAll("'", '&apos;'),
  entities(secret).replaceAll("'", '&#39;'),
  ...(['latin1', 'utf8'] as const).flatMap((encoding) => [
    bytes(secret, encoding).toString('base64').replace(/=+$/, ''),
    bytes(secret, encoding).toString('base64url'),
    bytes(secret, encoding).toString('hex'),
  ]),
  Buffer.from(secret, 'utf16le').toString('base64').replace(/=+$/, ''),
  Buffer.from(bytes(secret, 'utf8').toString('base64')).toString('base64').replace(/=+$/, ''),
  [...secret].toReversed().join(''),
  quotedPrintable(secret),
  inMail(secret),
]

const quotedPrintable = (secret: string): string =>
  [...bytes(secret, 'utf8')].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** Base64 in lines of 76 characters, the first of which ends within the secret. */
const inMail = (secret: string): string =>
  Buffer.from(`${'x'.repeat(48)}${secret}`)
    .toString('base64')
    .replace(/=+$/, '')
    .replaceAll(/.{76}/g, '$&\r\n')

/** Of a form with lines each one counts, however a report breaks them. */
const ALL_FORMS = new Set(
  SECRETS.flatMap(formsOf)
    .flatMap((form) => [form, ...form.split('\r\n')])
    .filter((form) => form.length > 7)
    .map((form) => form.toLowerCase()),
)

/** Which lines of a text hold a secret, in any form and any case. */
function leaksIn(given: string): string[] {
  const lower = given.toLowerCase()
  const there = [...ALL_FORMS].filter((form) => lower.includes(form))
  return there.length === 0
    ? []
    : given.split('\n').filter((line) => there.some((form) => line.toLowerCase().includes(form)))
}

const secretsOf = ({ headers }: IncomingMessage): string[] =>
  ['x-auth-token', 'cookie', 'x-key', 'authorization']
    .map((name) => String(headers[name] ?? ''))
    .map((value) => value.replace(/^Bearer /, ''))
    .filter((value) => value !== '')

/** Gives every credential back: in headers, texts, member names, nested, encoded, where a redirect leads, and outside JSON. */
const echoing = (): RequestListener => {
  let turn = 0
  return (request, response) => echo(request, response, ++turn)
}

function echo(request: IncomingMessage, response: ServerResponse, turn: number): void {
  const secrets = secretsOf(request)
  const forms = secrets.flatMap(formsOf)
  const printable = forms.filter((form) => /^[\x20-\x7e]+$/.test(form))
  const headers: Record<string, string> = {
    'content-type': turn % 5 === 0 ? `text/plain; token=${encodeURIComponent(secrets.join('.'))}` : 'application/json',
    'x-echo': printable.join(' ; '),
    'x-ratelimit-limit': printable[0] ?? '3',
    location: `http://127.0.0.1:1/login?token=${encodeURIComponent(secrets.join('|'))}`,
    'set-cookie': `session=${encodeURIComponent(secrets.join('|'))}`,
  }
  const body = {
    success: false,
    error: `no such token: ${forms.join(' , ')}`,
    message: forms.join('\n'),
    status: secrets.join(' '),
    [forms.join(' ')]: Object.fromEntries(forms.map((form) => [form, form])),
    list: forms.map((form) => [form, { [form]: [form] }]),
  }
  const [first = 'a'] = secrets
  const twice = `{${JSON.stringify(first)}:1,${JSON.stringify(first)}:2}`
  const status = [200, 400, 401, 302, 500][turn % 5] ?? 200
  // Who logs in is taken; everything after that is answered at random.
  response
    .writeHead(status === 401 ? 403 : status, headers)
    .end([JSON.stringify(body), twice, `<p>${forms.join('<br>')}</p>`][turn % 3])
}

/** A hook that hands out credentials but each fourth time, echoes its token, and takes nothing away. */
const handingOut = (): RequestListener => {
  let made = 0
  return (request, response) =>
    void text(request).then(() => handOut(request, response, request.method === 'DELETE' ? made : ++made))
}

function handOut(request: IncomingMessage, response: ServerResponse, nth: number): void {
  const token = secretsOf(request).flatMap(formsOf).join(' ')
  if (request.method === 'DELETE') return void response.writeHead(500).end(token)
  if (nth % 4 === 0) return void response.writeHead(422).end(JSON.stringify({ reason: `no: ${token}`.slice(0, 900) }))
  const values = { code: 'abc-def-ghi' }
  const identities = { member: { Authorization: `Bearer ${HANDED_OUT}` } }
  response.writeHead(201).end(JSON.stringify({ id: `room-${HANDED_OUT}`, values, identities }))
}

const identity = (role: string, name: string): string =>
  `  ${role}: { headers: { X-User-Id: { env: USER_ID }, X-Auth-Token: { env: ${name}_TOKEN }, Cookie: { env: ${name}_COOKIE }, X-Key: { env: ${name}_KEY } } }`
const bearer = (role: string, name: string): string =>
  `  ${role}: { headers: { Authorization: { env: ${name}_TOKEN, prefix: 'Bearer ' } } }`

const targetText = (server: Foreign, hook: Foreign): string => `
url: ${server.url}
authority: { gate: all }
operations: [joinLivechatRoom, listLivechatRooms, joinVideoConference, joinMeetingRoom]
identities:
${identity('agent', 'AGENT')}
${identity('manager', 'MANAGER')}
${identity('no-permission', 'NOBODYS')}
${bearer('host', 'HOST')}
${bearer('member', 'MEMBER')}
hook: { url: '${hook.url}/hook', token: { env: HOOK_TOKEN } }
scope: { departmentId: greenroom-tests }
limits: { joinLivechatRoom: none, listLivechatRooms: none, joinVideoConference: none }
situations:
  - { given: { livechat-room: [] }, values: { roomId: testWaitingRoomAa } }
  - { given: { call: [] }, values: { callId: '697887e3c8b0533020781b01' } }
`

const asCases = (ids: readonly string[]): string[] => ids.flatMap((id) => ['--case', id])

/** Those in which nobody waits for a window; every identity calls in some of them, and the hook is asked in some. */
const SOME = asCases([
  'joinLivechatRoom/missing-permission',
  'joinLivechatRoom/not-logged-in:token-of-another-user',
  'joinVideoConference/missing-call-id',
  'listLivechatRooms/listed',
  'listLivechatRooms/not-logged-in',
  'listLivechatRooms/not-allowed',
  'listLivechatRooms/invalid-query',
  'listLivechatRooms/invalid-query:tags',
  'joinMeetingRoom/joined-as-host',
  'joinMeetingRoom/joined-as-user',
  'joinMeetingRoom/joined-as-guest',
  'joinMeetingRoom/room-locked',
  'joinMeetingRoom/room-full',
  'joinMeetingRoom/room-inactive',
])
const MANY = [...SOME, ...asCases(['listLivechatRooms', 'joinMeetingRoom', 'joinLivechatRoom/invalid-room'])]

/** What a run has written, by where: every report, draft and stream. */
async function written(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  await using folder = await makeFolder()
  const reports = ['junit', 'ctrf', 'markdown', 'write-deviations'].map(
    (name) => [name, join(folder.path, name)] as const,
  )
  const summary = join(folder.path, 'summary')
  const files = reports.flatMap(([name, at]) => [`--${name}`, at])
  const ran = await runVerify([...args, '--github', '--keep-bodies', ...files], {
    ...env,
    GITHUB_STEP_SUMMARY: summary,
  })
  expect([ran.code, ran.error]).toEqual([1, ''])
  const read = async ([name, at]: readonly [string, string]) => [name, await readFile(at, 'utf8')] as const
  const texts = await Promise.all([...reports, ['summary', summary] as const].map(read))
  return { out: ran.out, ...Object.fromEntries(texts) }
}

/** That nothing of what was planted stands in any of it, and that there is something in each. */
function expectNoSecret(texts: Readonly<Record<string, string>>): void {
  expect(Object.keys(texts)).toHaveLength(6)
  for (const [where, each] of Object.entries(texts)) {
    expect(each.length, where).toBeGreaterThan(1000)
    expect(leaksIn(each), where).toEqual([])
    expect(each, where).not.toMatch(/PLANTED/i)
  }
}

/** Verifies a hostile server with a hostile hook by these cases. */
async function told(cases: readonly string[]): Promise<Readonly<Record<string, string>>> {
  await using server = await startForeign(echoing())
  await using hook = await startForeign(handingOut())
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', targetText(server, hook))
  return await written([...cases, '--target', file], { ...PLANTED, USER_ID: 'anIdThatListsShow' })
}

const HOSTILE =
  'shows none of thirteen planted secrets in any report, draft or stream, however a hostile target and hook write them'

it(HOSTILE, async () => {
  const texts = await told(SOME)
  expectNoSecret(texts)
  // It was really answered in each way, the hook has refused, and has taken nothing away.
  for (const status of [200, 302, 400, 403, 500]) expect(texts['out']).toContain(`→ ${status} in `)
  expect(texts['out']).toMatch(/1 × situation: the hook cannot arrange it: no: \[redacted\]/)
  expect(texts['out']).toContain('did not remove')
})

it(`${HOSTILE}, in every case`, { tags: ['full'] }, async () => expectNoSecret(await told(MANY)))

/** What a client gives to prove itself, over Socket.IO. */
const secretsIn = ({ auth, headers }: Socket['handshake']): string[] =>
  [auth['token'], headers['cookie'], headers['x-key']]
    .map((value) => String(value ?? ''))
    .filter((value) => value !== '')

/** Gives every credential back: in refusals, acks, events and their names, as texts and as names of members, in every form. */
async function startEchoOnSockets(): Promise<Foreign> {
  const http = createServer((_, response) => void response.writeHead(404).end())
  const io = new Server(http, { serveClient: false })
  let connections = 0
  const echoed = (socket: Socket): Record<string, unknown> => {
    const forms = secretsIn(socket.handshake).flatMap(formsOf)
    return {
      message: forms.join(' '),
      list: forms,
      ...Object.fromEntries(forms.map((form) => [form, { [form]: form }])),
    }
  }
  const isKnown = new Set<unknown>()
  io.use((socket, next) => {
    connections += 1
    const [first = 'nothing'] = secretsIn(socket.handshake)
    // The member is taken when it is tried, and refused when it calls.
    if (first !== PLANTED['MEMBER_TOKEN'] || !isKnown.has(first)) {
      isKnown.add(first)
      return next()
    }
    next(Object.assign(new Error(`no such token: ${first}`), { data: { statusCode: 403, ...echoed(socket) } }))
  })
  io.on('connection', (socket) => {
    const all = echoed(socket)
    socket.onAny((_event, ...args: unknown[]) => {
      const ack = args.at(-1)
      const [first = 'nothing'] = secretsIn(socket.handshake)
      socket.emit('exception', all)
      io.emit(`told-${first}`, all, first)
      if (typeof ack === 'function') ack({ statusCode: 400, ...all }, first)
    })
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: () => connections,
    [Symbol.asyncDispose]: () => io.close(),
  }
}

const socketTargetText = ({ url }: Foreign, transports: string): string => `
url: ${url}
authority: { gate: all }
operations: [connectMeetingRooms, joinMeetingRoom]
transports: [${transports}]
identities:
  host: { headers: { Authorization: { env: HOST_TOKEN, prefix: 'Bearer ' }, Cookie: { env: AGENT_COOKIE }, X-Key: { env: AGENT_KEY } } }
  member: { headers: { Authorization: { env: MEMBER_TOKEN, prefix: 'Bearer ' }, X-Key: { env: MANAGER_KEY } } }
situations:
  - { given: { meeting-room: [] }, values: { code: abc-def-ghi } }
  - { given: { meeting-room: [locked] }, values: { code: lck-rom-now } }
  - { given: { meeting-room: [full, locked] }, values: { code: lck-ful-rom } }
`

// Refusals, of which nobody else hears: nothing is waited for that this server never sends.
const ON_SOCKETS = asCases([
  'joinMeetingRoom/room-locked',
  'joinMeetingRoom/room-locked:without-ack',
  'joinMeetingRoom/room-locked:user-full',
  'joinMeetingRoom/room-locked:host-full',
  'connectMeetingRooms/connected:user',
  'connectMeetingRooms/connected:host',
])

const PACKETS = 'shows none of them of packets either: handshakes, acks, refused connections, events and their names'

async function expectNoSecretOnSockets(transports: string): Promise<void> {
  await using server = await startEchoOnSockets()
  await using folder = await makeFolder()
  const file = await folder.write('target.yaml', socketTargetText(server, transports))
  const texts = await written([...ON_SOCKETS, '--target', file], PLANTED)
  expectNoSecret(texts)
  expect(texts['out']).toContain('caller 1 → connect {"token":"[redacted]"}')
  for (const name of ['ack', 'connect_error', 'exception'])
    expect(texts['out']).toMatch(new RegExp(`← ${name} .*\\[redacted\\]`))
  expect(texts['out']).toMatch(/← told-\S*\[redacted\]/)
}

it(PACKETS, () => expectNoSecretOnSockets('websocket'))
it(`${PACKETS}, by the other transports`, { tags: ['full'] }, () => expectNoSecretOnSockets('polling, upgraded'))

it('finds a secret that is there: the search itself can fail', () => {
  for (const secret of SECRETS)
    for (const form of formsOf(secret)) expect(leaksIn(`before ${form} after`)).not.toEqual([])
})
