import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createControl } from '../../src/control/control.ts'
import { createCore } from '../../src/mock/core.ts'
import { createClientConnections } from '../../src/transport/connections.ts'
import { createHttpServer } from '../../src/transport/node-http.ts'
import { attack, scan, type Seen } from '../support/attack.ts'
import { patience } from '../support/patience.ts'
import { startPlane, type Plane } from '../support/plane.ts'
import { until } from '../support/until.ts'
import { watchPort, type Arrived } from '../support/watch-port.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = BROWSERS.find((path) => existsSync(path))
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What an attacker's name server would answer.
  '--host-resolver-rules=MAP attacker.example 127.0.0.1,MAP rebind.example 127.0.0.1',
  // Help that Chromium gives and others do not: what we promise must hold without it.
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
]

const SECRET = 'the secret of the toy'

/** A server as careless as those that were attacked this way: no guard, CORS for everybody. */
function careless(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin ?? '*'
  const cors = {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Private-Network': 'true',
  }
  request.resume()
  if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end()
  if (request.url?.startsWith('/events'))
    return void response.writeHead(200, { ...cors, 'Content-Type': 'text/event-stream' }).write(`data: ${SECRET}\n\n`)
  if (request.url?.includes('stylesheet'))
    return void response.writeHead(200, { ...cors, 'Content-Type': 'text/css' }).end('html { --stolen: "yes" }')
  if (request.url?.includes('image'))
    return void response.writeHead(200, { ...cors, 'Content-Type': 'image/svg+xml' }).end(SVG)
  response.writeHead(200, { ...cors, 'Content-Type': 'text/javascript' }).end(`window.stolen = '${SECRET}'`)
}

/** Upgrades whoever asks, and tells him the secret (RFC 6455, 4.2.2). */
function upgrade(request: IncomingMessage, socket: Duplex): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const accept = createHash('sha1').update(key).digest('base64')
  for (const end of ['error', 'end']) socket.on(end, () => socket.destroy())
  socket.resume()
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  socket.write(Buffer.from([0x81, SECRET.length, ...Buffer.from(SECRET)]))
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>'

const PAGE = '<!doctype html><title>A page that looks harmless</title><body>'
const FRAMING = `${PAGE}<iframe sandbox="allow-scripts allow-forms allow-popups" srcdoc="<!doctype html><body>"></iframe>`

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

const closed = (server: Server): Promise<unknown> => {
  const done = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  return done
}

let plane: Plane
let browser: Browser
let ports: { readonly control: number; readonly attacker: number; readonly toy: number }
const attacker = createServer((request, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(request.url === '/framing' ? FRAMING : PAGE),
)
const toy = createServer(careless).on('upgrade', upgrade)

/** Where the code of an attack runs. */
interface Stage {
  readonly name: string
  /** The name by which it calls the server, where it is its own. */
  readonly pointedName?: string
  /** Answers what runs the code. */
  readonly open: (page: Page, target: number) => Promise<Page | Frame>
}

const gone = async (page: Page, url: string): Promise<Page> => {
  await page.goto(url)
  return page
}

const stages: readonly Stage[] = [
  { name: 'a page of another site', open: (page) => gone(page, `http://attacker.example:${ports.attacker}/`) },
  { name: 'a page of another port of 127.0.0.1', open: (page) => gone(page, `http://127.0.0.1:${ports.attacker}/`) },
  { name: 'a page of another port of localhost', open: (page) => gone(page, `http://localhost:${ports.attacker}/`) },
  {
    name: 'a sandboxed frame, whose origin is null',
    async open(page) {
      await page.goto(`http://attacker.example:${ports.attacker}/framing`)
      const frame = page.frames().find((each) => each !== page.mainFrame())
      if (!frame) throw new Error('there is no frame')
      return frame
    },
  },
  { name: 'a data: URL, whose origin is null', open: (page) => gone(page, `data:text/html,${PAGE}`) },
  {
    // It came from its own server; then its name was made to lead here, port and all.
    name: 'a page that had its name pointed here',
    pointedName: 'rebind.example',
    async open(page, target) {
      const url = `http://rebind.example:${target}/`
      await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }), { times: 1 })
      return gone(page, url)
    },
  },
]

const stageOf = (name: RegExp): Stage => {
  const stage = stages.find((each) => name.test(each.name))
  if (!stage) throw new Error(`there is no stage ${name.source}`)
  return stage
}
const foreign = stageOf(/another site/)
const neighbour = stageOf(/127/)
const rebinding = stageOf(/pointed/)

/** An attack on a port; by default through 127.0.0.1, with a token that is guessed. */
interface Target {
  readonly port: number
  readonly host?: string
  readonly token?: string
}

/** What an attack has seen, and what of it has reached the server. */
interface Outcome {
  readonly seen: readonly Seen[]
  readonly arrived: readonly Arrived[]
}

const isAttack = ({ url }: IncomingMessage): boolean => url?.includes('attack=') ?? false

/** Attacks whose requests have not reached the server; an upgrade is none that is told of here. */
const missingIn = (outcome: Outcome): readonly string[] =>
  outcome.seen
    .map(({ attack: name }) => name)
    .filter((name) => name !== 'websocket' && !name.startsWith('timing') && !namesOf(outcome).includes(name))

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext()
  context.setDefaultTimeout(patience(60_000))
  return context
}

/** Runs the code on a stage of its own. */
async function performed(stage: Stage, { port, host = '127.0.0.1', token = 'guessed' }: Target): Promise<Outcome> {
  using watch = watchPort(port)
  const context = await newContext()
  try {
    const page = await stage.open(await context.newPage(), port)
    const base = `http://${stage.pointedName ?? host}:${port}`
    const seen = await page.evaluate(attack, { base, token, patienceMs: patience(30_000) })
    const outcome = (): Outcome => ({ seen, arrived: watch.arrived.filter(({ request }) => isAttack(request)) })
    // A page is not told of everything when it has asked the server.
    await until(() => missingIn(outcome()).length === 0)
    return outcome()
  } finally {
    await context.close()
  }
}

const namesOf = ({ arrived }: Outcome): readonly string[] => [
  ...new Set(arrived.map(({ request }) => /attack=([\w-]+)/.exec(request.url ?? '')?.[1] ?? '')),
]

const statusesOf = ({ arrived }: Outcome): readonly number[] => [
  ...new Set(arrived.map(({ response }) => response.statusCode)),
]

/** What could be read of answers, by the attack that read it. */
const readBy = ({ seen }: Outcome): readonly string[] =>
  seen.filter(({ read }) => read !== '').map(({ attack: name, read }) => `${name}: ${read}`)

/** Attacks that read the answers of a careless server, from whatever page. */
const READERS =
  'fetch-get fetch-events fetch-post fetch-post-json fetch-put-json fetch-delete fetch-keepalive-json fetch-token ' +
  'fetch-token-post fetch-credentials script script-module image stylesheet event-source websocket'

/** The names of all worlds, and all that the default one holds. */
const state = async (): Promise<readonly string[]> => {
  const paths = ['/worlds/default/snapshot', '/worlds/default/journal', '/worlds/default/arms']
  const bodies = await Promise.all(paths.map(async (path) => (await plane.control('GET', path)).body))
  return [...plane.server.mock.worlds.list().map(({ name }) => name), ...bodies]
}

// Where no browser is installed nothing can be attacked with one, and the title says so; CI installs one.
const missing = executablePath === undefined ? `, not tried: none of ${BROWSERS.join(', ')} is installed` : ''

describe.skipIf(executablePath === undefined)(`a web page against the control plane${missing}`, () => {
  beforeAll(async () => {
    plane = await startPlane()
    ports = {
      control: plane.server.control?.port ?? 0,
      attacker: await listening(attacker),
      toy: await listening(toy),
    }
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ARGS, timeout: patience(60_000) })
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all([closed(attacker), closed(toy), plane.server.close()])
    expect(plane.faults).toEqual([])
  })

  /** What a page does to a careless server, and in vain to the control plane. */
  const expectSafe = async (stage: Stage): Promise<void> => {
    const before = await state()
    const [onToy, onControl] = await Promise.all([
      performed(stage, { port: ports.toy }),
      performed(stage, { port: ports.control }),
    ])
    expectMercy(onToy)
    expectNothing(onControl, stage)
    expect(await state()).toEqual(before)
  }
  const expectVain = async (stage: Stage, target: Partial<Target>): Promise<void> => {
    const before = await state()
    expectNothing(await performed(stage, { port: ports.control, ...target }), stage)
    expect(await state()).toEqual(before)
  }

  const others = stages.filter((stage) => stage !== foreign)
  const safe = '$name reads nothing and changes nothing, where a careless server is at its mercy'
  it.each([foreign])(safe, expectSafe)
  it.each(others)(safe, { tags: ['full'] }, expectSafe)

  it.each(['localhost', '[::1]'])(
    'a page of another site that calls it %s has no more of it',
    { tags: ['full'] },
    (host) => expectVain(foreign, { host }),
  )

  const withToken = '$name has no more of it with the right token'
  it.each([rebinding])(withToken, (stage) => expectVain(stage, { token: plane.token }))
  it.each([foreign])(withToken, { tags: ['full'] }, (stage) => expectVain(stage, { token: plane.token }))

  it(
    'it is the guard that does it: without, the same page makes a world in the same control plane',
    { tags: ['full'] },
    async () => {
      const core = createCore()
      const { answer } = createControl(
        core,
        () => 'http://localhost',
        () => 'unnamed',
      )
      const open = createHttpServer({
        dispatch: answer,
        guard: () => ({ passes: true, origin: null }),
        limits: core.limits,
        connections: createClientConnections(1000),
        onFault: (fault) => expect(fault).toBeUndefined(),
      })
      try {
        await performed(foreign, { port: await listening(open) })
        expect(core.worlds.list().map(({ name }) => name)).toContain('attacked')
      } finally {
        await closed(open)
      }
    },
  )

  const expectUnfound = async (stage: Stage): Promise<void> => {
    const context = await newContext()
    const nothing = createServer()
    const free = await listening(nothing)
    await closed(nothing)
    const page = await stage.open(await context.newPage(), 0)
    const bases = [ports.toy, free, ports.control].map((port) => `http://127.0.0.1:${port}`)
    const [onToy, onNothing, onControl] = await page.evaluate(scan, bases)
    await context.close()
    expect(onToy).not.toBe(onNothing)
    expect(onControl).toBe(onNothing)
  }
  const unfound = '$name that does not know the port cannot tell it from one where nothing listens'
  it.each([foreign])(unfound, expectUnfound)
  it.each([neighbour])(unfound, { tags: ['full'] }, expectUnfound)
})

// To the browser the refusal of a page's own server is its own to read. It says nothing but that it is one.
const REFUSAL = /: (?:421)? ?(?:421)?(?:\{"title":"Unknown host"[^}]*\})?$|^timing of /

/** Every attack has reached the careless server, and those that can be read have been. */
function expectMercy(outcome: Outcome): void {
  expect(missingIn(outcome)).toEqual([])
  const read = outcome.seen.filter((each) => each.read !== '').map(({ attack: name }) => name)
  expect(read).toEqual(expect.arrayContaining(READERS.split(' ')))
}

/** The attacks have reached the server, each was refused for who asked, and nothing of the answers was read. */
function expectNothing(outcome: Outcome, { pointedName }: Stage): void {
  expect(missingIn(outcome)).toEqual([])
  expect(namesOf(outcome).length).toBeGreaterThan(20)
  expect(statusesOf(outcome)).toEqual([pointedName === undefined ? 403 : 421])
  const wrong = readBy(outcome).filter((read) => pointedName === undefined || !REFUSAL.test(read))
  expect(wrong).toEqual([])
}
