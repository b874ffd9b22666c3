import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connected } from '../../../tests/support/redis-client.ts'
import { noRedis, startRedis } from '../../../tests/support/redis-server.ts'
import { until } from '../../../tests/support/until.ts'
import { Fault } from '../../fault.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openRedis } from './open-redis.ts'

/** Opens it, and says why it can't be. */
async function refusal(url: string): Promise<Fault> {
  const fault = await openRedis(url, { ...parts('a'), onWarning: () => {} }).catch((error: unknown) => error)
  if (fault instanceof Fault) return fault
  throw new Error(`no fault: ${String(fault)}`)
}

describe.skipIf(noRedis)(`a store on a Redis server${noRedis ? `, not run: ${noRedis}` : ''}`, () => {
  it('leaves no connection where it cannot be opened', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('SET', 'greenroom:mark', 'notes of somebody')
    expect((await refusal(server.url)).message).toContain('is of another program')
    const isThere = async (): Promise<boolean> => String(await redis.call('CLIENT', 'LIST')).includes('name=greenroom')
    for (let turn = 0; turn < 1_000 && (await isThere()); turn++);
    expect(await isThere()).toBe(false)
  })

  it('keeps its keys under the prefix of the URL, and leaves no connection when it is closed', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const store = await openRedis(`${server.url}?prefix=qa`, { ...parts('a'), onWarning: () => {} })
    await store.begin('w', recipeOf('documented'))
    const names = async (): Promise<string[]> =>
      String(await redis.call('CLIENT', 'LIST'))
        .split('\n')
        .flatMap((line) => / name=(\S+)/.exec(line)?.[1] ?? [])
        .toSorted()
    expect(await names()).toEqual(['greenroom', 'greenroom-news', 'test'])
    const keys = [await redis.call('KEYS', '*')].flat().map(String)
    expect([keys.length > 3, keys.filter((key) => !key.startsWith('qa:'))]).toEqual([true, []])
    expect(await redis.call('GET', 'qa:lease:a')).toBe('a')
    const leftMs = Number(await redis.call('PTTL', 'qa:lease:a'))
    expect([leftMs > 5_000, leftMs <= 10_000]).toEqual([true, true])
    await store.close()
    expect(await redis.call('EXISTS', 'qa:lease:a')).toBe(0)
  })

  it('warns of a server that may lose data, once', async () => {
    const warned = async (options: { appends?: boolean }): Promise<string[]> => {
      await using server = await startRedis(options)
      const warnings: string[] = []
      const store = await openRedis(server.url, { ...parts('a'), onWarning: (line) => warnings.push(line) })
      await store.close()
      return warnings
    }
    expect(await warned({})).toEqual([expect.stringContaining('may lose the latest changes')])
    expect(await warned({ appends: true })).toEqual([])
  })

  it('closes though the server declines to forget this process, which is told', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const faults: string[] = []
    const onFault = (fault: unknown): void => void faults.push(String(fault))
    const store = await openRedis(server.url, { ...parts('a'), onWarning: () => {}, onFault })
    await redis.call('ACL', 'SETUSER', 'default', '-del')
    await store.close()
    expect(faults).toEqual([expect.stringMatching(/^Declined: NOPERM .*'del'/)])
    const isThere = async (): Promise<boolean> => String(await redis.call('CLIENT', 'LIST')).includes('name=greenroom')
    for (let turn = 0; turn < 1_000 && (await isThere()); turn++);
    expect(await isThere()).toBe(false)
  })

  it('prints faults where nobody is told of them, but no advice', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    const printed: unknown[] = []
    const spy = vi.spyOn(console, 'error').mockImplementation((told) => void printed.push(told))
    onTestFinished(() => spy.mockRestore())
    const store = await openRedis(server.url, parts('a'))
    await store.begin('w', recipeOf('documented'))
    expect(printed).toEqual([])
    await redis.call('ACL', 'SETUSER', 'default', '-xread')
    store.follow?.('w')
    await until(() => printed.length > 0)
    expect(String(printed[0])).toContain('NOPERM')
    await store.close()
  })

  it('is opened though its user may not ask about the server', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('ACL', 'SETUSER', 'default', '-info')
    const store = await openRedis(server.url, {
      ...parts('a'),
      onWarning: () => expect.unreachable('nothing is known'),
    })
    expect(store.worlds()).toEqual([])
    await store.close()
  })

  it('is refused without its password, or with another, which is shown nowhere', async () => {
    await using server = await startRedis()
    using redis = await connected(server.url)
    await redis.call('CONFIG', 'SET', 'requirepass', 'right')
    for (const url of [server.url, server.url.replace('//', '//:wrong@localhost')]) {
      const { message, fix } = await refusal(url)
      expect(message).toMatch(/^redis\+unix:.* can't be used: /)
      expect(fix).toContain('Put the user and the password into the URL')
      expect(`${message} ${fix}`).not.toContain('wrong')
    }
  })

  it('is refused where the server only follows another, and its connections are closed', async () => {
    await using server = await startRedis({ args: ['--replicaof', '127.0.0.1', '1'] })
    expect((await refusal(server.url)).message).toContain('only follows another server')
    using redis = await connected(server.url)
    const clients = async (): Promise<number> =>
      String(await redis.call('CLIENT', 'LIST'))
        .split('\n')
        .filter((line) => line.includes('name=greenroom')).length
    let left = await clients()
    for (let turn = 0; left > 0 && turn < 200; turn++) left = await clients()
    expect(left).toBe(0)
  })
})

describe('an address of a Redis server', () => {
  it('where nobody listens is refused, with what to start', async () => {
    const { message, fix } = await refusal('redis://127.0.0.1:1/')
    expect(message).toMatch(/^redis:\/\/127\.0\.0\.1:1\/? can't be used: .*ECONNREFUSED/)
    expect(fix).toContain('Start the server, or name another one')
  })

  it('with TLS, of a server without it, is refused with that', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end('-ERR unknown command\r\n'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const { fix } = await refusal(`rediss://127.0.0.1:${port}`)
    expect(fix).toContain('rediss:// is for a server with TLS')
    server.close()
  })
})
