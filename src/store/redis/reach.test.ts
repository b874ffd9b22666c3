import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { certify } from '../../../tests/support/tls.ts'
import { reachRedis } from './reach.ts'

const refusal = (url: string): Promise<unknown> => reachRedis(url).catch((fault: unknown) => fault)

describe.skipIf(noRedis)(`a Redis server${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('is reached by connections of different names, which end one by one', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    const { address, commands, connect, warnings } = await reachRedis(server.url)
    expect([address.shown, warnings]).toEqual([server.url, [expect.stringContaining('appendonly yes')]])
    const other = await connect('another-name')
    const names = async (): Promise<string[]> =>
      [...String(await admin.call('CLIENT', 'LIST')).matchAll(/ name=(\S+)/g)].map(([, name = '']) => name)
    expect((await names()).toSorted()).toEqual(['another-name', 'greenroom', 'test'])
    other.close()
    expect(await commands.call('PING')).toBe('PONG')
    commands.close()
    for (let turn = 0; turn < 1_000 && (await names()).length > 1; turn++);
    expect(await names()).toEqual(['test'])
  })

  it('that cannot be used is let go of', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    await admin.call('REPLICAOF', '127.0.0.1', 1)
    expect(await refusal(server.url)).toMatchObject({
      name: 'Fault',
      message: `${server.url} only follows another server`,
    })
    const isThere = async (): Promise<boolean> => String(await admin.call('CLIENT', 'LIST')).includes('name=greenroom')
    for (let turn = 0; turn < 1_000 && (await isThere()); turn++);
    expect(await isThere()).toBe(false)
  })

  it('may be one whose user may not ask what it is', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    await admin.call('ACL', 'SETUSER', 'mock', 'on', 'nopass', '~*', '+@all', '-info')
    const { commands, warnings } = await reachRedis(server.url.replace('//', '//mock:any@localhost'))
    expect([await commands.call('ACL', 'WHOAMI'), warnings]).toEqual(['mock', []])
    commands.close()
  })

  it('that knows the password otherwise says where to put it, without showing it', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    await admin.call('CONFIG', 'SET', 'requirepass', 'right')
    for (const [url, reason] of [
      [server.url.replace('//', '//:wr0ng@localhost'), 'WRONGPASS'],
      [server.url, 'NOAUTH'],
    ] as const) {
      const fault = await refusal(url)
      expect(fault).toMatchObject({
        name: 'Fault',
        message: expect.stringContaining(`can't be used: ${reason}`),
        fix: 'Put the user and the password into the URL: redis://user:password@host. Better not as an option, but in GREENROOM_DATA.',
      })
      expect(JSON.stringify(fault) + String(fault)).not.toContain('wr0ng')
    }
  })
})

describe('a place where no Redis server is', () => {
  afterEach(() => void vi.useRealTimers())

  it('is refused with what to do, and not tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    expect(await refusal('redis+unix:///nowhere/redis.sock')).toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(/^redis\+unix:\/\/\/nowhere\/redis.sock can't be used: .*ENOENT/),
      fix: 'Start the server, or name another one: --data redis://host:6379. In memory, without it: leave out --data.',
      cause: expect.anything(),
    })
    vi.runOnlyPendingTimers()
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each<[string, () => Server, RegExp]>([
    [
      'one without TLS',
      () =>
        createServer((socket) =>
          socket
            .on('error', () => {})
            .resume()
            .end('-ERR no\r\n'),
        ),
      /SSL routines/,
    ],
    [
      'one that nobody vouches for',
      () => createTlsServer(certify({ name: 'redis', host: 'localhost' })).on('tlsClientError', () => {}),
      /certificate/,
    ],
    [
      'one that hangs up',
      () =>
        createServer((socket) =>
          socket
            .on('error', () => {})
            .resume()
            .end(),
        ),
      /TLS connection/,
    ],
  ])('is told from %s', async (_, open, reason) => {
    const server = open()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await refusal(`rediss://127.0.0.1:${port}`)).toMatchObject({
      message: expect.stringMatching(reason),
      fix: 'rediss:// is for a server with TLS, redis:// for one without. A certificate of your own: NODE_EXTRA_CA_CERTS=<file>.',
    })
    server.close()
  })
})

it('the URL is judged before anything is asked', async () => {
  expect(await refusal('redis://localhost/x')).toMatchObject({ message: expect.stringContaining('is not a database') })
})
