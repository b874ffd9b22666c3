import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { greenroom, type HostServer, type ProxyingConfig } from './vite.ts'

let runtime = ''
beforeAll(async () => {
  runtime = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
})
beforeEach(() => void vi.stubEnv('XDG_RUNTIME_DIR', runtime))
afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rm(runtime, { recursive: true }))

const runFiles = async (): Promise<string[]> => readdir(join(runtime, 'greenroom')).catch(() => [])

/** As much of a server of Vite as a plugin sees; `listens` calls back who waits for that. */
function host(config: Partial<HostServer['config']['server']> = {}, { isMiddleware = false } = {}) {
  const printed: string[] = []
  const waiting: (() => void)[] = []
  const server: HostServer = {
    config: {
      logger: { info: (text) => printed.push(text) },
      server: { ...config, middlewareMode: isMiddleware },
    },
    httpServer: isMiddleware ? null : { once: (_, listener) => waiting.push(listener) },
    close: async () => void printed.push('closed'),
    printUrls: () => void printed.push('urls'),
  }
  return { server, printed, listens: () => waiting.forEach((each) => each()) }
}

const entriesOf = (config: ProxyingConfig['server']): string[] => Object.keys(config?.proxy ?? {})
const targetIn = (config: ProxyingConfig['server']): unknown => {
  const [first] = Object.values(config?.proxy ?? {})
  return Object(first).target
}
const plugin = (options: Parameters<typeof greenroom>[0] = {}) => greenroom({ enabled: true, ...options })

describe('the plugin for Vite', () => {
  it('applies to servers, not to builds, and under Vitest only if asked to', () => {
    const applies = (options: Parameters<typeof greenroom>[0], command: string): boolean =>
      greenroom(options).apply({}, { command })
    expect([applies({ enabled: true }, 'serve'), applies({ enabled: true }, 'build')]).toEqual([true, false])
    expect([applies({}, 'serve'), applies({ enabled: false }, 'serve')]).toEqual([false, false])
    vi.stubEnv('VITEST', undefined)
    expect(applies({}, 'serve')).toBe(true)
  })

  it('has entries of its own for each configuration that it is asked about', () => {
    const plugged = plugin()
    const [one, other]: [ProxyingConfig, ProxyingConfig] = [{}, {}]
    plugged.config(one)
    plugged.config(other)
    const first = ({ server }: ProxyingConfig): unknown => Object.values(server?.proxy ?? {})[0]
    expect(entriesOf(one.server)).toEqual(entriesOf(other.server))
    expect(first(one)).not.toBe(first(other))
  })

  it('puts its own in the place of an entry of the user for the same paths', () => {
    const first: ProxyingConfig = {}
    plugin().config(first)
    const [key = ''] = entriesOf(first.server)
    const second: ProxyingConfig = { server: { proxy: { [key]: 'http://elsewhere' } } }
    plugin().config(second)
    expect(Object(second.server?.proxy)[key]).toMatchObject({ ws: true })
    expect(entriesOf(second.server)).toEqual(entriesOf(first.server))
  })

  it('puts its entries before those of the user, who loses only the same ones', () => {
    const own = { '/api': 'http://elsewhere', '^/own': {} }
    const config: ProxyingConfig = { server: { proxy: own } }
    const plugged = plugin()
    plugged.config(config)
    const entries = entriesOf(config.server)
    expect([entries.length > 4, entries.slice(-2), entries.some((each) => each.includes('socket'))]).toEqual([
      true,
      ['/api', '^/own'],
      true,
    ])
    plugged.config(config)
    expect(entriesOf(config.server)).toEqual(entries)
    expect([targetIn(config.server), config.preview]).toEqual(['http://127.0.0.1:0', undefined])
  })

  it('changes the proxy of a preview where that has its own', () => {
    const config: ProxyingConfig = { preview: { proxy: { '/api': 'x' } } }
    plugin({ sockets: false }).config(config)
    expect(entriesOf(config.preview)).toEqual(entriesOf(config.server).concat('/api'))
    expect(entriesOf(config.server).some((each) => each.includes('socket'))).toBe(false)
  })

  it('leads to a mock while the server lives', async () => {
    const plugged = plugin()
    const config: ProxyingConfig = {}
    plugged.config(config)
    const { server, printed } = host()
    await plugged.configureServer(server)
    const url = String(targetIn(config.server))
    expect((await fetch(`${url}/api/info`)).status).toBe(200)
    await server.close()
    expect([printed, await runFiles()]).toEqual([['closed'], []])
    await expect(fetch(url)).rejects.toThrow()
  })

  it('ends the mock with a restart, which no longer closes the server, and with nothing else that is told', async () => {
    const plugged = plugin()
    const config: ProxyingConfig = {}
    plugged.config(config)
    await plugged.configureServer(host().server)
    await plugged.closeServer({ reason: 'close' })
    expect(await runFiles()).toHaveLength(1)
    await plugged.closeServer({ reason: 'restart' })
    expect(await runFiles()).toEqual([])
  })

  it.each<[string, Partial<HostServer['config']['server']>, true | string[] | undefined, number]>([
    ['is refused as by Vite', {}, undefined, 421],
    ['is let through if Vite lets it', { allowedHosts: ['app.test'] }, undefined, 200],
    ['is let through if the plugin names it', { allowedHosts: ['other.test'] }, ['app.test'], 200],
    ['is let through if Vite takes any', { allowedHosts: true }, undefined, 200],
    ['is let through with a certificate', { https: {} }, undefined, 200],
    ['is let through if the plugin takes any', {}, true, 200],
  ])('a host name %s', async (_, listening, allowedHosts, status) => {
    const plugged = plugin(allowedHosts === undefined ? {} : { allowedHosts })
    const config: ProxyingConfig = {}
    plugged.config(config)
    const { server } = host(listening)
    await plugged.configureServer(server)
    const { hostname, port } = new URL(String(targetIn(config.server)))
    expect(await statusAs('app.test', hostname, Number(port))).toBe(status)
    await server.close()
  })

  it('judges hosts of a preview by its own settings, or those of the server', async () => {
    const plugged = plugin()
    for (const [preview, status] of [
      [{ allowedHosts: ['app.test'] }, 200],
      [{ allowedHosts: [] }, 421],
    ] as const) {
      const config: ProxyingConfig = {}
      plugged.config(config)
      const { server } = host()
      const own: HostServer = { ...server, config: { ...server.config, preview } }
      await plugged.configurePreviewServer(own)
      const { hostname, port } = new URL(String(targetIn(config.server)))
      expect(await statusAs('app.test', hostname, Number(port))).toBe(status)
      await own.close()
    }
  })
})

/** The status that the mock gives to a call by another host name. */
async function statusAs(name: string, hostname: string, port: number): Promise<number> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: '/api/info', headers: { host: name }, agent: false })
    asked.on('error', reject)
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.end()
  })
}

describe('the greeting of the plugin', () => {
  const isGreeting = (lines: readonly string[]): boolean => lines.some((line) => line.includes('go to greenroom'))

  it('is printed below the lines of Vite, or once it listens where those are not printed', async () => {
    const plugged = plugin()
    const { server, printed, listens } = host()
    await plugged.configureServer(server)
    server.printUrls()
    expect([printed[0], isGreeting(printed.slice(1))]).toEqual(['urls', true])
    const once = printed.length
    listens()
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(printed).toHaveLength(once)
    await server.close()
    const other = host()
    await plugged.configureServer(other.server)
    expect(isGreeting(other.printed)).toBe(false)
    other.listens()
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(isGreeting(other.printed)).toBe(true)
    await other.server.close()
  })

  it('names the paths of Socket.IO only where they go to the mock', async () => {
    for (const sockets of [true, false]) {
      const { server, printed } = host({}, { isMiddleware: true })
      await plugin({ sockets }).configureServer(server)
      expect(printed[0]?.includes('/socket.io/')).toBe(sockets)
      await server.close()
    }
  })

  it('is printed at once in another server, and by the first of those that share the mock', async () => {
    const plugged = plugin({ prefix: '/backend' })
    const [first, second] = [host({}, { isMiddleware: true }), host({}, { isMiddleware: true })]
    await plugged.configureServer(first.server)
    await plugged.configureServer(second.server)
    expect([isGreeting(first.printed), first.printed[0], second.printed]).toEqual([
      true,
      expect.stringContaining('/backend/…'),
      [],
    ])
    expect(first.printed.at(-1)).toContain('passes no upgrades on')
    const listening = host()
    await plugged.configureServer(listening.server)
    listening.server.printUrls()
    expect(isGreeting(listening.printed.slice(1))).toBe(true)
    await listening.server.close()
    await first.server.close()
    expect(await runFiles()).toHaveLength(1)
    await second.server.close()
    expect(await runFiles()).toEqual([])
  })
})
