import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentedOutcomes } from '../../src/cli/find-case.ts'
import { usualLanguage } from '../../src/cli/show/languages.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import type { Case, CaseCall } from '../../src/contract/model/case.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import type { Exchange } from '../../src/transport/exchange.ts'
import { callsOf, planOf, socketPlanOf } from '../../src/verify/plan/plan.ts'
import { runCli, type Ran } from '../support/run-cli.ts'
import { makeFolder } from '../support/run-verify.ts'

const execute = promisify(execFile)

const run = (...args: readonly string[]): Promise<Ran> => runCli(['show', ...args])

/** Those that sockets can play, each once; a program changes no situation on the way. */
const onSockets = socketPlanOf(allCases, { faces: faces.current, socketFaces }, ['websocket'])
  .map(({ testCase }) => testCase)
  .filter((found) => callsOf(found).every(({ set }) => set === null))

/** Each event, with and without others who listen, with and without an ack, and two ways to be refused. */
const SAMPLE = [
  'connectMeetingRooms/connected',
  'connectMeetingRooms/unauthorized',
  'joinMeetingRoom/joined-as-guest:without-ack',
  'joinMeetingRoom/joined-as-user',
  'joinMeetingRoom/room-locked',
  'leaveMeetingRoom/left',
  'lockMeetingRoom/lock-changed',
  'lockMeetingRoom/not-host',
  'endMeetingRoom/room-ended:host-inside',
]

/** Where programs find the client. */
const folder = join(import.meta.dirname, `../../node_modules/.cache/show-${process.pid}`)
beforeAll(() => mkdir(folder, { recursive: true }))
afterAll(() => rm(folder, { recursive: true }))

/** Runs programs in one process of Node, several at a time; gives what each has printed, by its name. */
async function runPrograms(programs: ReadonlyMap<string, string>): Promise<string> {
  const files = [...programs].map(([name, text]) => [join(folder, `${name}.mjs`), text] as const)
  for (const [file, text] of files) await writeFile(file, text)
  const main = join(folder, 'main.mjs')
  const urls = JSON.stringify(files.map(([file]) => pathToFileURL(file).href))
  await writeFile(
    main,
    `const urls = ${urls}\nawait Promise.all(Array.from({ length: 12 }, async () => { for (let url; (url = urls.shift()); ) await import(url) }))\n`,
  )
  return (await execute(process.execPath, [main], { maxBuffer: 2 ** 28 })).stdout
}

/** A server that notes the outcome of every call but those that only connect, by world. */
async function noting(): Promise<{ server: RunningServer; outcomes: Map<string, string[]> }> {
  const outcomes = new Map<string, string[]>()
  const onExchange = ({ answer: { world = '', about } }: Exchange): void => {
    if (about.outcome !== null) outcomes.set(world, [...(outcomes.get(world) ?? []), about.outcome])
  }
  return { server: await startServer({ onExchange }), outcomes }
}

/** Connecting is noted of every call, and is the call itself in some cases. */
const isConnecting = ({ operation }: CaseCall): boolean => operation === 'connectMeetingRooms'
const expected = (found: Case): string[] => callsOf(found).map((call) => call.expect)

describe('show --as socket', () => {
  /** Runs the programs of some cases, each in a world of its own, holds that they provoke what they are about, and gives what they print. */
  async function provoke(cases: readonly Case[]): Promise<string> {
    const { server, outcomes } = await noting()
    await using _ = server
    const programs = new Map<string, string>()
    for (const [index, found] of cases.entries()) {
      const name = `case-${index}`
      const { out } = await run(found.id, '--as', 'socket', '--url', `${server.url}/~${name}`)
      const world = await server.world({ name, seed: 'documented' })
      const values = out.includes('process.env.CODE')
        ? await world.situation({ 'meeting-room': [], ...found.given })
        : {}
      programs.set(name, out.replaceAll('process.env.CODE', JSON.stringify(Object.values(values)[0] ?? null)))
    }
    const printed = await runPrograms(programs)
    for (const [index, found] of cases.entries()) {
      const all = outcomes.get(`case-${index}`) ?? []
      const told = all.filter((outcome) => outcome !== 'connected' || isConnecting(found))
      const listens = programs.get(`case-${index}`)?.includes("connect('observer'") ? ['joined-as-guest'] : []
      expect(told, found.id).toEqual([...listens, ...expected(found)])
    }
    return printed
  }

  it('provokes what it says, for every event and for connecting, and prints answers, what is heard beside them, and refusals', async ({
    task,
  }) => {
    const sample = onSockets.filter(({ id }) => SAMPLE.includes(id))
    expect(sample).toHaveLength(SAMPLE.length)
    const others = socketFaces.filter(({ operation }) => !sample.some((each) => each.operation === operation))
    const found = [
      ...sample,
      ...others.flatMap((face) => onSockets.find((each) => each.operation === face.operation) ?? []),
    ]
    expect(new Set(found.map(({ operation }) => operation))).toEqual(new Set(socketFaces.map((face) => face.operation)))
    const printed = await provoke(found)
    expect(printed).toMatch(/^observer hears user-joined \{"participant":\{"socketId":/m)
    expect(printed).toMatch(/^caller 1 hears room-joined \{"id":/m)
    expect(printed).toMatch(/^caller 1 is refused: Unauthorized \{"statusCode":401,"message":"Unauthorized"\}$/m)
    expect(printed).toMatch(/^caller 1 is answered \{"statusCode":403,"message":"Room is locked"\}$/m)
    task.meta.held = { way: 'by show as socket', cases: found.length }
  })

  it('provokes every case that sockets can play', { tags: ['full'] }, async ({ task }) => {
    expect(onSockets.length).toBeGreaterThan(150)
    await provoke(onSockets)
    task.meta.held = { way: 'by show as socket', cases: onSockets.length }
  })

  it('is what is printed of a case that only sockets have, and any other is printed for curl', async () => {
    expect((await run('code-missing')).out).toContain("from 'socket.io-client'")
    expect((await run('lockMeetingRoom/not-host')).out).toContain("'lock-room'")
    expect((await run('room-locked')).out).toMatch(/^curl /)
    const alone = allCases.filter((found) => usualLanguage(found, 'current') === 'socket')
    expect(alone.length).toBeGreaterThan(50)
    const overHttp = new Set(planOf(allCases, faces.current).map(({ testCase }) => testCase))
    expect(alone.filter((found) => overHttp.has(found))).toEqual([])
  })

  it('has every outcome of an event in the list, too', async () => {
    const names = documentedOutcomes('current').map(({ face, outcome }) => `${face.operation}/${outcome.name}`)
    for (const { operation, outcomes } of socketFaces)
      for (const { name } of outcomes) expect(names).toContain(`${operation}/${name}`)
    for (const { operation, outcomes } of socketFaces)
      for (const { name } of outcomes)
        expect((await run(`${operation}/${name}`, '--as', 'socket')).out, name).toContain('await connect(')
    expect((await run('--list')).out).toContain('endMeetingRoom/room-ended:host-inside')
  })

  it.each([
    [
      ['code-missing', '--as', 'curl'],
      /code-missing exists only on sockets, and curl makes calls over HTTP/,
      /--as socket/,
    ],
    [['lock-changed', '--as', 'playwright'], /exists only on sockets/, /--as socket/],
    [['malformed-body', '--as', 'socket'], /exists only over HTTP: it is about a body that is not JSON/, /curl/],
    [['joinLivechatRoom/joined', '--as', 'socket'], /calls joinLivechatRoom, which is not an event/, /curl/],
    [['listed', '--as', 'sockets'], /no language sockets/, /Did you mean socket\?/],
    [
      ['joinMeetingRoom/joined-as-guest:scenario-locked-mid-call'],
      /changes between its calls/,
      /npx greenroom play locked-mid-call/,
    ],
    [['not-host'], /several operations have an outcome not-host/, /lockMeetingRoom\/not-host, or endMeetingRoom/],
  ])('%j is refused with the reason', async (args, message, fix) => {
    const { code, out, error } = await run(...args)
    const [says, does] = error.split('\n  ')
    expect([code, out, says, does]).toEqual([2, '', expect.stringMatching(message), expect.stringMatching(fix)])
  })

  it('writes what identifies a caller by its payload, in variables', async () => {
    await using files = await makeFolder()
    const host = '{ payload: { userId: { env: HOST_ID } } }'
    const text = `url: http://127.0.0.1:1\nidentities: { host: ${host} }\nsocket: { members: { code: roomCode } }\n`
    const file = await files.write('payload.yaml', text)
    const { out } = await run('joined-as-host', '--as', 'socket', '--target', file)
    expect(out).toMatch(/'join-room', \{[^}]*userId: process\.env\.HOST_ID/)
  })

  it('writes for a target its own words, the names of variables, and where it is', async () => {
    await using files = await makeFolder()
    const file = await files.write(
      'target.yaml',
      `url: https://meet.example.org/app
transports: [http, websocket]
socket:
  path: /live/
  namespace: /meetings
  token: jwt
  events: { join-room: joinRoom }
  members: { code: roomCode, guestName: displayName }
identities:
  member: { headers: { Authorization: { env: MEET_TOKEN, prefix: 'Bearer ' }, Cookie: { env: MEET_COOKIE } } }
situations: [{ given: { meeting-room: [] }, values: { code: aaa-bbb-ccc } }]
`,
    )
    const { out, error } = await run('joined-as-user', '--as', 'socket', '--target', file)
    expect(out).toContain(
      `io('https://meet.example.org/meetings', { auth, extraHeaders, path: '/app/live/', transports: ['websocket'], `,
    )
    expect(out).toContain(`connect('caller 1', { jwt: process.env.MEET_TOKEN }, { Cookie: process.env.MEET_COOKIE })`)
    expect(out).toContain(`'joinRoom', { roomCode: 'aaa-bbb-ccc', displayName: 'Jane Smith' })`)
    expect(error).toBe('')
    const lacking = await run('room-locked', '--as', 'socket', '--target', file)
    expect(lacking.out).toContain('{ roomCode: process.env.CODE, ')
    expect(lacking.error).toMatch(/there is no entry for meeting-room: \[locked\].*CODE/)
  })
})
