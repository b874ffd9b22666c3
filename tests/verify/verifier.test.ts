import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../src/fault.ts'
import {
  annotations,
  collect,
  conclusionOf,
  createTerminal,
  createVerifier,
  failureText,
  jobSummary,
  toCtrf,
  toJUnit,
  toMarkdownReport,
  type RunSettings,
  type TargetData,
  type VerifierOptions,
} from '../../src/verifier.ts'
import { makeFolder, startForeign, type Foreign } from '../support/run-verify.ts'

/** A server of somebody who knows nothing of greenroom, and has one operation of the contract. */
const APP = `
const rooms = new Map([['abc-def-ghi', []]])
const read = async (request) => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
export async function app(request, response) {
  const refuse = (statusCode, message) => answer(statusCode, { statusCode, message })
  const answer = (statusCode, body) =>
    response.writeHead(statusCode, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const [, code] = /^\\/rooms\\/([^/]+)\\/join$/.exec(request.url) ?? []
  const text = await read(request)
  if (request.method !== 'POST' || code === undefined) return refuse(404, \`Cannot \${request.method} \${request.url}\`)
  const room = rooms.get(code)
  if (!room) return refuse(404, 'Room not found')
  let body = {}
  try {
    body = Object(JSON.parse(text || '{}'))
  } catch {
    return refuse(400, 'This is not JSON')
  }
  const { guestName } = body
  if (typeof guestName !== 'string' || guestName.length < 1 || [...guestName].length > 50)
    return refuse(400, 'guestName has 1 to 50 characters')
  room.push(guestName)
  const times = { joinedAt: new Date().toISOString(), leftAt: null }
  answer(201, { id: String(room.length), roomId: code, userId: null, guestName, isActive: true, isHost: false, ...times })
}
`

/** Runs a program with \`greenroom/verify\` in the place where this checkout has it. */
function execute(folder: string, file: string): Promise<{ readonly code: number; readonly out: string }> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, XDG_RUNTIME_DIR: folder, NO_COLOR: '1' }
  return new Promise((done) => {
    execFile(process.execPath, ['--test-reporter=spec', file], { cwd: folder, env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out: out + err }),
    )
  })
}

const page = readFileSync('docs/verify.md', 'utf8')
const program = /## In a test of your own project[\s\S]*?```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''

describe('the test of docs/verify.md, in the project of somebody else', () => {
  const entry = pathToFileURL(resolve('src/verifier.ts')).href

  /** Plays it beside each of these apps, in one process. */
  const playIn = async (...apps: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
    await using folder = await makeFolder()
    await folder.write('package.json', '{ "type": "module" }')
    const tests = apps.map((_, at) =>
      program.replace("'greenroom/verify'", `'${entry}'`).replace('./app.js', `./app-${at}.js`),
    )
    for (const [at, app] of apps.entries()) await folder.write(`app-${at}.js`, app)
    for (const [at, test] of tests.entries()) await folder.write(`join-${at}.test.js`, test)
    const all = tests.map((_, at) => `import './join-${at}.test.js'`).join('\n')
    return await execute(folder.path, await folder.write('all.test.js', all))
  }

  const WRONG = APP.replace("refuse(404, 'Room not found')", "refuse(404, 'No such room')")

  it('passes where the server does what the documents say, alone', { tags: ['full'] }, async () => {
    const { code, out } = await playIn(APP)
    expect(out).toMatch(/pass 1\b/)
    expect(code).toBe(0)
  })

  it('passes where the server does what the documents say, and fails where not, with all that is told of the case', async () => {
    const { code, out } = await playIn(APP, WRONG)
    expect(out).toMatch(/pass 1\b/)
    expect(out).toMatch(/fail 1\b/)
    expect(out).toMatch(/✗ broken {2}joinMeetingRoom\/room-not-found/)
    expect(out).toContain('expected: "Room not found"')
    expect(out).toContain('npx greenroom show joinMeetingRoom/room-not-found')
    expect(code).toBe(1)
  })

  it('has a row for each function that the library exports', async () => {
    const exported = Object.keys(await import('../../src/verifier.ts')).filter((name) => name !== 'deviationsDraft')
    expect(exported.length).toBeGreaterThan(9)
    expect(exported.filter((name) => !page.includes(`\`${name}`))).toEqual([])
  })
})

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** Refuses everything as a room that is not there, but for rooms of that name. */
const refusing =
  (message = 'Room not found'): RequestListener =>
  (request, response) =>
    void textOf(request).then(() =>
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ statusCode: 404, message: request.url?.startsWith('/rooms/') ? message : 'Cannot' })),
    )

const targetAt = ({ url }: Foreign, more: Omit<TargetData, 'url'> = {}): TargetData => ({
  url,
  name: 'mine',
  operations: ['joinMeetingRoom'],
  ...more,
})

const ONE: RunSettings = { cases: ['joinMeetingRoom/room-not-found'] }

/** What a program is told that asks for what is no use. */
async function faultOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Fault) return `${error.message} | ${error.fix}`
    throw error
  }
  throw new Error('it was accepted')
}

describe('a verifier', () => {
  it('says what it verifies, without credentials, and gives a run as data', async () => {
    await using server = await startForeign(refusing())
    const agent = { headers: { 'X-Auth-Token': 's3cret-of-agent' } }
    await using verifier = await createVerifier({ target: targetAt(server, { identities: { agent } }) })
    expect(verifier.target).toEqual({
      name: 'mine',
      url: server.url,
      edition: 'current',
      operations: ['joinMeetingRoom'],
      transports: ['http'],
    })
    expect(JSON.stringify(verifier)).not.toContain('s3cret')
    const report = await collect(verifier.run(ONE))
    expect(report.summary.cases).toMatchObject({ held: 1, broken: 0 })
    expect(report.run).toMatchObject({ target: 'mine', arranger: 'static', gate: 'document', minCoverage: 0 })
    expect(conclusionOf([report])).toEqual({ conclusion: 'held', reason: null })
  })

  it('plays again as often as it is asked, with other settings each time', async () => {
    await using server = await startForeign(refusing('No such room'))
    await using verifier = await createVerifier({ target: targetAt(server) })
    const strict = await collect(verifier.run(ONE))
    const known = { findings: [{ check: 'body', at: '/message', found: 'No such room' }], reason: 'old' } as const
    const deviations = [{ case: 'joinMeetingRoom/room-not-found', until: '2999-01-01', ...known }]
    const lenient = await collect(verifier.run({ ...ONE, deviations }))
    expect([strict, lenient].map((each) => conclusionOf([each]).conclusion)).toEqual(['broken', 'held'])
    expect(lenient.summary.cases.known).toBe(1)
  })

  it('gives reports as texts, and the same lines as the command as they come', async () => {
    await using server = await startForeign(refusing('No such room'))
    await using verifier = await createVerifier({ target: targetAt(server) })
    let told = ''
    const settings: RunSettings = { ...ONE, reproduce: ({ id }, transport) => `play ${id} by ${transport}` }
    const report = await collect(verifier.run(settings), createTerminal({ out: (text) => (told += text) }))
    const [broken] = report.results.filter(({ verdict }) => verdict === 'broken')
    const text = broken ? failureText(broken) : ''
    expect(text).toContain('on the target: play joinMeetingRoom/room-not-found by http')
    expect(told).toContain(text.split('\n').at(-1))
    expect(told).toMatch(/\n0 held, 1 broken, .*\n$/)
    for (const toText of [toJUnit, toCtrf, toMarkdownReport, jobSummary, annotations])
      expect(toText([report]), toText.name).toContain('No such room')
  })

  it('says beforehand what it would play, what that would change, and why it would not send some of it', async () => {
    const situations = [{ given: { 'meeting-room': [] }, values: { code: 'abc-def-ghi' } }]
    const target: TargetData = { url: 'https://meet.example.org', operations: ['joinMeetingRoom'], situations }
    await using verifier = await createVerifier({ target })
    const planned = await verifier.plan({ cases: ['room-not-found', 'joined-as-guest', 'room-locked'] })
    const of = (id: string) => planned.find(({ testCase }) => testCase.id === `joinMeetingRoom/${id}`)
    expect(of('room-not-found')).toMatchObject({ transport: 'http', changes: false, whyNot: null })
    expect(of('joined-as-guest')).toMatchObject({ changes: true })
    expect(of('joined-as-guest')?.whyNot).toMatch(/it changes what is on meet\.example\.org/)
    expect(of('room-locked')?.whyNot).toMatch(/there is no entry for meeting-room: \[locked\]/)
    const allowed = await verifier.plan({ cases: ['joined-as-guest'], allowMutating: ['meet.example.org'] })
    expect(allowed.find(({ testCase }) => testCase.id === 'joinMeetingRoom/joined-as-guest')?.whyNot).toBeNull()
  })

  it('of nothing is the built-in mock, in one edition', async () => {
    await using verifier = await createVerifier({ edition: '2022' })
    expect(verifier.target).toMatchObject({ name: 'the built-in mock', edition: '2022' })
    const { summary, run } = await collect(verifier.run({ cases: ['joinLivechatRoom/not-logged-in'] }))
    expect([run.arranger, summary.cases.held]).toEqual(['control', 1])
  })

  it('ends its run when nobody reads on, at once, though a limit made it wait', async () => {
    await using server = await startForeign((_request, response) => void response.writeHead(404).end('{}'))
    const limits = { joinMeetingRoom: { requests: 1, windowMs: 600_000 } }
    await using verifier = await createVerifier({ target: targetAt(server, { limits }) })
    const begin = performance.now()
    for await (const event of verifier.run()) if (event.kind === 'waiting') break
    expect(performance.now() - begin).toBeLessThan(60_000)
    const signal = AbortSignal.timeout(100)
    const report = await collect(verifier.run({ signal }))
    expect(report.summary.stopped).not.toBeNull()
    expect(conclusionOf([report])).toMatchObject({ conclusion: 'stopped' })
  })

  it('plays one run at a time, and is free again when that has ended, also by a fault', async () => {
    await using server = await startForeign(refusing())
    await using verifier = await createVerifier({ target: targetAt(server) })
    const first = verifier.run(ONE)
    await first.next()
    expect(await faultOf(() => collect(verifier.run(ONE)))).toMatch(/another run is in progress/)
    await first.return()
    expect(await faultOf(() => collect(verifier.run({ workers: 0 })))).toMatch(/workers takes 1 to 16, not 0/)
    expect((await collect(verifier.run(ONE))).summary.cases.held).toBe(1)
  })

  it('may be closed twice, and while it runs', async () => {
    await using server = await startForeign(refusing())
    const verifier = await createVerifier({ target: targetAt(server) })
    const run = verifier.run()
    await run.next()
    await Promise.all([verifier.close(), verifier.close()])
    await run.return()
  })
})

describe('what a verifier cannot use is a Fault with the way out', () => {
  const url = 'http://127.0.0.1:1'
  const options: readonly (readonly [VerifierOptions, RegExp])[] = [
    [{ url: 'ftp://127.0.0.1' }, /not an http or https URL/],
    [{ url: 'http://me:hunter2@127.0.0.1' }, /contains credentials/],
    [{ target: 'no-such-file.yaml' }, /no-such-file\.yaml: no such file/],
    [
      { target: { url, operations: ['joinMeetingRom'] } },
      /target\.operations\.0: .* \| Did you mean joinMeetingRoom\?/,
    ],
    [{ url: 'http://127.0.0.1:2', target: { url } }, /the target describes http:\/\/127\.0\.0\.1:1, not /],
    [{ control: { url, token: 'x' } }, /control needs the url of its greenroom/],
    [{ url, control: { url } }, /token/],
    [{ url, ca: 'no certificate' }, /not a PEM certificate/],
    [{ url, timeoutMs: 0 }, /timeoutMs takes 1 to 600000, not 0/],
    [{ url, timeoutMs: 1.5 }, /not 1\.5/],
    [{ url: 'https://x.example.org', env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }, /anyone could impersonate/],
  ]
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [null, /each option of createVerifier is a member of an object, not of null/],
    [{ url: 5 }, /^url takes a text, not a number/],
    [{ url: null }, /^url takes a text, not null/],
    [{ url, env: null }, /^env takes an object, not null/],
    [{ target: ['a'] }, /^target takes the path of a file, or its contents as an object, not a list with a string/],
    [{ url, control: 'http://127.0.0.1:2' }, /^control takes \{ url, token \}/],
    [{ url, timeoutMs: '5' }, /^timeoutMs takes a number, not a string/],
    [{ url, edition: 2022 }, /^edition takes a text/],
  ]
  it.each(wrong)('opened by a program without types with %j', async (given, says) => {
    expect(await faultOf(() => Reflect.apply(createVerifier, undefined, [given]))).toMatch(says)
  })

  it.each(options)('opened with %j', async (given, says) => {
    const told = await faultOf(() => createVerifier({ env: {}, ...given }))
    expect(told).toMatch(says)
    expect(told).not.toContain('hunter2')
  })

  const settings: readonly (readonly [object, RegExp])[] = [
    [{ cases: ['joinMeetingRoom/room-lockd'] }, /there is no case .* \| Did you mean joinMeetingRoom\/room-locked\?/],
    [{ transports: ['websockets'] }, /there is no transport websockets \| Did you mean websocket\?/],
    [{ gate: 'documnt' }, /Did you mean document\?/],
    [{ minCoverage: 101 }, /minCoverage takes 0 to 100, not 101/],
    [{ retries: 21 }, /retries takes 0 to 20/],
    [{ deadlineMs: Infinity }, /deadlineMs takes 1 to/],
    [{ allowMutating: ['127.0.0.1'] }, /is not the target's \| Write it as in its URL: 127\.0\.0\.1:1\./],
    [{ deviations: 'no-such-file.yaml' }, /no-such-file\.yaml: cannot be read/],
    [{ cases: 'joinMeetingRoom' }, /^cases takes a list of texts, not a string/],
    [{ cases: null }, /^cases takes a list of texts, not null/],
    [{ cases: [null] }, /^cases takes a list of texts, not a list with null/],
    [{ skip: [{ case: 'room-full' }] }, /^skip takes a list of \{ case, reason \}, both texts/],
    [{ gate: 1 }, /^gate takes a text/],
    [{ signal: {} }, /^signal takes an AbortSignal, not such an object/],
    [{ keepBodies: 'no' }, /^keepBodies takes true or false/],
    [{ reproduce: 'npx' }, /^reproduce takes a function/],
    [{ deviations: {} }, /^deviations takes the path of a file, or its contents as a list/],
    [{ workers: '2' }, /^workers takes a number/],
    [{ deviations: [{ case: 'joinMeetingRoom/room-lockd' }] }, /deviations\.0\.case: there is no case/],
  ]
  it.each(settings)('run with %j', async (given, says) => {
    await using verifier = await createVerifier({ url, env: {} })
    expect(await faultOf(() => collect(verifier.run(given)))).toMatch(says)
  })

  it('run and planned with null', async () => {
    await using verifier = await createVerifier({ url, env: {} })
    const says = /each setting of a run is a member of an object, not of null/
    expect(await faultOf(() => Reflect.apply(verifier.plan, undefined, [null]))).toMatch(says)
    expect(await faultOf(() => collect(Reflect.apply(verifier.run, undefined, [null])))).toMatch(says)
  })
})
