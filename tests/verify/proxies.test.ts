import { once } from 'node:events'
import { createServer as createHttp, request as forward, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect as connectTo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { isTrouble, type Received, type Trouble } from '../../src/verify/model/exchange.ts'
import type { SendOptions } from '../../src/verify/send/dispatchers.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { runCli } from '../support/run-cli.ts'
import { certify } from '../support/tls.ts'

const HOST = 'meet.example.test'
const { cert, key } = certify({ name: 'a test', host: HOST })
const CREDENTIALS = `Basic ${Buffer.from('somebody:s3cret').toString('base64')}`

/** Every call that came by the proxy, and the credentials that it bore. */
const seen: { readonly line: string; readonly credentials: string | undefined }[] = []

/** What the targets were told of the proxy. */
const leaked: string[] = []

const plain = createHttp((request, response) => {
  leaked.push(...Object.keys(request.headers).filter((name) => name.startsWith('proxy-')))
  response.end(`plain ${request.url}`)
})
const encrypted = createHttps({ cert, key }, (request, response) => {
  leaked.push(...Object.keys(request.headers).filter((name) => name.startsWith('proxy-')))
  response.end(`encrypted ${request.url}`)
})
/** Whatever host is asked for is one of the two targets. */
const proxy = createHttp((request, response) => {
  seen.push({ line: `${request.method} ${request.url}`, credentials: request.headers['proxy-authorization'] })
  const { pathname } = new URL(request.url ?? '')
  forward({ port: portOf(plain), path: pathname }, (answer) => void answer.pipe(response)).end()
})
proxy.on('connect', (request, socket: Duplex) => {
  seen.push({ line: `CONNECT ${request.url}`, credentials: request.headers['proxy-authorization'] })
  const to = connectTo(portOf(encrypted), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    to.pipe(socket).pipe(to)
  })
  for (const each of [to, socket]) each.on('error', () => to.destroy())
})

const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

beforeAll(async () => {
  for (const server of [plain, encrypted, proxy]) await once(server.listen(0), 'listening')
})
beforeEach(() => void seen.splice(0))
afterAll(() => {
  for (const server of [plain, encrypted, proxy]) {
    server.closeAllConnections()
    server.close()
  }
})

const proxyUrl = (): string => `http://somebody:s3cret@127.0.0.1:${portOf(proxy)}`

/** One call with these proxies. */
async function sent(baseUrl: string, proxies: SendOptions['proxies'] = {}): Promise<Received | Trouble> {
  const { send, close } = createSend({ ca: cert, proxies })
  const to = { baseUrl, timeoutMs: 10_000, signal: new AbortController().signal }
  const result = await send({ method: 'GET', target: '/rooms', headers: {}, body: null }, to)
  await close()
  return result
}

const told = (result: Received | Trouble): string => (isTrouble(result) ? result.kind : result.body)
const lines = (): string[] => seen.map(({ line }) => line)

describe('a target elsewhere', () => {
  it('is reached through the proxy for its scheme, which alone gets the credentials of the proxy', async () => {
    expect(told(await sent(`http://${HOST}`, { http: proxyUrl() }))).toBe('plain /rooms')
    expect(told(await sent(`https://${HOST}`, { https: proxyUrl() }))).toBe('encrypted /rooms')
    expect(lines()).toEqual([`GET http://${HOST}/rooms`, `CONNECT ${HOST}:443`])
    expect(new Set(seen.map(({ credentials }) => credentials))).toEqual(new Set([CREDENTIALS]))
    expect(leaked).toEqual([])
  })

  it('at https: is reached through the proxy for http: where it has none of its own; not the other way round', async () => {
    expect(told(await sent(`https://${HOST}`, { http: proxyUrl() }))).toBe('encrypted /rooms')
    expect(told(await sent(`http://${HOST}`, { https: proxyUrl() }))).toBe('dns')
    expect(lines()).toEqual([`CONNECT ${HOST}:443`])
  })

  it.each([
    [HOST, true],
    ['example.test', true],
    ['.example.test', true],
    ['*.example.test', true],
    ['*', true],
    ['other.test Example.TEST', true],
    [`${HOST}:443`, true],
    [`${HOST}:8443`, false],
    ['ample.test', false],
    [`www.${HOST}`, false],
  ])('goes without where NO_PROXY is %s: %s', async (except, isDirect) => {
    const result = await sent(`https://${HOST}`, { https: proxyUrl(), except })
    expect([told(result), seen.length]).toEqual(isDirect ? ['dns', 0] : ['encrypted /rooms', 1])
    // Nothing resolves the name here; the message must not blame the proxy for that alone.
    if (isTrouble(result)) expect(result.message).toContain('unless NO_PROXY names the host')
    expect(isTrouble(result) ? result.message : '').not.toContain('s3cret')
  })
})

describe('this machine', () => {
  const LOOPBACK = ['127.0.0.1', '127.1.2.3', '0x7f.1', 'localhost', 'rooms.localhost', '[::1]', '[::ffff:127.0.0.1]']

  it.each(LOOPBACK)('is never called through a proxy, as %s', async (host) => {
    const result = told(await sent(`http://${host}:${portOf(plain)}`, { http: proxyUrl(), https: proxyUrl() }))
    // Not every machine has every name and address; the proxy hears of none.
    expect(['plain /rooms', 'dns', 'refused']).toContain(result)
    if (host === '127.0.0.1') expect(result).toBe('plain /rooms')
    expect(seen).toEqual([])
  })

  it.each(['0.0.0.0', '127.0.0.1.example.test'])('is not meant by %s', async (host) => {
    await sent(`http://${host}`, { http: proxyUrl() })
    expect(lines()).toEqual([`GET http://${host}/rooms`])
  })

  it('is verified without a proxy by every transport, though Node itself would use one for its control plane', async () => {
    await using server = await startServer({ control: true })
    const { control } = server
    const named = { HTTP_PROXY: proxyUrl(), HTTPS_PROXY: proxyUrl(), http_proxy: '', https_proxy: '' }
    const { code, out } = await runCli(
      ['verify', server.url, '--control-url', control.url, '--case', 'joinMeetingRoom/room-locked', '--quiet'],
      { ...named, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', no_proxy: '', GREENROOM_CONTROL_TOKEN: control.token },
    )
    expect(out).toContain('4 held, 0 broken')
    expect(code).toBe(0)
    expect(seen).toEqual([])
  })
})
