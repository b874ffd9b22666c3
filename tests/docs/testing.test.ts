import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { connect, type Greenroom, type TestWorld } from '../../src/client/connect.ts'
import { writeRunFile } from '../../src/client/run-file.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { launchBrowser, unseen } from '../support/browser.ts'

const page = readFileSync('docs/testing.md', 'utf8')

/** The files that the page quotes, with what it says is in them. */
const quoted = [...page.matchAll(/^`(examples\/[^`]+)`\n\n```ts\n([\s\S]*?)^```$/gm)].map(
  ([, file = '', text = '']): [string, string] => [file, text],
)

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
  const roles = [
    ...(/contains the headers of each caller: ([^.]*)\./.exec(page)?.[1]?.matchAll(/`([^`]+)`/g) ?? []),
  ].map(([, role = '']) => role)

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
        answer.on('end', () => {
          const { title }: { title?: string } = JSON.parse(body)
          done(`${answer.statusCode} ${title}`)
        })
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
    const text = 'several greenrooms are running on this machine'
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
