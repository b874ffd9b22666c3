import { once } from 'node:events'
import { createServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/sockets.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { certify } from '../../../tests/support/tls.ts'
import { toRedisAddress } from './address.ts'
import { Away } from './away.ts'
import { loadDriver, type RedisConnection } from './driver.ts'

/** A connection, and what it tells. */
async function open(url: string): Promise<{ connection: RedisConnection; told: string[] }> {
  const told: string[] = []
  const connection = (await loadDriver())(toRedisAddress(url), 'a-name', {
    onReady: () => told.push('ready'),
    onClose: () => told.push('closed'),
    onError: (error) => told.push(String(error)),
  })
  return { connection, told }
}

describe.skipIf(noRedis)(`a connection of the Redis client${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('has its name, and the database of its address', async () => {
    await using server = await startRedis()
    const { connection, told } = await open(`${server.url}?db=3`)
    await until(() => told.includes('ready'))
    await connection.call('SET', ['a', 1])
    expect(await connection.call('CLIENT', ['GETNAME'])).toBe('a-name')
    using other = await connected(server.url)
    expect(await other.call('EXISTS', 'a')).toBe(0)
    await other.call('SELECT', 3)
    expect(await other.call('EXISTS', 'a')).toBe(1)
    connection.end()
  })

  it('logs in as the user of its address, or as the usual one with its password alone', async () => {
    await using server = await startRedis()
    using admin = await connected(server.url)
    await admin.call('ACL', 'SETUSER', 'mock', 'on', '>s3cret', '~*', '+@all')
    await admin.call('CONFIG', 'SET', 'requirepass', 'of all')
    const whoIs = async (credentials: string): Promise<unknown> => {
      const { connection, told } = await open(server.url.replace('://', `://${credentials}@localhost`))
      await until(() => told.includes('ready'))
      const who = await connection.call('ACL', ['WHOAMI'])
      connection.end()
      return who
    }
    expect([await whoIs('mock:s3cret'), await whoIs(':of%20all')]).toEqual(['mock', 'default'])
  })

  it('comes back by itself, and sends nothing again', async () => {
    await using server = await startRedis({ appends: true })
    const { connection, told } = await open(server.url)
    await until(() => told.includes('ready'))
    const waiting = connection.call('BRPOPLPUSH', ['from', 'to', 0]).catch((error: unknown) => error)
    await server.restart()
    expect(await waiting).toBeInstanceOf(Error)
    await until(() => told.filter((each) => each === 'ready').length === 2)
    await connection.call('LPUSH', ['from', 'left alone'])
    expect(await connection.call('LLEN', ['from'])).toBe(1)
    connection.end()
  })

  it('keeps no command for later while there is no server', async () => {
    await using server = await startRedis()
    const { connection, told } = await open(server.url)
    await until(() => told.includes('ready'))
    await server.kill()
    await until(() => told.includes('closed'))
    await expect(connection.call('PING', [])).rejects.toThrow()
    connection.end()
  })

  it('is made anew when its server has become one that only follows, as after a failover', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('REPLICAOF', '127.0.0.1', 1)
    const before = redis.connection()
    await expect(redis.call('SET', 'a', 1)).rejects.toThrow(Away)
    await until(() => redis.connection() > before)
    await redis.call('REPLICAOF', 'NO', 'ONE')
    expect(await redis.call('SET', 'a', 1)).toBe('OK')
  })

  it('counts as lost after eight seconds without a reply', async () => {
    await using server = await startRedis()
    using timers = standTimers()
    const { connection, told } = await open(server.url)
    await until(() => told.includes('ready'))
    server.signal('SIGSTOP')
    const waiting = connection.call('PING', []).catch((error: unknown) => error)
    timers.pass(7_999)
    await settle()
    expect(told).toEqual(['ready'])
    timers.pass(1)
    expect(await waiting).toBeInstanceOf(Error)
    expect(told).toEqual(['ready', expect.stringContaining('8000ms'), 'closed'])
    connection.end()
    server.signal('SIGCONT')
  })

  it('is tried again at least twice a second, at first sooner', async () => {
    await using server = await startRedis()
    const { connection, told } = await open(server.url)
    await until(() => told.includes('ready'))
    using timers = standTimers()
    const closed = (): number => told.filter((each) => each === 'closed').length
    await server.kill()
    await until(() => closed() === 1)
    timers.pass(50)
    await until(() => closed() === 2)
    for (let tried = 3; tried < 20; tried++) {
      timers.pass(500)
      await until(() => closed() === tried)
    }
    connection.end()
  })

  it('does not come back once it is ended', async () => {
    await using server = await startRedis()
    const { connection, told } = await open(server.url)
    await until(() => told.includes('ready'))
    connection.end()
    await until(() => told.includes('closed'))
    using redis = await connected(server.url)
    expect(String(await redis.call('CLIENT', 'LIST'))).not.toContain('a-name')
  })
})

it.each([
  ['localhost', ['localhost']],
  ['127.0.0.1', []],
])('with TLS, a server is called by its name, which an address is not: %s', async (host, called) => {
  const names: string[] = []
  const server = createServer({
    ...certify({ name: 'redis', host: 'localhost' }),
    SNICallback(name, done) {
      names.push(name)
      done(null)
    },
  })
  server.on('tlsClientError', () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const { connection, told } = await open(`rediss://${host}:${typeof address === 'object' ? address?.port : ''}`)
  // It trusts no such certificate.
  await until(() => told.length > 0)
  connection.end()
  server.close()
  expect([names.slice(0, 1), told[0]]).toEqual([called, expect.stringMatching(/certificate/)])
})
