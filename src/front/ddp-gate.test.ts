import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { standTimers } from '../../tests/support/timers.ts'
import { until } from '../../tests/support/until.ts'
import { createCore, type Core, type MockOptions } from '../mock/core.ts'
import type { Exchange } from '../transport/exchange.ts'
import { setClock } from '../world/clock.ts'
import { StoreUnavailable, WorldGone } from '../world/store.ts'
import { createDdpGate, type DdpGate } from './ddp-gate.ts'
import type { DdpParts } from './ddp-parts.ts'
import { createLogins } from './logins.ts'
import { createRefusedLogins } from './refused-logins.ts'

const SEED_TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'
const NOW = Date.parse('2026-03-03T10:30:00.000Z')
const CONNECT = { msg: 'connect', version: '1', support: ['1'] }
const login = (params: object) => ({ msg: 'method', method: 'login', params: [params], id: '1' })

/** A gate on a port, and what it tells. */
async function begin(options: MockOptions = {}, more: (core: Core) => Partial<DdpParts> = () => ({})) {
  const core = createCore(options)
  const [exchanges, faults]: [Exchange[], unknown[]] = [[], []]
  let loads = 0
  const gate = createDdpGate({
    mock: core,
    async logins() {
      loads++
      return createLogins(core.store, createRefusedLogins())
    },
    onExchange: (exchange) => exchanges.push(exchange),
    onFault: (fault) => faults.push(fault),
    ...more(core),
  })
  const server = createServer()
  server.on('upgrade', gate.upgrade)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const url = `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    core,
    gate,
    exchanges,
    faults,
    loads: () => loads,
    open: (path = '/websocket', headers = {}, others = {}) =>
      opened(new WebSocket(`${url}${path}`, { headers, ...others })),
    refused: (path: string, headers = {}) => statusOf(new WebSocket(`${url}${path}`, { headers })),
    async [Symbol.asyncDispose]() {
      await gate.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

async function opened(socket: WebSocket) {
  const heard: { msg?: string; error?: { error: number }; result?: { token: string } }[] = []
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())))
  socket.on('error', () => {})
  await once(socket, 'open')
  return {
    socket,
    heard,
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    closed: once(socket, 'close').then(([code]) => code),
    [Symbol.dispose]: () => socket.terminate(),
  }
}

async function statusOf(socket: WebSocket): Promise<unknown> {
  socket.on('error', () => {})
  const [, response]: { statusCode?: number; destroy?: () => void }[] = await once(socket, 'unexpected-response')
  response?.destroy?.()
  return response?.statusCode
}

describe('the gate for DDP', () => {
  it.each([
    ['/websocket', true],
    ['/websocket?x=1', true],
    ['/~qa/websocket', true],
    ['/%7Eqa/websocket', true],
    ['/%7eqa/websocket?x', true],
    ['/websockets', false],
    ['/websocket/', false],
    ['/x/websocket', false],
    ['/~qa/x/websocket', false],
    ['/socket.io/?transport=websocket', false],
  ])('takes %s: %s', (target, takes) => {
    const core = createCore()
    const logins = (): never => expect.unreachable('nobody has asked')
    expect(createDdpGate({ mock: core, logins, onFault: () => {} }).takes(target)).toBe(takes)
  })

  it('loads what answers once, for the first client', async () => {
    await using served = await begin()
    expect(served.loads()).toBe(0)
    using _one = await served.open()
    using _other = await served.open()
    expect([served.loads(), served.faults]).toEqual([1, []])
  })

  it('ends a client for which that fails, and tries again for the next', async () => {
    const broken = new Error('not installed')
    let isBroken = true
    await using served = await begin({}, (core) => ({
      logins: async () => {
        if (isBroken) throw broken
        return createLogins(core.store, createRefusedLogins())
      },
    }))
    await expect(served.open()).rejects.toThrow('socket hang up')
    expect(served.faults).toEqual([broken])
    isBroken = false
    using _client = await served.open()
  })

  it('closes without ever having been used', async () => {
    const core = createCore()
    const gate: DdpGate = createDdpGate({
      mock: core,
      logins: () => expect.unreachable('nobody has asked'),
      onFault: () => {},
    })
    await gate.close()
  })
})

describe('a DDP server', () => {
  it('lets a client in to the world that it names; others are refused with a status', async () => {
    await using served = await begin({ requireWorld: true })
    const named = { 'x-greenroom-world': 'qa' }
    using client = await served.open('/websocket', named)
    client.send(CONNECT)
    client.send(login({ resume: SEED_TOKEN }))
    await until(() => client.heard.length === 4)
    expect(
      served.core.worlds
        .get('qa')
        ?.journal.since(0)
        .map(({ request }) => request),
    ).toMatchObject([
      {
        method: 'DDP',
        target: 'login',
        headers: named,
        address: '127.0.0.1',
        body: '{"user":"the holder of a token"}',
      },
    ])
    expect(served.exchanges).toMatchObject([
      {
        request: { method: 'DDP', target: 'login', headers: named, address: '127.0.0.1' },
        answer: { status: 200, world: 'qa', headers: [], body: '' },
      },
    ])
    using _byQuery = await served.open('/websocket?a=?&__world=qa')
    expect(await served.refused('/websocket')).toBe(400)
    expect(await served.refused('/~other/websocket', named)).toBe(400)
  })

  it('makes tokens that are ended by a logout, which are told as exchanges, as what it does not serve is', async () => {
    await using served = await begin({ clock: setClock(NOW) })
    using client = await served.open()
    client.send(CONNECT)
    client.send(login({ user: 'agent', password: 'agent-password' }))
    await until(() => client.heard.length === 4)
    const token = client.heard[2]?.result?.token ?? ''
    const isKnown = async (): Promise<boolean> =>
      served.core.store.change('default', ({ people }) => ({
        result: [...people.entries()].some(([, { logins }]) => logins?.includes(token)),
        writes: [],
      }))
    expect([token.length, await isKnown()]).toEqual([43, true])
    client.send({ msg: 'method', method: 'loadHistory', params: [], id: '2' })
    client.send({ msg: 'method', method: 'logout', params: [], id: '3' })
    await until(() => client.heard.length === 8)
    expect(await isKnown()).toBe(false)
    const { journal } = served.core.worlds.default
    const told = served.exchanges.map(({ request, answer }) => [request.target, answer.status, answer.about.cause])
    expect(told).toEqual([
      ['login', 200, 'agent is logged in'],
      ['loadHistory', 404, 'not served over DDP'],
      ['logout', 200, 'the session is logged out'],
    ])
    expect(journal.since(0).map(({ at, request }) => [at, request.target, request.body])).toEqual([
      [NOW, 'login', '{"user":"agent"}'],
      [NOW, 'loadHistory', '{}'],
      [NOW, 'logout', '{}'],
    ])
    expect(JSON.stringify(journal.since(0))).not.toContain(token)
  })

  it('gives each client a session of its own', async () => {
    await using served = await begin()
    using one = await served.open()
    using other = await served.open()
    for (const { send } of [one, other]) send(CONNECT)
    await until(() => one.heard.length + other.heard.length === 2)
    expect(one.heard[0]).not.toEqual(other.heard[0])
    // Compressing is not worth its memory.
    expect(one.socket.extensions).toBe('')
  })

  it('answers one message after another, though a store waits', async () => {
    await using served = await begin({}, ({ store }) => ({
      logins: async () => {
        const logins = createLogins(store, createRefusedLogins())
        return {
          ...logins,
          async logIn(...how) {
            await new Promise(setImmediate)
            return logins.logIn(...how)
          },
        }
      },
    }))
    using client = await served.open()
    for (const message of [CONNECT, login({ resume: SEED_TOKEN }), { msg: 'ping', id: 'last' }]) client.send(message)
    await until(() => client.heard.length === 5)
    expect(client.heard.map(({ msg }) => msg)).toEqual(['connected', 'added', 'result', 'updated', 'pong'])
  })

  it('cuts the clients of a world that begins anew, not those of others, nor for a change by hand', async () => {
    await using served = await begin()
    using cut = await served.open('/~one/websocket')
    using other = await served.open('/~other/websocket')
    served.core.worlds.announce('one', 'changed it')
    cut.send({ msg: 'ping' })
    await until(() => cut.heard.length === 1)
    await served.core.worlds.reset('one')
    expect(await cut.closed).toBe(1006)
    other.send({ msg: 'ping' })
    await until(() => other.heard.length === 1)
  })

  it('holds the world of a client until it goes', async () => {
    using timers = standTimers({ clock: true })
    await using served = await begin({ worldIdleMinutes: 1 })
    using client = await served.open('/~held/websocket')
    const isThereAfter = async (ms: number): Promise<boolean> => {
      timers.pass(ms)
      await served.core.worlds.sweep()
      return served.core.worlds.get('held') !== undefined
    }
    expect([await isThereAfter(0), await isThereAfter(20_000), await isThereAfter(90_000)]).toEqual([true, true, true])
    client.socket.terminate()
    await client.closed
    for (let turn = 0; turn < 100 && (await isThereAfter(60_000)); turn++) await new Promise(setImmediate)
    expect(served.core.worlds.get('held')).toBeUndefined()
  })

  it.each([
    ['too many levels', '['.repeat(9), 1008],
    ['too many bytes', 'x'.repeat(4097), 1009],
  ])('closes a client that sends %s', async (_, text, code) => {
    await using served = await begin({ limits: { packet: 4096, depth: 8 } })
    using client = await served.open()
    for (const most of ['['.repeat(8), 'x'.repeat(4096)]) client.socket.send(most)
    await until(() => client.heard.length === 2)
    client.socket.send(text)
    expect(await client.closed).toBe(code)
  })

  it('closes a client that sends too much at once', async () => {
    await using served = await begin({ limits: { events: 4 } })
    using client = await served.open()
    for (let n = 0; n < 300; n++) client.send({ msg: 'pong' })
    expect(await client.closed).toBe(1008)
  })

  it('takes binary messages for such as cannot be read', async () => {
    await using served = await begin()
    using client = await served.open()
    client.socket.send(Buffer.from(JSON.stringify(CONNECT)), { binary: true })
    await until(() => client.heard.length === 1)
    expect(client.heard).toMatchObject([{ msg: 'error', reason: 'Bad request' }])
  })

  it.each<[string, Error, number]>([
    ['a defect is told', new Error('a defect'), 1],
    ['a store that cannot keep it is not', new StoreUnavailable('the disk is full', 'Make room.'), 0],
    ['a world that another process has dropped is not', new WorldGone('default'), 0],
  ])('ends a client whose message fails; %s', async (_, fault, told) => {
    await using served = await begin()
    using client = await served.open()
    client.send(CONNECT)
    await until(() => client.heard.length === 1)
    Object.defineProperty(served.core.store, 'change', {
      value: () => {
        throw fault
      },
    })
    client.send(login({ resume: SEED_TOKEN }))
    expect([await client.closed, served.faults]).toEqual([1006, told === 1 ? [fault] : []])
  })

  it('ends all clients as it closes', async () => {
    await using served = await begin()
    using client = await served.open()
    await served.gate.close()
    expect(await client.closed).toBe(1006)
  })

  it('cuts a client whose world was made anew while it was being let in', async () => {
    await using served = await begin({}, (core) => ({
      mock: {
        ...core,
        sockets: () => ({
          ...core.sockets(),
          async enter(name) {
            const world = await core.sockets().enter(name)
            await core.worlds.drop('w')
            await core.worlds.make('w', core.recipeOf('w', {}))
            return world
          },
        }),
      },
    }))
    using client = await served.open('/~w/websocket')
    expect(await client.closed).toBe(1006)
  })

  it('keeps a client that answers its pings, however little it says', async () => {
    using timers = standTimers()
    await using served = await begin()
    using quiet = await served.open()
    for (let beat = 0; beat < 3; beat++) {
      const pinged = once(quiet.socket, 'ping')
      timers.pass(25_000)
      await pinged
      // Its own comes back after the server has read the answer to that one.
      quiet.socket.ping()
      await once(quiet.socket, 'pong')
    }
    expect([quiet.socket.readyState, timers.waiting()]).toEqual([WebSocket.OPEN, 1])
    await served.gate.close()
    await quiet.closed
    expect(timers.waiting()).toBe(0)
  })

  it('keeps a client that says something, though it answers no ping, and cuts it once it is silent', async () => {
    using timers = standTimers()
    await using served = await begin()
    using client = await served.open('/websocket', {}, { autoPong: false })
    for (let beat = 0; beat < 2; beat++) {
      const pinged = once(client.socket, 'ping')
      timers.pass(25_000)
      await pinged
      client.send({ msg: 'ping' })
      await once(client.socket, 'message')
    }
    timers.pass(50_000)
    expect(await client.closed).toBe(1006)
  })

  it('closes a client that speaks another version, after telling it', async () => {
    await using served = await begin()
    using client = await served.open()
    client.send({ msg: 'connect', version: '2', support: ['2'] })
    await client.closed
    expect(client.heard).toEqual([{ msg: 'failed', version: '1' }])
  })

  it('ends a client whose world cannot be entered by a fault of ours, which is told', async () => {
    const fault = new Error('a defect')
    await using served = await begin({}, (core) => ({
      mock: { ...core, sockets: () => ({ ...core.sockets(), enter: () => Promise.reject(fault) }) },
    }))
    await expect(served.open()).rejects.toThrow('socket hang up')
    expect(served.faults).toEqual([fault])
  })
})
