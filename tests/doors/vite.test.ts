import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, createServer, resolveConfig } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { readRunFile } from '../../src/client/run-file.ts'
import { greenroom, type GreenroomPluginOptions } from '../../src/doors/vite.ts'
import { handshake } from '../support/handshake.ts'
import { listen, patient, ways } from '../support/sockets.ts'
import { until } from '../support/until.ts'
import { portOf, previewed, send, served, viteApp, type Answered, type ViteApp } from '../support/vite-app.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const JOIN = '/rooms/abc-def-ghi/join'

/** Joins through a dev server, which may be called by any name. */
const joinRoom = (port: number, path = JOIN, headers: Record<string, string> = {}): Promise<Answered> =>
  send(port, path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: '{"guestName":"Jane"}' })

let app: ViteApp
let runtime: string
beforeAll(async () => {
  app = await viteApp()
  runtime = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
})
beforeEach(() => void vi.stubEnv('XDG_RUNTIME_DIR', runtime))
afterEach(() => {
  vi.unstubAllEnvs()
  app.printed.length = 0
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await rm(runtime, { recursive: true })
})

// Within Vitest, where these tests are, the plugin would do nothing unless it is asked to.
const plugin = (options: GreenroomPluginOptions = {}): ReturnType<typeof greenroom> =>
  greenroom({ enabled: true, sockets: patient, ...options })

const runFiles = async (): Promise<string[]> => readdir(join(runtime, 'greenroom')).catch(() => [])
const isDown = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  )

describe('an app whose dev server has the plugin', () => {
  it('reaches the mock at its own address, in any world', async () => {
    await using vite = await served(app.config({ plugins: [plugin()] }))
    expect(await joinRoom(vite.port)).toMatchObject({
      status: 201,
      body: expect.stringContaining('"guestName":"Jane"'),
    })
    expect(await joinRoom(vite.port, '/rooms/lck-rom-now/join?from=mail')).toMatchObject({ status: 403 })
    expect(await send(vite.port, '/api/v1/livechat/rooms')).toMatchObject({ status: 401 })

    const joined = async (name: string): Promise<number> =>
      (await (await connect().attach(name)).journal.list({ operation: 'joinMeetingRoom' })).length
    await joinRoom(vite.port, `/~by-path${JOIN}`)
    await joinRoom(vite.port, JOIN, { host: `by-host.localhost:${vite.port}` })
    await joinRoom(vite.port, JOIN, { cookie: 'greenroom-world=by-cookie' })
    expect([await joined('by-path'), await joined('by-host'), await joined('by-cookie')]).toEqual([1, 1, 1])
  })

  it.each(ways)('joins over Socket.IO by $name', async ({ options }) => {
    await using vite = await served(app.config({ plugins: [plugin()] }))
    using jane = await listen(`http://127.0.0.1:${vite.port}`, options)
    expect(await jane.ask('join-room', { code: 'abc-def-ghi', guestName: 'Jane' })).toMatchObject({ guestName: 'Jane' })
    expect((await joinRoom(vite.port)).status).toBe(201)
    expect(await jane.hears()).toEqual([['user-joined', expect.anything()]])
  })

  it('keeps all paths that no contract has, and pages at those that are only posted to', async () => {
    await using vite = await served(app.config({ plugins: [plugin()] }))
    const visit = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }
    for (const path of ['/', '/rooms/abc-def-ghi', JOIN])
      expect((await send(vite.port, path, { headers: visit })).body, path).toContain('the app')
    // A form that posts navigates, too.
    const form = { ...visit, 'content-type': 'application/x-www-form-urlencoded' }
    const posted = await send(vite.port, JOIN, { method: 'POST', headers: form, body: 'guestName=Jane' })
    expect(posted.status).toBe(201)
  })

  it('keeps its own proxy for all else, even where that has a more general path', async () => {
    const other = createHttpServer((request, response) => response.end(`other ${request.url}`))
    await new Promise<void>((done) => void other.listen(0, '127.0.0.1', done))
    const proxy = { '/api': `http://127.0.0.1:${portOf({ httpServer: other })}` }
    await using vite = await served(app.config({ plugins: [plugin()], server: { proxy } }))
    expect((await send(vite.port, '/api/v1/livechat/rooms')).status).toBe(401)
    expect((await send(vite.port, '/api/v1/users')).body).toBe('other /api/v1/users')
    other.close()
  })

  it('has all below a prefix answered, a path that no contract has with the nearest one', async () => {
    await using vite = await served(app.config({ plugins: [plugin({ prefix: '/backend/' })] }))
    expect((await joinRoom(vite.port, `/backend${JOIN}`)).status).toBe(201)
    expect((await joinRoom(vite.port, `/backend/~qa${JOIN}`)).status).toBe(201)
    expect(await send(vite.port, '/backend/api/v1/livechat/room')).toMatchObject({
      status: 404,
      body: expect.stringContaining('Did you mean GET /backend/api/v1/livechat/rooms'),
    })
    expect((await send(vite.port, '/api/v1/livechat/rooms', { headers: { accept: 'text/html' } })).body).toContain(
      'the app',
    )
    expect((await send(vite.port, '/backend')).headers['content-type']).toContain('json')
  })

  it('sees an armed end of the connection as such', async () => {
    await using vite = await served(app.config({ plugins: [plugin()] }))
    const world = await connect().attach()
    await world.arm('joinMeetingRoom', { reset: true }, { times: 1 })
    await expect(joinRoom(vite.port)).rejects.toThrow(/ECONNRESET|hang up/)
    expect((await joinRoom(vite.port)).status).toBe(201)
  })

  it('begins with the seed, the rules and the scenario that it names', async () => {
    const options = { seed: 'empty', scenario: 'full-house', rateLimit: false, salt: 'x' } as const
    await using _vite = await served(app.config({ plugins: [plugin(options)] }))
    const world = await connect().attach()
    expect(await (await world.playing()).status()).toMatchObject({ name: 'full-house' })
    expect(app.printed.join('\n')).toMatch(/seed empty[\s\S]*full-house · code \w{3}-\w{3}-\w{3}/)
  })
})

describe('a name of this machine in the network', () => {
  const LAN = 'laptop.example:5173'

  it('is passed on if Vite accepts it, and so is the origin of its pages', async () => {
    const server = { allowedHosts: ['laptop.example', '.tunnel.example'] }
    await using vite = await served(app.config({ plugins: [plugin()], server }))
    const own = { host: LAN, origin: `http://${LAN}` }
    expect((await joinRoom(vite.port, JOIN, own)).status).toBe(201)
    expect(
      (await joinRoom(vite.port, JOIN, { host: 'a.tunnel.example', origin: 'https://a.tunnel.example' })).status,
    ).toBe(201)
    expect(
      (await joinRoom(vite.port, JOIN, { host: '192.168.1.5:5173', origin: 'http://192.168.1.5:5173' })).status,
    ).toBe(201)
    expect(await handshake(vite.port, own)).toBe(101)
    expect(await handshake(vite.port, { host: '192.168.1.5:5173', origin: 'http://192.168.1.5:5173' })).toBe(101)
  })

  it('is refused unless Vite accepts it, over WebSocket, which Vite does not judge, too', async () => {
    await using vite = await served(app.config({ plugins: [plugin()] }))
    const own = { host: LAN, origin: `http://${LAN}` }
    expect((await joinRoom(vite.port, JOIN, own)).status).toBe(403)
    expect(await handshake(vite.port, own)).toBe(421)
  })

  it('may be any if Vite takes any, but pages of other origins are refused all the same', async () => {
    await using vite = await served(app.config({ plugins: [plugin()], server: { allowedHosts: true } }))
    expect((await joinRoom(vite.port, JOIN, { host: LAN, origin: `http://${LAN}` })).status).toBe(201)
    expect((await joinRoom(vite.port, JOIN, { host: LAN, origin: 'https://evil.test' })).status).toBe(403)
    expect(await handshake(vite.port, { host: LAN, origin: 'https://evil.test' })).toBe(403)
  })
})

describe('the mock', () => {
  it('is printed below the lines of Vite, without its token where no person reads', async () => {
    await using _vite = await served(app.config({ plugins: [plugin()] }))
    const { url, token } = await readRunFile()
    const lines = app.printed.join('\n').split('\n')
    const ours = lines.slice(lines.findIndex((line) => line.includes('greenroom')))
    expect(lines.findIndex((line) => line.includes('Local'))).toBeLessThan(lines.length - ours.length)
    expect(ours.length).toBeLessThanOrEqual(6)
    expect(ours.join('\n')).toContain(`${url}/ `)
    expect(ours.join('\n')).toContain('npx greenroom console')
    expect(ours.join('\n')).not.toContain(token)
  })

  it('ends with the server, its run file with it', async () => {
    const vite = await served(app.config({ plugins: [plugin()] }))
    const { url, control } = await readRunFile()
    expect([await isDown(url), await isDown(`${control}/console/`)]).toEqual([false, false])
    await vite.server.close()
    expect([await isDown(url), await isDown(`${control}/console/`), await runFiles()]).toEqual([true, true, []])
  })

  it('ends with a server that never listened', async () => {
    const server = await createServer(app.config({ plugins: [plugin()] }))
    const { url } = await readRunFile()
    await server.close()
    expect(await isDown(url)).toBe(true)
  })

  it('outlasts a restart of the server that has the same plugin, and ends with that', async () => {
    const vite = await served(app.config({ plugins: [plugin()] }))
    const { url } = await readRunFile()
    expect((await joinRoom(vite.port)).status).toBe(201)
    app.printed.length = 0
    await vite.server.restart()
    expect((await joinRoom(portOf(vite.server))).status).toBe(201)
    expect((await (await connect().attach()).meetingRooms.get('abc-def-ghi')).inside).toHaveLength(2)
    await until(() => app.printed.some((text) => text.includes(url)))
    await vite.server.close()
    expect(await isDown(url)).toBe(true)
  })

  it('is replaced when the server restarts because its configuration changed, and the old one ends', async () => {
    const file = join(app.root, 'vite.config.mjs')
    const door = JSON.stringify(pathToFileURL('src/doors/vite.ts').href)
    const text = `import { greenroom } from ${door}\nexport default { plugins: [greenroom({ enabled: true })] }\n`
    await writeFile(file, text)
    // Vite would bundle all that the plugin imports from here, as it does nothing in node_modules.
    await using vite = await served({ ...app.config(), configFile: file, configLoader: 'native' })
    const before = await readRunFile()
    await writeFile(file, `${text}// changed`)
    await vite.server.restart()
    expect(await isDown(before.url)).toBe(true)
    const after = await readRunFile()
    expect(after.url).not.toBe(before.url)
    expect((await joinRoom(portOf(vite.server))).status).toBe(201)
    await until(() => app.printed.some((printed) => printed.includes(after.url)))
  })

  it('is one for all servers of a plugin at a time, and ends with the last of them', async () => {
    const one = plugin()
    const pages = await served(app.config({ plugins: [one] }))
    const rendering = await createServer(app.config({ plugins: [one], server: { middlewareMode: true, ws: false } }))
    const { url } = await readRunFile()
    expect(await runFiles()).toHaveLength(1)
    await rendering.close()
    expect((await joinRoom(pages.port)).status).toBe(201)
    await pages.server.close()
    expect(await isDown(url)).toBe(true)
  })

  it('has the port that is asked for, and another one if that is in use', async () => {
    const taken = createHttpServer()
    await new Promise<void>((done) => void taken.listen(0, '127.0.0.1', done))
    const port = portOf({ httpServer: taken })
    {
      await using _vite = await served(app.config({ plugins: [plugin({ port })] }))
      expect((await readRunFile()).port).not.toBe(port)
      expect(app.printed.join('\n')).toContain(`Port ${port} is in use`)
    }
    await new Promise<void>((done) => void taken.close(() => done()))
    await using _vite = await served(app.config({ plugins: [plugin({ port })] }))
    expect((await readRunFile()).port).toBe(port)
  })

  it('serves the built app of `vite preview`, too', async () => {
    await build(app.config({ plugins: [plugin()], logLevel: 'silent' }))
    const { url } = await (async () => {
      await using vite = await previewed(app.config({ plugins: [plugin()] }))
      expect((await joinRoom(vite.port)).status).toBe(201)
      using jane = await listen(`http://127.0.0.1:${vite.port}`, { transports: ['websocket'] })
      expect(await jane.ask('join-room', { code: 'lck-rom-now', guestName: 'Jane' })).toMatchObject({ statusCode: 403 })
      return await readRunFile()
    })()
    expect(await isDown(url)).toBe(true)
  })

  it('serves the middlewares of another server, by polling alone if that passes no upgrades on, and says so', async () => {
    const vite = await createServer(app.config({ plugins: [plugin()], server: { middlewareMode: true, ws: false } }))
    const host = createHttpServer(vite.middlewares)
    await new Promise<void>((done) => void host.listen(0, '127.0.0.1', done))
    const port = portOf({ httpServer: host })
    expect((await joinRoom(port)).status).toBe(201)
    using jane = await listen(`http://127.0.0.1:${port}`, { transports: ['polling'] })
    expect(await jane.ask('join-room', { code: 'abc-def-ghi', guestName: 'Jane' })).toMatchObject({ guestName: 'Jane' })
    expect(app.printed.join('\n')).toContain('passes no upgrades on')
    const { url } = await readRunFile()
    await vite.close()
    host.closeAllConnections()
    host.close()
    expect(await isDown(url)).toBe(true)
  })
})

describe('no mock starts', () => {
  it('where a configuration is only read', async () => {
    await resolveConfig(app.config({ plugins: [plugin()] }), 'serve')
    expect(await runFiles()).toEqual([])
  })

  it('for a build, whose files have nothing of it', async () => {
    await build(app.config({ plugins: [plugin()] }))
    const files = await readdir(join(app.root, 'dist'), { recursive: true, withFileTypes: true })
    for (const file of files.filter((each) => each.isFile()))
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toMatch(/greenroom/i)
    expect(await runFiles()).toEqual([])
  })

  it.each([
    ['if it is not enabled', { enabled: false }],
    ['under Vitest, unless it is enabled', {}],
  ])('%s', async (_, options) => {
    await using vite = await served(app.config({ plugins: [greenroom(options)] }))
    expect((await send(vite.port, JOIN, { headers: { accept: 'text/html' } })).body).toContain('the app')
    expect(await runFiles()).toEqual([])
  })
})

describe('a wrong option is told before anything starts:', () => {
  it('a prefix that is no path', () => {
    expect(() => plugin({ prefix: 'backend' })).toThrow(/backend is no prefix/)
  })

  it('a seed that there is not', async () => {
    await expect(createServer(app.config({ plugins: [plugin({ seed: 'documentd' })] }))).rejects.toThrow(
      /seed documentd/,
    )
    expect(await runFiles()).toEqual([])
  })
})
