import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { createServer } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, type Greenroom, type TestWorld } from '../../src/client/connect.ts'
import { writeRunFile } from '../../src/client/run-file.ts'
import { isRecord } from '../../src/domain/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { executablePath, launchBrowser, QUIET, unseen } from '../support/browser.ts'
import { copyExample, freePorts, byHand, type ExampleProject } from '../support/example-project.ts'
import { patience } from '../support/patience.ts'
import { quickNpx } from '../support/quick-npx.ts'
import { runCli, serveCli, type Serving } from '../support/run-cli.ts'

const page = readFileSync('docs/testing.md', 'utf8')

/** The files that the page quotes, with what it says is in them. */
const quoted = [...page.matchAll(/^`(examples\/[^`]+)`\n\n```ts\n([\s\S]*?)^```$/gm)].map(
  ([, file = '', text = '']): [string, string] => [file, text],
)

/** Parts of a JSON report; undefined for what is not there. */
const part = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (now, name) => (Array.isArray(now) ? now[Number(name)] : isRecord(now) ? now[name] : undefined),
    value,
  )
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

describe('docs/testing.md', () => {
  it.each(quoted)('quotes %s as it is', (file, text) => {
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  it('quotes every module of the examples but the app that they test', () => {
    const modules = ['vitest', 'playwright'].flatMap((name) =>
      readdirSync(join('examples', name))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `examples/${name}/${file}`),
    )
    expect(quoted.map(([file]) => file).toSorted()).toEqual(
      modules.filter((file) => file !== 'examples/vitest/join-room.ts').toSorted(),
    )
  })

  it('links to files that there are, and to headings that are in them', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(8)
    for (const link of links) {
      const [file = '', heading] = link.split('#')
      const path = file === '' ? 'docs/testing.md' : join('docs', file)
      expect(existsSync(path), link).toBe(true)
      if (heading !== undefined) expect(anchorsOf(readFileSync(path, 'utf8')), link).toContain(heading)
    }
  })
})

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )

it('the examples have types that fit', async () => {
  const tsc = resolve('node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [tsc, '-p', 'examples'])
})

describe('examples/vitest', () => {
  let project: ExampleProject
  beforeAll(async () => {
    project = await copyExample('vitest')
  })
  afterAll(() => project[Symbol.asyncDispose]())

  /** Runs its tests by a config that adds something to its own, and gives the report, and what was printed. */
  async function play(more: string): Promise<{ readonly report: unknown; readonly out: string }> {
    await writeFile(
      join(project.folder, 'more.config.ts'),
      `import config from './vitest.config.ts'
      export default { ...config, test: { ...config.test, testTimeout: ${patience(60_000)}, ${more} } }`,
    )
    const reporters = ['--reporter=default', '--reporter=json', '--outputFile=report.json']
    const out = await project.run('vitest/vitest.mjs', ['run', '--config', 'more.config.ts', ...reporters])
    return { report: JSON.parse(await readFile(join(project.folder, 'report.json'), 'utf8')), out }
  }
  const PASSED = { success: true, numPassedTests: 9, numTotalTests: 9, numFailedTestSuites: 0 }

  it('passes', async () => {
    const { report, out } = await play('maxWorkers: 1, isolate: false')
    expect(report, out).toMatchObject(PASSED)
  })

  it('passes, its files side by side in workers of their own, on one server', { tags: ['full'] }, async () => {
    await writeFile(
      join(project.folder, 'note-worker.ts'),
      `import { appendFileSync } from 'node:fs'
      import { inject } from 'vitest'
      appendFileSync('workers.txt', \`\${process.env.VITEST_POOL_ID} \${inject('greenroom').url}\\n\`)`,
    )
    const { report, out } = await play(`setupFiles: './note-worker.ts', maxWorkers: 4`)
    expect(report, out).toMatchObject(PASSED)
    const workers = (await readFile(join(project.folder, 'workers.txt'), 'utf8')).trim().split('\n')
    expect(workers).toHaveLength(4)
    expect(new Set(workers.map((line) => line.split(' ')[0])).size).toBeGreaterThan(1)
    expect(new Set(workers.map((line) => line.split(' ')[1])).size).toBe(1)
  })
})

describe.skipIf(unseen !== '')(`examples/playwright${unseen}`, { tags: ['full'] }, () => {
  it('passes in two workers: one room code, locked in one world, not in the other', async () => {
    const [mock, app] = await freePorts(2)
    await using project = await copyExample('playwright', { '4010': String(mock), '5173': String(app) })
    const timeout = patience(60_000)
    await writeFile(
      join(project.folder, 'installed-browser.config.ts'),
      `import config from './playwright.config.ts'
      const launchOptions = { executablePath: ${JSON.stringify(executablePath)}, args: ${JSON.stringify(QUIET)} }
      const webServer = config.webServer.map((server) => ({ ...server, timeout: ${timeout} }))
      const hangs = { timeout: ${timeout}, expect: { timeout: ${timeout} } }
      export default { ...config, ...hangs, webServer, workers: 2, use: { launchOptions } }`,
    )
    const args = ['test', '--config', 'installed-browser.config.ts', '--reporter=json']
    const out = await project.run('@playwright/test/cli.js', args)
    const report: unknown = JSON.parse(out)
    expect(part(report, 'stats'), out).toMatchObject({ expected: 3, unexpected: 0, flaky: 0, skipped: 0 })
    const results = list(part(report, 'suites'))
      .flatMap((suite) => list(part(suite, 'specs')))
      .map((spec) => part(spec, 'tests', 0, 'results', 0))
    expect(new Set(results.map((result) => part(result, 'workerIndex'))).size).toBe(2)
  })
})

describe('the commands for doing it by hand', () => {
  /** Commands with the lines that the page says they print. */
  const steps = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .reduce<{ command: string; prints: string[] }[]>((found, line) => {
      if (line.startsWith('# ')) found.at(-1)?.prints.push(line.slice(2))
      else found.push({ command: line, prints: [] })
      return found
    }, [])

  let runtime: string
  let server: Serving
  beforeEach(async () => {
    runtime = await mkdtemp(join(tmpdir(), 'greenroom-by-hand-'))
    server = await serveCli([], { XDG_RUNTIME_DIR: runtime })
  })
  afterEach(async () => {
    await server.stop()
    await rm(runtime, { recursive: true })
  })

  async function playSteps(env: NodeJS.ProcessEnv, cwd: string): Promise<void> {
    expect(steps.length).toBeGreaterThan(12)
    for (const { command, prints } of steps) {
      const written = command.replaceAll('4010', new URL(server.url).port)
      const { stdout } = await promisify(execFile)('sh', ['-c', written], { cwd, env })
      for (const line of prints) expect(stdout, command).toContain(line)
    }
  }

  it('print what the page says, one after the other', async () => {
    await using npx = await quickNpx(runtime)
    await playSteps(npx.env, runtime)
  })

  it('print it by npx itself, too', { tags: ['full'] }, async () => {
    // There npx finds this checkout's command.
    await using project = await copyExample('vitest')
    await playSteps(byHand(runtime), project.folder)
  })

  it('named in the text do what they are named for', async () => {
    const expected: Readonly<Record<string, RegExp>> = {
      'worlds make <name>': /^qa-17 is made/,
      'arm --status 503 --times 1': /503/,
      'arm --reset': /reset/,
      'arm --latency 2s': /2s|2000/,
      'log --world default': /POST .rooms.lck-rom-now.join 403/,
      'clock run --world qa-17': /running/,
      outcomes: /joinMeetingRoom/,
    }
    const named = [...page.matchAll(/`(?:npx greenroom )?((?:worlds make|arm|log|clock|outcomes)\b[^`.]*)`/g)]
      .map(([, command = '']) => command)
      .filter((command) => command !== 'arm' && command !== 'log -f')
    expect(new Set(named)).toEqual(new Set(Object.keys(expected)))
    await fetch(`${server.url}/rooms/lck-rom-now/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
    })
    for (const [command, prints] of Object.entries(expected)) {
      const args = command.replace('<name>', 'qa-17').split(' ')
      expect((await runCli(args, { XDG_RUNTIME_DIR: runtime })).out, command).toMatch(prints)
    }
  })
})

describe('the table of what to use', () => {
  /** What the page shows, as it is run here. */
  const shown: Readonly<Record<string, (world: TestWorld, greenroom: Greenroom) => Promise<unknown>>> = {
    'await using world = await greenroom.world()': async (_, greenroom) => (await greenroom.world()).drop(),
    "world.situation({ 'meeting-room': ['locked'] })": (world) => world.situation({ 'meeting-room': ['locked'] }),
    'world.meetingRooms.change(code, { isLocked: true })': (world) =>
      world.meetingRooms.change(CODE, { isLocked: true }),
    'world.meetingRooms.seat(code, { guestName })': async (world) => {
      const { id } = await world.meetingRooms.seat(CODE, { guestName: 'Jane' })
      await world.meetingRooms.unseat(CODE, id)
    },
    "world.arm('joinMeetingRoom', 'room-full', { times: 1 })": (world) =>
      world.arm('joinMeetingRoom', 'room-full', { times: 1 }),
    'world.arm(null, { status: 503 })': async (world) => {
      await world.arm(null, { status: 503 })
      await world.arm(null, { reset: true })
      await world.arm(null, { latency: 2000 })
    },
    "world.play('locked-mid-call', { steps: true })": async (world) =>
      (await world.play('locked-mid-call', { steps: true })).stop(),
    'world.identities': async (world) => expect(Object.keys(world.identities).toSorted()).toEqual(roles.toSorted()),
    "world.clock.advance('5s')": async (world) => {
      const { now } = await world.clock.advance('5s')
      await world.clock.set(now)
    },
    'world.limiter.off()': (world) => world.limiter.off(),
    "world.journal.next({ operation: 'joinMeetingRoom' })": async (world) => {
      await world.disarm()
      await fetch(`${world.url}/rooms/${CODE}/join`, { method: 'POST' })
      await world.journal.next({ operation: 'joinMeetingRoom' })
      await world.journal.list()
    },
    'world.snapshot()': async (world) => world.restore(await world.snapshot()),
    'world.restore(snapshot)': async (world) => world.restore(await world.snapshot()),
    'world.reset()': (world) => world.reset(),
  }
  const CODE = 'abc-def-ghi'
  const table = /^\| I want …[\s\S]*?\n\n/m.exec(page)?.[0] ?? ''
  const roles = [...(/holds the headers of each role: ([^.]*)\./.exec(page)?.[1]?.matchAll(/`([^`]+)`/g) ?? [])].map(
    ([, role = '']) => role,
  )

  it('shows calls that can be made', async () => {
    const calls = [...table.matchAll(/`((?:await using )?world[ .][^`]*)`/g)].map(([, call = '']) => call)
    expect(calls).toEqual(Object.keys(shown))
    await using server = await startServer({ control: {} })
    const greenroom = connect(server.control ?? {})
    await using world = await greenroom.world()
    for (const call of Object.values(shown)) await call(world, greenroom)
  })
})

describe('what it says of clocks and ids', () => {
  const modeOf = async ({ clock }: TestWorld): Promise<string> => (await clock.read()).mode

  it('holds: time stands in a world unless it is told to run, and runs in the default one', async () => {
    await using server = await startServer()
    await using standing = await server.world()
    await using running = await server.world({ clock: 'real' })
    expect(await modeOf(standing)).toBe('frozen')
    expect((await standing.clock.read()).now).toContain(/instant, ([^,]*),/.exec(page)?.[1] ?? '?')
    expect([await modeOf(running), await modeOf(await server.attach())]).toEqual(['running', 'running'])
    await standing.clock.run()
    expect(await modeOf(standing)).toBe('running')
  })

  it('holds: equal salts make equal ids, and names that were made up do not', async () => {
    await using server = await startServer()
    const codes = ['a', 'a', undefined, undefined].map(async (salt) => {
      await using world = await server.world(salt === undefined ? {} : { salt })
      return (await world.situation({ 'meeting-room': [] })).code
    })
    const [first, second, ...others] = await Promise.all(codes)
    expect(second).toBe(first)
    expect(new Set([first, ...others]).size).toBe(3)
  })
})

describe('the table of troubles', () => {
  const troubles = [...page.matchAll(/^\| (\d{3}) \*([^*]+)\*/gm)].map(([, status, title]) => `${status} ${title}`)

  /** Posts with a Host of its own choosing, which fetch does not allow; gives status and title, or outcome. */
  const post = (url: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((done, fail) => {
      const sent = httpRequest(`${url}/rooms/abc-def-ghi/join`, { method: 'POST', headers }, (answer) => {
        let body = ''
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
        answer.on('end', () => done(`${answer.statusCode} ${String(part(JSON.parse(body), 'title'))}`))
      })
      sent.on('error', fail)
      sent.end()
    })

  const postToDropped = async (server: RunningServer): Promise<string> => {
    const world = await server.world({ name: 'over' })
    await world.drop()
    return post(world.url)
  }

  it('names statuses and titles that the servers answer', async () => {
    await using strict = await startServer({ requireWorld: true, worlds: 'explicit', control: {} })
    await using small = await startServer({ maxWorlds: 0 })
    await using roomy = await startServer()
    expect([
      await post(strict.url),
      await post(`${strict.url}/~qa-17`),
      await postToDropped(roomy),
      await post(`${strict.url}/~qa_17`),
      await post(`${small.url}/~qa-17`),
      await post(small.url, { host: 'app.example' }),
      await post(strict.control?.url ?? ''),
    ]).toEqual(troubles)
  })

  it('says what connect() throws where several run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-several-'))
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('XDG_RUNTIME_DIR', folder)
    for (const port of [4020, 4030])
      await writeRunFile({ pid: process.pid, url: '', port, control: 'http://127.0.0.1:1', token: '' })
    const text = 'several greenrooms run on this machine'
    expect(page).toContain(`\`${text}\``)
    await expect(connect().mock()).rejects.toThrow(text)
    await rm(folder, { recursive: true })
  })

  it("is right about Vite's proxy: a target given as a text leads into the world default", async () => {
    await using server = await startServer()
    await using world = await server.world({ name: 'qa-17' })
    const root = await mkdtemp(join(tmpdir(), 'greenroom-proxy-'))
    for (const [target, calls] of [
      [server.url, 0],
      [{ target: server.url }, 1],
    ] as const) {
      const vite = await createServer({
        root,
        configFile: false,
        logLevel: 'silent',
        server: { port: 0, host: '127.0.0.1', proxy: { '^/rooms/': target } },
      })
      await vite.listen()
      const address = vite.httpServer?.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      await post(`http://127.0.0.1:${port}`, { host: `qa-17.localhost:${port}` })
      expect(await world.journal.list()).toHaveLength(calls)
      await vite.close()
    }
    await rm(root, { recursive: true })
  })
})

describe.skipIf(unseen !== '')(`a browser${unseen}`, { tags: ['full'] }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it('finds at the host of a world the page whose commands name that world', async () => {
    await using server = await startServer()
    const tab = await browser.newPage()
    await tab.goto(`http://qa-17.localhost:${server.port}/`)
    const text = (await tab.textContent('body')) ?? ''
    expect(text).toContain(`http://qa-17.localhost:${server.port}/rooms/abc-def-ghi/join`)
    expect(text).not.toContain(server.url)
    await tab.close()
  })

  it('stays in the world that the headers of a page name', async () => {
    await using server = await startServer()
    await using world = await server.world()
    const tab = await browser.newPage()
    expect(page).toContain('`await page.setExtraHTTPHeaders(world.headers)`')
    await tab.setExtraHTTPHeaders(world.headers)
    await tab.goto(`${server.url}/api/v1/livechat/rooms`)
    expect(await world.journal.list({ operation: 'listLivechatRooms' })).toHaveLength(1)
    await tab.close()
  })
})
