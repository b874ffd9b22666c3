import { describe, expect, it } from 'vitest'
import { settle } from '../../../tests/support/timers.ts'
import { createMock } from '../../in-process.ts'
import { routeSockets } from './route-sockets.ts'
import type { AskedByPage, CallingPage, PageRoute, RoutedContext } from './routed-context.ts'

const SOCKETS = '127.0.0.1:3000/socket.io/?EIO=4&transport='

/** A page whose polls and WebSockets reach a mock. */
async function opened() {
  const [routes, socketRoutes]: [
    Parameters<RoutedContext['route']>[1][],
    Parameters<RoutedContext['routeWebSocket']>[1][],
  ] = [[], []]
  const mock = createMock()
  const context: RoutedContext = {
    route: async (_, answer) => void routes.push(answer),
    routeWebSocket: async (_, connect) => void socketRoutes.push(connect),
  }
  await routeSockets(context, { mock, world: await mock.world(), prefix: '' })
  const listeners = new Set<(failed?: unknown) => void>()
  let isClosed = false
  const page: CallingPage = {
    isClosed: () => isClosed,
    on(_: string, listener: (failed: unknown) => void) {
      listeners.add(listener)
      return this
    },
    off(_: string, listener: (failed: unknown) => void) {
      listeners.delete(listener)
      return this
    },
  }
  const poll = (query = '', headers: { [name: string]: string } = {}) => {
    const answers: { headers: object; body: string }[] = []
    const request: AskedByPage = {
      url: () => `http://${SOCKETS}polling${query}`,
      method: () => 'GET',
      isNavigationRequest: () => false,
      allHeaders: async () => headers,
      postData: () => null,
      postDataBuffer: () => null,
      frame: () => ({ page: () => page }),
    }
    const route: PageRoute = {
      fallback: async () => {},
      abort: async () => {},
      fulfill: async ({ headers: told, body }) => void answers.push({ headers: told, body: String(body) }),
    }
    const done = routes[0]?.(route, request)
    return { request, answers, done }
  }
  /** Opens a connection by polling, and waits there. */
  const waiting = async () => {
    const { answers, done } = poll()
    await done
    const { sid } = JSON.parse((answers[0]?.body ?? '').slice(1))
    const waits = poll(`&sid=${sid}`)
    await settle()
    return waits
  }
  const tell = (failed?: unknown): void => [...listeners].forEach((listener) => listener(failed))
  return {
    poll,
    waiting,
    tell,
    listening: () => listeners.size,
    close: () => void (isClosed = true),
    connect: socketRoutes[0],
  }
}

it('what a page loads from the path of Socket.IO, such as its client, is left to others', async () => {
  const judges: ((url: URL) => boolean)[] = []
  const mock = createMock()
  const context: RoutedContext = {
    route: async (isOurs) => void judges.push(isOurs),
    routeWebSocket: async (isOurs) => void judges.push(isOurs),
  }
  await routeSockets(context, { mock, world: await mock.world(), prefix: '/api' })
  const judged = (path: string) => judges.map((isOurs) => isOurs(new URL(path, 'http://app.test')))
  for (const path of ['/socket.io/?EIO=4', '/api/socket.io/?EIO=4']) expect(judged(path)).toEqual([true, true])
  for (const path of ['/socket.io/socket.io.js', '/apisocket.io/?EIO=4', '/rooms?EIO=4'])
    expect(judged(path), path).toEqual([false, false])
})

describe('a poll that waits', () => {
  it('gets no answer once its page is closed', async () => {
    const { waiting, close, tell } = await opened()
    const { answers, done } = await waiting()
    close()
    tell()
    await done
    expect(answers).toEqual([])
  })

  it('goes on where another request of the page has failed', async () => {
    const { waiting, tell } = await opened()
    const { answers, done, request } = await waiting()
    tell({ ...request })
    await settle()
    expect(await Promise.race([done?.then(() => 'done'), settle().then(() => 'it waits')])).toBe('it waits')
    tell(request)
    await done
    expect(answers).toEqual([])
  })
})

it('an answer to a poll may be read by a page of another origin', async () => {
  const { poll, listening } = await opened()
  const { answers, done } = poll('', { origin: 'http://app.test' })
  await done
  // Its page is no longer listened to.
  expect(listening()).toBe(0)
  expect(answers).toMatchObject([{ headers: { 'Access-Control-Allow-Origin': 'http://app.test' } }])
})

it('a WebSocket that the mock ends is closed for its page', async () => {
  const { connect } = await opened()
  let closes = 0
  const listeners: ((data: string) => void)[] = []
  connect?.({
    url: () => `ws://${SOCKETS}websocket`,
    send: () => {},
    close: async () => void closes++,
    onMessage: (listener) => void listeners.push(listener),
    onClose: () => {},
  })
  await settle()
  expect(closes).toBe(0)
  listeners[0]?.('no packet')
  await settle()
  expect(closes).toBe(1)
})
