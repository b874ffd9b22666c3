// What `show` prints is run, and provokes what it says.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mockArrangement } from '../../src/cli/show/arrangement.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import type { Case } from '../../src/contract/model/case.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer } from '../../src/server.ts'
import type { Exchange } from '../../src/transport/exchange.ts'
import { usesUp } from '../../src/verify/plan/subjects.ts'
import { callsOf, faceOf, planOf } from '../../src/verify/plan/plan.ts'
import { quickNpx, type QuickNpx } from '../support/quick-npx.ts'
import { runCli, serveCli, type Serving } from '../support/run-cli.ts'
import { startForeign } from '../support/run-verify.ts'

const execute = promisify(execFile)
const hasPython = spawnSync('python3', ['--version']).status === 0
const languages = ['curl', 'fetch', ...(hasPython ? ['python'] : [])]
const unseen = hasPython ? '' : ' (python not run: python3 is not installed)'

/** Those that HTTP can play, but for what changes a situation on the way: that is no snippet's. */
const playable = (edition: Edition): Case[] =>
  planOf(allCases, faces[edition])
    .map(({ testCase }) => testCase)
    .filter((found) => callsOf(found).every(({ set }) => set === null))
const lacksData = (found: Case): boolean => mockArrangement(found, '').lacks !== null

/** Each operation, with callers of every kind, a body that is none, a query, a limit used up, and calls with time between. */
const SAMPLES: Readonly<Record<'current' | '2022', readonly string[]>> = {
  current: [
    'joinMeetingRoom/room-locked',
    'joinMeetingRoom/malformed-body',
    'joinMeetingRoom/body-too-large',
    'joinMeetingRoom/joined-as-host',
    'joinMeetingRoom/joined-as-user:twice',
    'joinLivechatRoom/not-logged-in',
    'joinLivechatRoom/joined:shows-in-the-list',
    'listLivechatRooms/invalid-date-range',
    'listLivechatRooms/listed',
    'joinVideoConference/rate-limited',
    'joinVideoConference/joined:after-the-window',
  ],
  '2022': [
    'joinMeetingRoom/joined-as-guest',
    'joinLivechatRoom/missing-room-id',
    'listLivechatRooms/listed',
    'joinVideoConference/joined',
  ],
}

/** How a program in a language is read from standard input, the line by which it waits, and one that calls in its place. */
interface Program {
  readonly command: readonly string[]
  readonly waits: RegExp
  /** What the amount in that line counts, in milliseconds. */
  readonly unit: number
  readonly calls: (url: string) => string
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  curl: { command: ['sh', '-s'], waits: /^sleep (\d+)$/gm, unit: 1000, calls: (url) => `curl -s '${url}'` },
  fetch: {
    command: [process.execPath, '--input-type=module', '-'],
    waits: /^await new Promise\(\(resolve\) => setTimeout\(resolve, (\d+)\)\)$/gm,
    unit: 1,
    calls: (url) => `await fetch('${url}')`,
  },
  python: {
    command: ['python3', '-'],
    waits: /^time\.sleep\(([\d.]+)\)$/gm,
    unit: 1000,
    calls: (url) => `urllib.request.urlopen('${url}').read()`,
  },
}
const programOf = (language: string): Program => {
  const program = PROGRAMS[language]
  if (program) return program
  throw new Error(`no program runs ${language}`)
}

/** The servers of tests are asked directly, whatever proxy this machine has. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name) && name !== 'NODE_OPTIONS'),
)

async function runProgram(language: string, text: string): Promise<string> {
  const [command = '', ...args] = programOf(language).command
  const running = execute(command, args, { env: environment, maxBuffer: 2 ** 28 })
  running.child.stdin?.end(text)
  return (await running).stdout
}

/** A mock that notes the outcome of every answer, by world; a call of `/<world>/<ms>` at `moving` moves the clock of one. */
interface Noting extends AsyncDisposable {
  readonly url: string
  readonly moving: string
  readonly outcomes: ReadonlyMap<string, readonly (string | null)[]>
}

async function noting(edition: Edition): Promise<Noting> {
  const outcomes = new Map<string, (string | null)[]>()
  const onExchange = ({ answer: { world = '', about } }: Exchange): void =>
    void outcomes.set(world, [...(outcomes.get(world) ?? []), about.outcome])
  const mock = await startServer({ edition, onExchange })
  const move = async ([, world, ms]: readonly string[]): Promise<void> =>
    void (await (await mock.attach(world)).clock.advance(Number(ms)))
  const mover = await startForeign(({ url = '' }, response) => void move(url.split('/')).finally(() => response.end()))
  const dispose = async (): Promise<void> => {
    await mover[Symbol.asyncDispose]()
    await mock.close()
  }
  return { url: mock.url, moving: mover.url, outcomes, [Symbol.asyncDispose]: dispose }
}

/** Each call of a case, and what it must be answered; calls that only use a limit up are answered as may be. */
function expected(found: Case, edition: Edition): unknown[] {
  const limit = faceOf(faces[edition], found.operation)?.rateLimit?.requests ?? 0
  const spent = usesUp(found) ? Array.from({ length: limit }, () => expect.any(String)) : []
  return callsOf(found).flatMap((call) => (call === found ? [...spent, call.expect] : [call.expect]))
}

/** Runs what `show` prints of some cases in one process, each in a world of its own, and gives what that printed. */
async function provoke(found: readonly Case[], language: string, edition: Edition): Promise<string> {
  await using mock = await noting(edition)
  const { waits, unit, calls } = programOf(language)
  const programs = await Promise.all(
    found.map(async ({ id }, index) => {
      const world = `case-${index}`
      const args = [id, '--as', language, '--edition', edition, '--url', `${mock.url}/~${world}`]
      const { out } = await runCli(['show', ...args])
      // The clock of a world stands until it is moved.
      return out.replaceAll(waits, (_, amount) => calls(`${mock.moving}/${world}/${Number(amount) * unit}`))
    }),
  )
  const printed = await runProgram(language, programs.join('\n'))
  for (const [index, each] of found.entries())
    expect(mock.outcomes.get(`case-${index}`), each.id).toEqual(expected(each, edition))
  return printed
}

describe.each(['current', '2022'] as const)(`what show prints for the edition %s${unseen}`, (edition) => {
  const ready = playable(edition).filter((found) => !lacksData(found))

  it.for(languages)('provokes what it says as %s, for every operation', async (language, { task }) => {
    const sample = ready.filter(({ id }) => SAMPLES[edition].includes(id))
    expect(sample.map(({ id }) => id).toSorted()).toEqual(SAMPLES[edition].toSorted())
    const others = faces[edition].filter(({ operation }) => !sample.some((each) => each.operation === operation))
    const found = [
      ...sample,
      ...others.flatMap((face) => ready.find((each) => each.operation === face.operation) ?? []),
    ]
    expect(new Set(found.map(({ operation }) => operation)).size).toBe(faces[edition].length)
    expect(await provoke(found, language, edition)).toMatch(/\b201\b[^]*\b200\b/)
    task.meta.held = { way: `by show as ${language}`, cases: found.length }
  })

  it.for(languages)('provokes every case as %s', { tags: ['full'] }, async (language, { task }) => {
    expect(ready.length).toBeGreaterThan(400)
    await provoke(ready, language, edition)
    task.meta.held = { way: `by show as ${language}`, cases: ready.length }
  })

  it('is ready for every outcome, with nothing to prepare and nothing to wait for', async () => {
    const outcomes = faces[edition].flatMap((face) => face.outcomes.map(({ name }) => `${face.operation}/${name}`))
    expect(outcomes.length).toBeGreaterThan(30)
    for (const outcome of outcomes) {
      const { out } = await runCli(['show', outcome, '--as', 'curl', '--edition', edition])
      expect(out, outcome).toMatch(/^(?:curl|for|printf) /)
      expect(out, outcome).not.toMatch(/npx|sleep/)
    }
  })
})

describe('a case that the seed has no data for', () => {
  // A list is answered whatever rooms there are.
  const lacking = playable('current').filter((found) => lacksData(found) && found.operation !== 'listLivechatRooms')
  let runtime: string
  let server: Serving
  let npx: QuickNpx
  beforeAll(async () => {
    runtime = await mkdtemp(join(tmpdir(), 'greenroom-show-'))
    npx = await quickNpx(runtime)
    server = await serveCli([], { XDG_RUNTIME_DIR: runtime })
  })
  afterAll(async () => {
    await server.stop()
    await npx[Symbol.asyncDispose]()
    await rm(runtime, { recursive: true })
  })

  const shell = async (text: string): Promise<string> =>
    (await execute('sh', ['-c', text], { cwd: runtime, env: npx.env })).stdout
  const outcomesIn = (printed: string): unknown[] =>
    [...printed.matchAll(/^Greenroom-Outcome: (\S+)\r$/gim)].map(([, outcome]) => outcome)

  async function provokeFirst(found: readonly Case[]): Promise<void> {
    for (const [index, each] of found.entries()) {
      // A world is made by the first call to it.
      const url = `${server.url}/~case-${index}`
      await fetch(`${url}/api/v1/livechat/rooms`)
      const { out } = await runCli(['show', each.id, '--url', url])
      expect(out).toMatch(/^export \w+="\$\(npx greenroom set '[\w-]+: \[[\w, -]+\]' --port \d+ --world case-\d+ /)
      expect(outcomesIn(await shell(out)), each.id).toEqual(expected(each, 'current'))
    }
  }

  it('is brought about first, in a world of its own', async () => {
    const ids = ['joinMeetingRoom/room-locked:last-seat', 'joinLivechatRoom/joined:own-room']
    const found = lacking.filter(({ id }) => ids.includes(id))
    expect(found).toHaveLength(2)
    await provokeFirst(found)
  })

  it('is brought about first: each of them', { tags: ['full'] }, async ({ task }) => {
    expect(lacking.length).toBeGreaterThan(15)
    await provokeFirst(lacking)
    task.meta.held = { way: 'by show as curl', cases: lacking.length }
  })

  it('is brought about by a command in a comment of a program', async () => {
    const { out } = await runCli(['show', 'joinMeetingRoom/room-full:one-more', '--as', 'fetch', '--url', server.url])
    const [, line = '', program = ''] = /^\/\/ First, in a shell: (.*)\n([\s\S]*)$/.exec(out) ?? []
    await writeFile(join(runtime, 'shown.mjs'), program)
    expect(await shell(`${line}\nnode shown.mjs`)).toMatch(/^201 [\s\S]*\n400 .*Room is full/)
  })

  it('takes the value from JSON in PowerShell', async () => {
    const { out } = await runCli(['show', 'joinMeetingRoom/room-full:one-more', '--as', 'powershell'])
    expect(out).toMatch(
      /^\$env:CODE = \(npx greenroom set '.*' --json \| ConvertFrom-Json\)\.code\nInvoke-WebRequest .*\$env:CODE/,
    )
  })
})
