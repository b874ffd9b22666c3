import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentedOutcomes, type DocumentedOutcome } from '../../src/cli/find-case.ts'
import type { Io } from '../../src/cli/command.ts'
import { readInput } from '../../src/cli/read-input.ts'
import { show } from '../../src/cli/commands/show.ts'
import { shownRequests } from '../../src/cli/show/requests.ts'
import { mockArrangement } from '../../src/cli/show/arrangement.ts'
import type { Case } from '../../src/contract/model/case.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { toCurlSnippet } from '../../src/report/snippets/curl.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import type { Exchange } from '../../src/transport/exchange.ts'
import { usesUp } from '../../src/verify/plan/limit-needs.ts'
import { callsOf, faceOf, outcomeOf, planOf } from '../../src/verify/plan/plan.ts'
import { byHand, copyExample, type ExampleProject } from '../support/example-project.ts'
import { serveCli, type Serving } from '../support/run-cli.ts'

const execute = promisify(execFile)
const editions: readonly Edition[] = ['current', '2022']

async function run(args: readonly string[]): Promise<{ out: string; error: string }> {
  let [out, error] = ['', '']
  const io: Io = { out: (text) => (out += text), error: (text) => (error += text), env: {} }
  await show.run(readInput(show, args, {}), io)
  return { out, error }
}

/** The outcomes that HTTP has, with the cases that it can play; what sockets have is in tests/show-sockets.test.ts. */
const overHttp = (edition: Edition): DocumentedOutcome[] =>
  documentedOutcomes(edition).flatMap((each) => {
    const face = faceOf(faces[edition], each.face.operation)
    const played = planOf(each.cases, faces[edition]).map(({ testCase }) => testCase)
    // What changes a situation on the way is no snippet's.
    const playable = played.filter((found) => callsOf(found).every(({ set }) => set === null))
    return face && outcomeOf(face, each.outcome.name) ? [{ ...each, cases: playable }] : []
  })

const refusal = (args: readonly string[]): Promise<unknown> =>
  run(args).then(
    () => null,
    (fault: unknown) => fault,
  )

/** The servers of tests are asked directly, whatever proxy this machine has. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name) && name !== 'NODE_OPTIONS'),
)

/** How a program in a language is read from standard input. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  curl: ['sh', '-s'],
  fetch: [process.execPath, '--input-type=module', '-'],
  python: ['python3', '-'],
}

async function runProgram(language: string, text: string): Promise<string> {
  const [command = '', ...args] = PROGRAMS[language] ?? []
  const running = execute(command, args, { env: environment, maxBuffer: 2 ** 28 })
  running.child.stdin?.end(text)
  return (await running).stdout
}

/** A server that notes the outcome of every answer, by world. */
async function noting(edition: Edition): Promise<{ server: RunningServer; outcomes: Map<string, (string | null)[]> }> {
  const outcomes = new Map<string, (string | null)[]>()
  const onExchange = ({ answer: { world = '', told } }: Exchange): void =>
    void outcomes.set(world, [...(outcomes.get(world) ?? []), told.outcome])
  return { server: await startServer({ edition, onExchange }), outcomes }
}

/** Calls that only use a limit up are answered as may be; of the rest each must be as documented. */
function expected(found: Case, edition: Edition): unknown[] {
  const limit = faceOf(faces[edition], found.operation)?.rateLimit?.requests ?? 0
  const spent = usesUp(found) ? Array.from({ length: limit }, () => expect.any(String)) : []
  return callsOf(found).flatMap((call) => (call === found ? [...spent, call.expect] : [call.expect]))
}

const hasPython = spawnSync('python3', ['--version']).status === 0
const languages = ['curl', 'fetch', ...(hasPython ? ['python'] : [])]
const unseen = hasPython ? '' : ' (python not run: python3 is not installed)'

describe.each(editions)(`what show prints for the edition %s${unseen}`, { timeout: 60_000 }, (edition) => {
  const outcomes = overHttp(edition)
  const ready = outcomes.flatMap(({ cases }) => cases).filter((found) => mockArrangement(found, '').lacks === null)
  const waits = (found: Case): boolean => callsOf(found).some(({ waitMs }) => waitMs > 0)
  const prompt = ready.filter((found) => !waits(found))

  it('is ready for every outcome, with nothing to prepare', () => {
    for (const { face, outcome, cases } of outcomes)
      expect(prompt, `${face.operation}/${outcome.name}`).toContain(cases[0])
  })

  it.each(languages)('provokes every case as %s, on the documented seed', async (language) => {
    const { server, outcomes: seen } = await noting(edition)
    await using _ = server
    const snippets = await Promise.all(
      prompt.map(({ id }, index) =>
        run([id, '--as', language, '--edition', edition, '--url', `${server.url}/~case-${index}`]),
      ),
    )
    await runProgram(language, snippets.map(({ out }) => out).join('\n'))
    expect(prompt.length).toBeGreaterThan(100)
    for (const [index, found] of prompt.entries())
      expect(seen.get(`case-${index}`), found.id).toEqual(expected(found, edition))
  })

  // Another world's clock would stand still.
  const own = ready.filter((found) => faceOf(faces[edition], found.operation)?.edition === edition)
  it.concurrent.each(own.filter(waits).map((found) => [found.id, found] as const))(
    'provokes %s, which takes its time, as curl in the default world',
    async (id, found) => {
      const { server, outcomes: seen } = await noting(edition)
      await using _ = server
      const { out } = await run([id, '--edition', edition, '--url', server.url])
      await runProgram('curl', out)
      expect(seen.get('default')).toEqual(expected(found, edition))
    },
  )

  it.each(languages)('prints the status of the answer as %s', async (language) => {
    const { server } = await noting(edition)
    await using _ = server
    const { out } = await run(['room-locked', '--as', language, '--edition', edition, '--url', server.url])
    expect(await runProgram(language, out)).toContain('403')
  })
})

describe('a case that the seed has no data for', { timeout: 60_000 }, () => {
  const lacking = overHttp('current')
    .flatMap(({ cases }) => cases)
    .filter((found) => mockArrangement(found, '').lacks !== null)
  let runtime: string
  let server: Serving
  /** A folder where npx finds this checkout's command. */
  let project: ExampleProject
  beforeAll(async () => {
    runtime = await mkdtemp(join(tmpdir(), 'greenroom-show-'))
    project = await copyExample('vitest')
    server = await serveCli([], { XDG_RUNTIME_DIR: runtime })
  }, 30_000)
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await project[Symbol.asyncDispose]()
    await rm(runtime, { recursive: true })
  })

  const shell = async (text: string): Promise<string> =>
    (await execute('sh', ['-c', text], { cwd: project.folder, env: byHand(runtime) })).stdout
  const last = (head: string): string | undefined => [...head.matchAll(/Greenroom-Outcome: (\S+)/gi)].at(-1)?.[1]

  it('there is one', () => expect(lacking.length).toBeGreaterThan(0))

  it.each(lacking.slice(0, 5).map((found) => [found.id, found] as const))(
    'is brought about first: %s as curl, in a world of its own',
    async (id, found) => {
      const { out } = await run([id, '--url', `${server.url}/~qa-17`])
      expect(out).toMatch(/^export \w+="\$\(npx greenroom set '[\w-]+: \[[\w, -]+\]' --port \d+ --world qa-17 /)
      // A world is made by the first call to it.
      await fetch(`${server.url}/~qa-17/api/v1/livechat/rooms`)
      expect(last(await shell(out))).toBe(callsOf(found).at(-1)?.expect)
    },
  )

  it('names the command to run first in a comment of a program', async () => {
    const [found] = lacking
    const { out } = await run([found?.id ?? '', '--as', 'fetch', '--url', server.url])
    const [, line = '', program = ''] = /^\/\/ First, in a shell: (.*)\n([\s\S]*)$/.exec(out) ?? []
    const file = join(project.folder, 'shown.mjs')
    await writeFile(file, program)
    const [status] = (await shell(`${line}\nnode shown.mjs`)).split(' ')
    const outcome = overHttp('current').find((each) => each.cases.some(({ id }) => id === found?.id))?.outcome
    expect(status).toBe(String(outcome?.status))
  })

  it('takes the value from JSON in PowerShell', async () => {
    const [found] = lacking
    const { out } = await run([found?.id ?? '', '--as', 'powershell'])
    expect(out).toMatch(
      /^\$env:(\w+) = \(npx greenroom set '.*' --json \| ConvertFrom-Json\)\.\w+\nInvoke-WebRequest .*\$env:\1/,
    )
  })
})

describe('a case of several calls', () => {
  const [plain] = overHttp('current').find(({ outcome }) => outcome.name === 'joined-as-guest')?.cases ?? []
  const parts = (found: Case): Parameters<typeof shownRequests>[1] => ({
    arrangement: mockArrangement(found, 'http://localhost').arrangement,
    faceOf: (operation) => faceOf(faces.current, operation),
    limit: 0,
  })
  const named = (found: Case, guestName: string): Case => ({
    ...found,
    request: { ...found.request, body: { guestName } },
  })

  it('is shown in its order, with the time between, each call as its own caller', () => {
    if (plain === undefined) throw new Error('the contract lacks what this test asks for')
    const before = [named(plain, '$agent.userId'), { ...plain, as: 'host' }]
    const found = { ...plain, as: 'member', waitMs: 5000, before }
    const requests = shownRequests(found, parts(found))
    expect(requests.map(({ headers, waitMs }) => [typeof headers['Authorization'], waitMs])).toEqual([
      ['undefined', 0],
      ['string', 0],
      ['string', 5000],
    ])
    expect(requests[0]?.body).toBe('{"guestName":"rbAXPnMktTFbNpwtJ"}')
    expect(toCurlSnippet(requests, { baseUrl: '' }).split('\n')[2]).toBe('sleep 5')
  })

  it('is refused where something in it stands for nothing', () => {
    if (plain === undefined) throw new Error('the contract lacks what this test asks for')
    const found = named(plain, '$nothing')
    expect(() => shownRequests(found, parts(found))).toThrow('nothing yields $nothing')
  })

  it('says apart from the snippet which call it is about', async () => {
    const found = overHttp('current')
      .flatMap(({ cases }) => cases)
      .find(({ before, then }) => before.length > 0 && then.length > 0)
    const { out, error } = await run([found?.id ?? ''])
    expect(error).toMatch(/^Call \d of \d is the one that it is about\.$/m)
    expect(out).not.toContain('Call')
  })
})

describe('show --target', () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-target-'))
    file = join(folder, 'staging.yaml')
    await writeFile(
      file,
      `url: https://chat.example.org/
authority: { edition: '2022' }
prefixes: { rocket-chat: /prefix }
identities:
  agent: { headers: { X-User-Id: { env: SHOW_AGENT_ID }, X-Auth-Token: { env: SHOW_AGENT_TOKEN } } }
  manager: { headers: { Authorization: { env: SHOW_MANAGER_TOKEN, prefix: 'Bearer ' } } }
scope: { departmentId: greenroom-tests }
situations:
  - { given: { livechat-room: [] }, values: { roomId: greenroom-open } }
`,
    )
    await chmod(file, 0o600)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['curl', `'X-Auth-Token: '"$SHOW_AGENT_TOKEN"`],
    ['powershell', `'X-Auth-Token' = $env:SHOW_AGENT_TOKEN`],
    ['fetch', `'X-Auth-Token': process.env.SHOW_AGENT_TOKEN,`],
    ['python', `'X-Auth-Token': os.environ['SHOW_AGENT_TOKEN'],`],
  ])('as %s names the variable that holds a secret, and never the secret', async (language, reference) => {
    process.env['SHOW_AGENT_TOKEN'] = 'a-secret-that-is-set'
    const { out, error } = await run(['joinLivechatRoom/joined', '--target', file, '--as', language])
    delete process.env['SHOW_AGENT_TOKEN']
    expect(out).toContain(reference)
    expect(out).toContain('https://chat.example.org/prefix/api/v1/livechat/room.join?roomId=greenroom-open')
    expect(out + error).not.toContain('a-secret-that-is-set')
    expect(error).toBe('')
  })

  it('keeps what stands before a secret', async () => {
    const { out } = await run(['listLivechatRooms/listed', '--target', file])
    expect(out).toContain(`'Authorization: Bearer '"$SHOW_MANAGER_TOKEN"`)
  })

  it('asks for no list outside its scope', async () => {
    const { out } = await run(['listLivechatRooms/listed', '--target', file])
    expect(out).toContain('/rooms?departmentId=greenroom-tests')
  })

  it('says what the file lacks, and leaves a variable in its place', async () => {
    const { out, error } = await run(['joinLivechatRoom/no-access', '--target', file])
    expect(error).toMatch(/nothing serves for livechat-room: \[out-of-reach\].*ROOM_ID/)
    expect(out).toContain(`roomId='"$ROOM_ID"`)
    expect(out).not.toContain('greenroom set')
  })

  it('goes by the edition of its authority, unless told otherwise', async () => {
    expect(await refusal(['joinLivechatRoom/room-closed', '--target', file])).toMatchObject({
      message: 'the edition 2022 documents no room-closed of joinLivechatRoom',
      fix: 'current does: --edition current',
    })
    const { error } = await run(['joinLivechatRoom/room-closed', '--target', file, '--edition', 'current'])
    expect(error).toContain('[closed]')
  })

  it('refuses a caller that has no credentials there', async () => {
    expect(await refusal(['joinLivechatRoom/no-access:no-permission', '--target', file])).toMatchObject({
      message: expect.stringContaining('no-permission: needs credentials'),
    })
  })
})

describe('show', () => {
  it('takes a short name where one operation alone has it', async () => {
    expect((await run(['room-locked'])).out).toBe(
      `curl -i -X POST 'http://127.0.0.1:4010/rooms/lck-rom-now/join' -H 'Content-Type: application/json' -d '{"guestName":"Jane Smith"}'\n`,
    )
  })

  it.each([
    [['room-lockt'], /no outcome room-lockt/, /Did you mean room-locked\?/],
    [['joinMeetingRooms/room-locked'], /no operation joinMeetingRooms/, /Did you mean joinMeetingRoom\?/],
    [['joinLivechatRoom/joind'], /no outcome of joinLivechatRoom joind/, /Did you mean joined\?/],
    [['room-locked:before-room-ful'], /no case of joinMeetingRoom\/room-locked/, /Did you mean before-room-full\?/],
    [['not-logged-in'], /several operations/, /Write joinLivechatRoom\/not-logged-in, or /],
    [['joinMeetingRoom'], /is an operation/, /joinMeetingRoom\/room-locked/],
    [['missing-permission', '--edition', '2022'], /2022 documents no missing-permission/, /--edition current/],
    [['room-locked', '--as', 'pyton'], /no language pyton/, /Did you mean python\?/],
    [['room-locked', '--edition', '2021'], /no edition 2021/, /Did you mean 2022\?/],
    [['room-locked', 'room-full'], /one word too many/, /one outcome/],
    [['room-locked', '--url', 'localhost:4010'], /--url: no http/, /https:/],
    [['room-locked', '--url', 'http://me:secret@localhost'], /holds credentials/, /^(?!.*secret)/],
    [['room-locked', '--url', 'http://localhost', '--target', 'x.yaml'], /both say where/, /--url/],
    [[], /takes an outcome/, /greenroom outcomes/],
  ])('%j is refused with what is wrong and what to write', async (args, message, fix) => {
    expect(await refusal(args)).toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    })
  })

  it('lists the cases of an outcome, and of all', async () => {
    const { out } = await run(['joinLivechatRoom/not-logged-in', '--list'])
    expect(out).toMatch(/^joinLivechatRoom\/not-logged-in +as nobody, livechat-room: \[\]$/m)
    expect(out).toMatch(/^joinLivechatRoom\/not-logged-in:wrong-token +as wrong-token, livechat-room: \[\]$/m)
    const all = (await run(['--list'])).out.trim().split('\n')
    expect(all).toHaveLength(documentedOutcomes('current').flatMap(({ cases }) => cases).length)
  })

  it('prints for Playwright a route, whatever the state of anything', async () => {
    expect((await run(['room-locked', '--as', 'playwright'])).out)
      .toBe(`await page.route(/^[^?#]*\\/rooms\\/[^/?#]+\\/join(?:[?#]|$)/, (route) =>
  route.request().method() === 'POST'
    ? route.fulfill({
        status: 403,
        contentType: 'application/json',
        body: '${faceOf(faces.current, 'joinMeetingRoom')?.outcomes.find(({ name }) => name === 'room-locked')?.example}',
      })
    : route.fallback(),
)
`)
  })

  it('says apart from the snippet that another edition takes a mock of its own', async () => {
    const { out, error } = await run(['joinLivechatRoom/no-access', '--edition', '2022'])
    expect(out).toMatch(/^curl /)
    expect(error).toBe('This takes a mock of that edition: greenroom serve --edition 2022\n')
  })
})
