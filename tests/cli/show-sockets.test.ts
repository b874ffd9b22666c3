import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentedOutcomes } from '../../src/cli/find-case.ts'
import type { Io } from '../../src/cli/command.ts'
import { readInput } from '../../src/cli/read-input.ts'
import { show } from '../../src/cli/commands/show.ts'
import { usualLanguage } from '../../src/cli/show/languages.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import type { Case, CaseCall } from '../../src/contract/model/case.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import type { Exchange } from '../../src/transport/exchange.ts'
import { callsOf, planOf, socketPlanOf } from '../../src/verify/plan/plan.ts'
import { makeFolder } from '../support/run-verify.ts'

const execute = promisify(execFile)

async function run(...args: readonly string[]): Promise<{ out: string; error: string }> {
  let [out, error] = ['', '']
  const io: Io = { out: (text) => (out += text), error: (text) => (error += text), env: {} }
  await show.run(readInput(show, args, {}), io)
  return { out, error }
}

const refusal = (...args: readonly string[]): Promise<unknown> =>
  run(...args).then(
    () => null,
    (fault: unknown) => fault,
  )

/** Those that sockets can play, each once; a program changes no situation on the way. */
const onSockets = socketPlanOf(allCases, { faces: faces.current, socketFaces }, ['websocket'])
  .map(({ testCase }) => testCase)
  .filter((found) => callsOf(found).every(({ set }) => set === null))

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
  const onExchange = ({ answer: { world = '', told } }: Exchange): void => {
    if (told.outcome !== null) outcomes.set(world, [...(outcomes.get(world) ?? []), told.outcome])
  }
  return { server: await startServer({ onExchange }), outcomes }
}

/** Connecting is noted of every call, and is the call itself in some cases. */
const isConnecting = ({ operation }: CaseCall): boolean => operation === 'connectMeetingRooms'
const expected = (found: Case): string[] => callsOf(found).map((call) => call.expect)

describe('show --as socket', { timeout: 90_000 }, () => {
  it('provokes every case that sockets can play, with whoever listens in the room', async () => {
    const { server, outcomes } = await noting()
    await using _ = server
    const programs = new Map<string, string>()
    for (const [index, found] of onSockets.entries()) {
      const name = `case-${index}`
      const { out } = await run(found.id, '--as', 'socket', '--url', `${server.url}/~${name}`)
      const world = await server.world({ name, seed: 'documented' })
      const values = out.includes('process.env.CODE')
        ? await world.situation({ 'meeting-room': [], ...found.given })
        : {}
      programs.set(name, out.replaceAll('process.env.CODE', JSON.stringify(Object.values(values)[0] ?? null)))
    }
    await runPrograms(programs)
    expect(onSockets.length).toBeGreaterThan(150)
    for (const [index, found] of onSockets.entries()) {
      const all = outcomes.get(`case-${index}`) ?? []
      const told = all.filter((outcome) => outcome !== 'connected' || isConnecting(found))
      const listens = programs.get(`case-${index}`)?.includes("connect('observer'") ? ['joined-as-guest'] : []
      expect(told, found.id).toEqual([...listens, ...expected(found)])
    }
  })

  it('prints answers, what is heard beside them, and refusals', async () => {
    await using server = await startServer()
    const programs = new Map<string, string>()
    for (const id of ['joinMeetingRoom/joined-as-guest:without-ack', 'joinMeetingRoom/unauthorized', 'room-locked'])
      programs.set(id.replaceAll(/\W/g, '-'), (await run(id, '--as', 'socket', '--url', server.url)).out)
    const printed = await runPrograms(programs)
    expect(printed).toMatch(/^observer hears user-joined \{"participant":\{"socketId":/m)
    expect(printed).toMatch(/^caller 1 hears room-joined \{"id":/m)
    expect(printed).toMatch(/^caller 1 is refused: Unauthorized \{"statusCode":401,"message":"Unauthorized"\}$/m)
    expect(printed).toMatch(/^caller 1 is answered \{"statusCode":403,"message":"Room is locked"\}$/m)
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
      /code-missing is about sockets alone: curl makes calls over HTTP/,
      /--as socket/,
    ],
    [['lock-changed', '--as', 'playwright'], /is about sockets alone/, /--as socket/],
    [['malformed-body', '--as', 'socket'], /is about HTTP alone: it is about a body that is no JSON/, /curl/],
    [['joinLivechatRoom/joined', '--as', 'socket'], /calls joinLivechatRoom, which is no event/, /curl/],
    [['listed', '--as', 'sockets'], /no language sockets/, /Did you mean socket\?/],
    [
      ['joinMeetingRoom/joined-as-guest:scenario-locked-mid-call'],
      /changes on the way/,
      /npx greenroom play locked-mid-call/,
    ],
    [['not-host'], /several operations have an outcome not-host/, /lockMeetingRoom\/not-host, or endMeetingRoom/],
  ])('%j is refused with the reason', async (args, message, fix) => {
    expect(await refusal(...args)).toMatchObject({
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    })
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
    expect(lacking.error).toMatch(/nothing serves for meeting-room: \[locked\].*CODE/)
  })
})
