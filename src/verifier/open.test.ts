import { once } from 'node:events'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import { describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { startForeign } from '../../tests/support/run-verify.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { certify } from '../../tests/support/tls.ts'
import type { VerifierOptions } from './options.ts'
import { openTarget } from './open.ts'

const NO_RUN_FILES = { XDG_RUNTIME_DIR: '/nonexistent' }
const INSECURE = { ...NO_RUN_FILES, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
// Of documentation (RFC 5737): nothing is sent there.
const ELSEWHERE = 'https://192.0.2.1'
const { signal } = new AbortController()
const open = (options: VerifierOptions, env: Readonly<Record<string, string>> = NO_RUN_FILES) =>
  openTarget(options, { env, signal: () => signal })

describe('a target', () => {
  it('is ready with clients that reach it, until it is closed', async () => {
    await using server = await startForeign((_, response) => void response.end('ok'))
    const opened = await open({ url: server.url })
    const request = { method: 'GET', target: '/', headers: {}, body: null }
    const to = { baseUrl: server.url, timeoutMs: 600_000, signal }
    expect(await opened.send(request, to)).toMatchObject({ status: 200, body: 'ok' })
    expect(await opened.socketClient.reach({ ...to, path: '/io/', transport: 'polling', headers: {} })).not.toBeNull()
    expect([opened.ready.target.url, opened.ready.timeoutMs]).toEqual([server.url, 10_000])
    await opened.close()
    expect(await opened.send(request, to)).toMatchObject({ kind: 'reset' })
  })

  it('that cannot be opened leaves no connection', async () => {
    using _timers = standTimers()
    const closed: Promise<unknown>[] = []
    const server = createPlainServer((_, response) => void response.writeHead(401).end('{}'))
    server.keepAliveTimeout = 0
    server.on('connection', (socket) => closed.push(once(socket, 'close')))
    await using plane = await listening(server)
    const control = { url: plane.url, token: 'a-token-of-these-tests' }
    await expect(open({ url: ELSEWHERE, control })).rejects.toThrow('was refused with 401')
    expect(closed).toHaveLength(1)
    await Promise.all(closed)
  })

  it('that is the built-in mock runs as long as it is open', async () => {
    const opened = await open({})
    const { url } = opened.ready.target
    expect(opened.ready).toMatchObject({ target: { name: 'the built-in mock' }, timeoutMs: 60_000 })
    expect((await fetch(url)).status).toBe(200)
    await opened.close()
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('waits as long as it is told', async () => {
    const opened = await open({ url: ELSEWHERE, timeoutMs: 77 })
    expect(opened.ready.timeoutMs).toBe(77)
    await opened.close()
    await expect(open({ url: ELSEWHERE, timeoutMs: 0 })).rejects.toThrow('timeoutMs takes 1 to 600000, not 0')
  })

  it('is reached through the proxies of the environment, and by the authority that is given', async () => {
    const opened = await open({ url: 'http://192.0.2.1' }, { ...NO_RUN_FILES, http_proxy: 'http://127.0.0.1:1' })
    const request = { method: 'GET', target: '/', headers: {}, body: null }
    expect(await opened.send(request, { baseUrl: 'http://192.0.2.1', timeoutMs: 600_000, signal })).toMatchObject({
      message: expect.stringContaining('through the proxy 127.0.0.1:1'),
    })
    await opened.close()
    await expect(open({ url: ELSEWHERE, ca: 'none' })).rejects.toThrow('is not a PEM certificate')
  })
})

it('the authority that is given is trusted on sockets, too', async () => {
  const { cert, key } = certify({ name: 'localhost', host: 'localhost' })
  await using server = await listening(createServer({ cert, key }, (_, response) => response.writeHead(404).end()))
  const baseUrl = `https://localhost:${server.port}`
  const kindBy = async (transport: 'polling' | 'websocket', more: VerifierOptions) => {
    const opened = await open({ url: baseUrl, ...more })
    const to = { baseUrl, path: '/io/', headers: {}, timeoutMs: 600_000, signal }
    const trouble = await opened.socketClient.reach({ ...to, transport })
    await opened.close()
    return trouble?.kind
  }
  for (const transport of ['polling', 'websocket'] as const)
    expect([await kindBy(transport, {}), await kindBy(transport, { ca: cert })]).toEqual(['tls', 'malformed'])
})

describe('where anyone could impersonate the target', () => {
  const fault = expect.objectContaining({
    name: 'Fault',
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anyone could impersonate the target',
    fix: 'Unset it; use --ca <file> to trust your own certificate authority.',
  })

  it('it is refused, by its URL or by its data', async () => {
    await expect(open({ url: ELSEWHERE }, INSECURE)).rejects.toThrow(fault)
    await expect(open({ target: { url: ELSEWHERE } }, INSECURE)).rejects.toThrow(fault)
  })

  it('it is refused before the token of its control plane is sent anywhere', async () => {
    await using plane = await startForeign((_, response) => void response.end('{}'))
    const control = { url: plane.url, token: 'a-token-of-these-tests' }
    await expect(open({ url: ELSEWHERE, control }, INSECURE)).rejects.toThrow(fault)
    expect(plane.requests()).toBe(0)
  })

  it('it is opened on this machine, or if the variable says anything else', async () => {
    await (await open({ target: { url: 'https://127.0.0.1:1' } }, INSECURE)).close()
    await (await open({ url: ELSEWHERE }, { ...INSECURE, NODE_TLS_REJECT_UNAUTHORIZED: '1' })).close()
    expect((await open({ url: ELSEWHERE })).ready.target.url).toBe(ELSEWHERE)
  })
})
