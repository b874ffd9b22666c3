import { setupServer as setupServer3 } from 'msw/node'
import { setupServer as setupServer2 } from 'msw2/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { createHandlers, type HandlerOptions } from '../../src/transport/msw/create-handlers.ts'
import { keptMsw2, keptMsw3 } from '../support/kept-msw.ts'
import { listen, refusal, until } from '../support/sockets.ts'

const baseUrl = 'http://app.test:3000'
const polling = { transports: ['polling'] }

const majors = [
  {
    name: 'MSW 3',
    network: (options: Partial<HandlerOptions>) => {
      const all = createHandlers(keptMsw3, { baseUrl, ...options })
      const network = setupServer3(...all)
      network.listen({ onUnhandledFrame: 'error' })
      return network
    },
  },
  {
    name: 'MSW 2',
    network: (options: Partial<HandlerOptions>) => {
      const all = createHandlers(keptMsw2, { baseUrl, ...options })
      const network = setupServer2(...all)
      network.listen({ onUnhandledRequest: 'error' })
      return network
    },
  },
]

/** The code and the words of a refusal of Engine.IO. */
const refused = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${baseUrl}/socket.io/${path}`, init)
  return [answer.status, await answer.json()]
}

describe.each(majors)('the official client in Node, with $name', ({ network }) => {
  let open: ReturnType<typeof network> | undefined
  afterEach(() => {
    vi.restoreAllMocks()
    open?.close()
  })
  const warned = () => vi.spyOn(console, 'warn').mockReturnValue()

  it('connects by default, stays on polling, and hears HTTP joins', async () => {
    const warn = warned()
    const mock = createMock()
    open = network({ mock })
    await using world = await mock.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using socket = await listen(baseUrl, { ...polling, auth: { world: world.name } })
    await socket.ask('join-room', { code, guestName: 'Ann' })
    const init = {
      method: 'POST',
      body: '{"guestName":"Ben"}',
      headers: { ...world.headers, 'content-type': 'application/json' },
    }
    await fetch(`${baseUrl}/rooms/${code}/join`, init)
    expect(await socket.hears()).toMatchObject([['user-joined', { participant: { guestName: 'Ben', socketId: null } }]])
    socket.socket.disconnect()
    await until(async () => (await world.meetingRooms.get(code)).inside.length === 1)
    expect(warn).not.toHaveBeenCalled()
  })

  it('is refused as on a port: a bad token, a namespace that there is not', async () => {
    open = network({})
    expect(await refusal(baseUrl, { ...polling, auth: { token: 'x' } })).toEqual({
      message: 'Unauthorized',
      data: { statusCode: 401, message: 'Unauthorized' },
    })
    expect(await refusal(`${baseUrl}/nowhere`, polling)).toMatchObject({ message: 'Invalid namespace' })
  })

  it('is told at once that the package ws gets no answer, and what to do', async () => {
    const warn = warned()
    open = network({})
    expect((await refusal(baseUrl, { transports: ['websocket'] })).message).toBe('websocket error')
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("io(url, { transports: ['polling'] })"))
  })

  it('is cut when its world is reset', async () => {
    const mock = createMock()
    open = network({ mock })
    await using world = await mock.world()
    using socket = await listen(baseUrl, { ...polling, auth: { world: world.name } })
    await world.reset()
    await until(() => socket.ends.length === 1)
  })

  it('is given up when it answers no pings', async () => {
    open = network({ sockets: { pingIntervalMs: 20, pingTimeoutMs: 20 } })
    const path = `${baseUrl}/socket.io/?EIO=4&transport=polling`
    const { sid } = JSON.parse((await (await fetch(path)).text()).slice(1))
    await until(async () => (await fetch(`${path}&sid=${sid}`)).status === 400)
  })
})

describe('what no official client sends', () => {
  it('is refused with the words of Engine.IO', async () => {
    vi.spyOn(console, 'warn').mockReturnValue()
    const network = majors[0]?.network({})
    expect(await refused('?EIO=4')).toEqual([400, { code: 0, message: 'Transport unknown' }])
    expect(await refused('?EIO=4&transport=polling&sid=x')).toEqual([400, { code: 1, message: 'Session ID unknown' }])
    expect(await refused('?EIO=4&transport=polling', { method: 'POST' })).toEqual([
      400,
      { code: 2, message: 'Bad handshake method' },
    ])
    expect(await refused('?EIO=4&transport=websocket')).toEqual([400, { code: 3, message: 'Bad request' }])
    expect(await refused('?EIO=4&transport=polling&j=0')).toEqual([403, { code: 4, message: 'Forbidden' }])
    expect(await refused('?EIO=3&transport=polling')).toEqual([
      400,
      { code: 5, message: 'Unsupported protocol version' },
    ])
    const file = await fetch(`${baseUrl}/socket.io/socket.io.min.js`)
    expect(file.status).toBe(501)
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('npm install socket.io-client'))
    network?.close()
  })
})
