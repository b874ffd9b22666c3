import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { listen } from './listen.ts'

describe('servers listen', () => {
  const make = (): Server => createServer((_, response) => response.end('here'))
  const ending = { cut: () => {}, graceMs: 1_000 }

  it.skipIf(process.platform === 'darwin')(
    'at one free port on every host, and all of them end (macOS has one address of loopback)',
    async () => {
      const { port, close } = await listen(make, ['127.0.0.1', '127.0.0.2'], 0, ending)
      for (const host of ['127.0.0.1', '127.0.0.2'])
        expect(await (await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } })).text()).toBe('here')
      await expect(listen(make, ['127.0.0.3', '127.0.0.2'], port, ending)).rejects.toMatchObject({ code: 'EADDRINUSE' })
      await close()
      const again = await listen(make, ['127.0.0.3', '127.0.0.2'], port, ending)
      await again.close()
    },
  )

  it('end in a way that a client of the same process has seen: another at the same port answers at once', async () => {
    const first = await listen(make, ['127.0.0.1'], 0, ending)
    const { port } = first
    const ask = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).text()
    const askOften = (): Promise<string[]> => Promise.all([ask(), ask(), ask(), ask()])
    await askOften()
    await first.close()
    for (let n = 0; n < 5; n++) {
      const { close } = await listen(make, ['127.0.0.1'], port, ending)
      expect(await askOften()).toEqual(['here', 'here', 'here', 'here'])
      await close()
    }
  })

  it('cut what is under way when it has had its time, and not before', async () => {
    using timers = standTimers()
    let cuts = 0
    const begun = Promise.withResolvers<void>()
    const open = new Set<Socket>()
    const makeSlow = (): Server =>
      createServer(() => begun.resolve()).on('connection', (socket: Socket) => void open.add(socket))
    const cut = (): void => {
      cuts += 1
      for (const socket of open) socket.destroy()
    }
    const { port, close } = await listen(makeSlow, ['127.0.0.1'], 0, { cut, graceMs: 500 })
    const asked = fetch(`http://127.0.0.1:${port}/`).catch(() => 'cut')
    await begun.promise
    const closed = close()
    timers.pass(499)
    expect(cuts).toBe(0)
    timers.pass(1)
    await closed
    expect([cuts, await asked, timers.waiting()]).toEqual([1, 'cut', 0])
  })

  it('end as soon as a client has a late answer, though it would keep the connection for further calls', async () => {
    using timers = standTimers()
    const begun = Promise.withResolvers<ServerResponse>()
    const makeSlow = (): Server =>
      createServer((_, response) => void response.write('a', () => begun.resolve(response)))
    const cut = (): never => expect.unreachable()
    const { port, close } = await listen(makeSlow, ['127.0.0.1'], 0, { cut, graceMs: 5_000 })
    const agent = new Agent({ keepAlive: true })
    const client = get({ port, host: '127.0.0.1', agent })
    const [answer]: IncomingMessage[] = await once(client, 'response')
    const closed = close()
    ;(await begun.promise).end('b')
    await once(answer?.resume() ?? client, 'end')
    await settle()
    timers.pass(20)
    await closed
    agent.destroy()
  })

  it('leave no timer behind where they end before that', async () => {
    using timers = standTimers()
    const { close } = await listen(make, ['127.0.0.1'], 0, ending)
    await close()
    expect(timers.waiting()).toBe(0)
  })

  it('not at all on a host that is not this machine', async () => {
    const made: Server[] = []
    const making = (): Server => (made.push(make()), made.at(-1) ?? make())
    await expect(listen(making, ['192.0.2.1'], 0, ending)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
    expect(made.length).toBe(1)
    const { close } = await listen(make, ['127.0.0.1', '192.0.2.1'], 0, ending)
    await close()
  })

  it('at another port where a chosen one is taken on the next host, with nothing left of the first; in the end not at all', async () => {
    const made: Server[] = []
    /** Every second server finds its port taken, so many times. */
    const unlucky = (times: number) => (): Server => {
      const server = make()
      made.push(server)
      if (made.length % 2 === 0 && made.length / 2 <= times)
        server.listen = () => {
          queueMicrotask(() => server.emit('error', Object.assign(new Error('taken'), { code: 'EADDRINUSE' })))
          return server
        }
      return server
    }
    const { close } = await listen(unlucky(1), ['127.0.0.1', '127.0.0.2'], 0, ending)
    expect(made.map(({ listening }) => listening)).toEqual([false, false, true, true])
    await close()
    made.length = 0
    const never = listen(unlucky(Infinity), ['127.0.0.1', '127.0.0.2'], 0, ending)
    await expect(never).rejects.toMatchObject({ code: 'EADDRINUSE' })
    // Two servers, twenty times.
    expect(made.length).toBe(40)
    expect(made.filter(({ listening }) => listening)).toEqual([])
  })
})
