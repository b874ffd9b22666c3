import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { until } from '../../tests/support/until.ts'
import { createCore, type MockOptions } from '../mock/core.ts'
import { createDdpServer } from './ddp-server.ts'
import { createLogins } from './logins.ts'
import { createRefusedLogins } from './refused-logins.ts'

/** A DDP server on a port, and how many follow and hold its worlds for it. */
async function begin(options: MockOptions = {}) {
  const core = createCore(options)
  let followers = 0
  const subscribe: typeof core.worlds.subscribe = (listener) => {
    followers++
    const stop = core.worlds.subscribe(listener)
    return () => {
      followers--
      stop()
    }
  }
  let held = 0
  const hold: typeof core.worlds.hold = (world) => {
    held++
    const release = core.worlds.hold(world)
    return () => {
      held--
      release()
    }
  }
  const mock = { ...core, worlds: { ...core.worlds, subscribe, hold } }
  const refused = createRefusedLogins()
  const logins = createLogins(core.store, refused)
  const ddp = createDdpServer({ mock, logins: async () => logins, onFault: () => {} }, logins)
  const server = createServer()
  server.on('upgrade', ddp.upgrade)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    ddp,
    refused,
    followers: () => followers,
    held: () => held,
    async open() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/websocket`)
      await once(socket, 'open')
      return socket
    },
    [Symbol.dispose]() {
      ddp.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('a DDP server', () => {
  it('cuts a client that reads nothing of what it asks for', async () => {
    using served = await begin({ limits: { unread: 1_000_000, events: 1_000_000, packet: 2_000_000 } })
    const client = await served.open()
    client.pause()
    const closed = once(client, 'close')
    client.on('error', () => {})
    const ping = JSON.stringify({ msg: 'ping', id: 'x'.repeat(1_000_000) })
    // More than the system keeps for a connection.
    for (let n = 0; n < 40; n++) client.send(ping, () => {})
    const [code]: unknown[] = await closed
    expect(code).toBe(1006)
  })

  it('notes a refused login by the address of its client', async () => {
    using served = await begin()
    const client = await served.open()
    const message = once(client, 'message')
    client.send(JSON.stringify({ msg: 'connect', version: '1' }))
    await message
    const answered = once(client, 'message')
    client.send(JSON.stringify({ msg: 'method', method: 'login', params: [{ user: 'x', password: 'y' }], id: '1' }))
    await answered
    expect(served.refused.ask('default', '127.0.0.1')).toBe('first')
    client.terminate()
  })

  it('looks after its clients, not after those that have gone, and keeps no process alive with that', async () => {
    const set = vi.spyOn(globalThis, 'setInterval')
    using served = await begin()
    const [looking, ...others] = set.mock.results.map(({ value }) => value)
    const looks = set.mock.calls.map(([look]) => look)
    set.mockRestore()
    expect([looking?.hasRef(), others]).toEqual([false, []])
    const client = await served.open()
    expect(served.held()).toBe(1)
    client.close()
    await until(() => served.held() === 0)
    const cut = vi.spyOn(WebSocket.prototype, 'terminate')
    for (const look of [...looks, ...looks]) look()
    const cuts = cut.mock.calls.length
    cut.mockRestore()
    expect(cuts).toBe(0)
  })

  it('follows the worlds until it closes', async () => {
    using served = await begin()
    expect(served.followers()).toBe(1)
    served.ddp.close()
    expect(served.followers()).toBe(0)
  })
})
