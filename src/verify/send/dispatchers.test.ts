import { once } from 'node:events'
import { createServer as createPlainServer, type IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { certify } from '../../../tests/support/tls.ts'
import { createDispatchers, type SendOptions } from './dispatchers.ts'

const { signal } = new AbortController()
/** Creates pools, and ends them. */
async function pools(options: SendOptions) {
  const { near, far } = createDispatchers(options, signal)
  await Promise.all([near.destroy(), far.destroy()])
  return { isOne: near === far }
}

describe('pools', () => {
  it('are one without a proxy, and two with one', async () => {
    expect(await pools({})).toEqual({ isOne: true })
    expect(await pools({ proxies: { http: '', https: '', except: 'x' } })).toEqual({ isOne: true })
    expect(await pools({ proxies: { http: 'http://127.0.0.1:1' } })).toEqual({ isOne: false })
    expect(await pools({ proxies: { https: 'https://127.0.0.1:1' } })).toEqual({ isOne: false })
  })

  it.each(['socks5://user:s3cret@h:1', 's3cret', 'ftp://s3cret@h', 'httpx://s3cret'])(
    'take no proxy such as %s, and do not repeat it',
    (proxy) => {
      for (const proxies of [{ http: proxy }, { https: proxy }])
        expect(() => createDispatchers({ proxies }, signal)).toThrow(
          expect.objectContaining({
            name: 'Fault',
            message: 'The proxy is not an http: or https: URL.',
            fix: 'Write it as http://host:port.',
          }),
        )
    },
  )

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'trust no authority that is %j',
    (ca) => {
      expect(() => createDispatchers({ ca }, signal)).toThrow(
        expect.objectContaining({
          name: 'Fault',
          message: 'The certificate authority to trust is not a PEM certificate.',
          fix: 'Use a file that begins with -----BEGIN CERTIFICATE-----.',
          cause: expect.any(Error),
        }),
      )
    },
  )
})

it('every certificate of a file is trusted, beside text, and no other', async () => {
  const [own, other] = [certify({ name: 'own', host: 'localhost' }), certify({ name: 'other', host: 'localhost' })]
  const server = createServer(own, (_, response) => response.end('ok'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const asked = async (options: SendOptions): Promise<unknown> => {
    const { near } = createDispatchers(options, signal)
    const answered = await near
      .request({ origin: `https://localhost:${port}`, path: '/', method: 'GET' })
      .then(({ body }) => body.text())
      .catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error))
    await near.destroy()
    return answered
  }
  expect([
    await asked({ ca: own.cert }),
    await asked({ ca: `a chain\n${other.cert}more\n${own.cert}` }),
    await asked({ ca: other.cert }),
    await asked({}),
  ]).toEqual(['ok', 'ok', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT'])
  const usual = getCACertificates('default')
  setDefaultCACertificates([...usual, own.cert])
  // What this machine trusts is trusted, too.
  const answered = await asked({ ca: other.cert }).finally(() => setDefaultCACertificates(usual))
  expect(answered).toBe('ok')
  server.closeAllConnections()
  server.close()
})

it('a server that speaks TLS 1.2 at most is reached', async () => {
  const own = certify({ name: 'own', host: 'localhost' })
  await using server = await listening(createServer({ ...own, maxVersion: 'TLSv1.2' }, (_, answer) => answer.end('ok')))
  const { near } = createDispatchers({ ca: own.cert }, signal)
  const { body } = await near.request({ origin: `https://localhost:${server.port}`, path: '/', method: 'GET' })
  expect(await body.text()).toBe('ok')
  await near.destroy()
})

it('a proxy over TLS is trusted by the authority that is given, and by no other', async () => {
  const own = certify({ name: 'own', host: 'localhost' })
  const asked: (string | undefined)[] = []
  const proxy = createServer(own)
  proxy.on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
    asked.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await using server = await listening(proxy)
  const through = async (options: SendOptions): Promise<unknown> => {
    const proxies = { https: `https://localhost:${server.port}` }
    const { far } = createDispatchers({ proxies, ...options }, signal)
    const failed = far.request({ origin: 'https://chat.invalid', path: '/', method: 'GET' })
    await expect(failed).rejects.toThrow(expect.any(Error))
    await far.destroy()
    return asked.splice(0)
  }
  expect([await through({ ca: own.cert }), await through({})]).toEqual([['chat.invalid:443'], []])
})

it('a host that needs no proxy is reached without it', async () => {
  await using server = await listening(createPlainServer((_, response) => response.end('ok')))
  const asked = async (except?: string): Promise<unknown> => {
    const proxies = { http: 'http://127.0.0.1:1', ...(except === undefined ? {} : { except }) }
    const { near, far } = createDispatchers({ proxies }, signal)
    const answered = await far
      .request({ origin: server.url, path: '/', method: 'GET' })
      .then(({ body }) => body.text())
      .catch(() => 'nothing')
    await Promise.all([near.destroy(), far.destroy()])
    return answered
  }
  expect([await asked('chat.example.org,127.0.0.1'), await asked('chat.example.org'), await asked()]).toEqual([
    'ok',
    'nothing',
    'nothing',
  ])
})
