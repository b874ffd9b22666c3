import { describe, expect, it } from 'vitest'
import { settle } from '../../../tests/support/timers.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { createMock } from '../../in-process.ts'
import { contractOf } from '../../serving/on-demand.ts'
import { routeSockets } from './route-sockets.ts'
import { readable, routeToMock } from './route-to-mock.ts'
import type { AskedByPage, CallingPage, PageRoute, PageSocket, RoutedContext } from './routed-context.ts'

interface Asked {
  readonly method?: string
  readonly headers?: { [name: string]: string }
  readonly body?: string | null
  readonly isNavigation?: boolean
}

/** A context whose page calls and opens WebSockets; as Playwright does, it asks the latest route that is for a URL. */
function contextOf() {
  const routes: Parameters<RoutedContext['route']>[] = []
  const socketRoutes: Parameters<RoutedContext['routeWebSocket']>[] = []
  const leaving = new Set<() => void>()
  const page: CallingPage = {
    isClosed: () => false,
    on(event: string, listener: (failed: unknown) => void) {
      if (event === 'requestfailed') leaving.add(() => listener(request))
      return this
    },
    off() {
      leaving.clear()
      return this
    },
  }
  let request: AskedByPage
  const context: RoutedContext = {
    route: async (...route) => void routes.push(route),
    routeWebSocket: async (...route) => void socketRoutes.push(route),
  }
  /** What becomes of a call: its answer, or what else is done with it. */
  const call = async (url: string, { method = 'GET', headers = {}, body = null, isNavigation = false }: Asked = {}) => {
    const told: unknown[] = []
    request = {
      url: () => url,
      method: () => method,
      isNavigationRequest: () => isNavigation,
      allHeaders: async () => headers,
      postData: () => body,
      postDataBuffer: () => (body === null ? null : Buffer.from(body)),
      frame: () => ({ page: () => page }),
    }
    const route: PageRoute = {
      fallback: async () => void told.push('goes on'),
      abort: async (code) => void told.push(code),
      fulfill: async ({ status, headers: answered, body: text }) => void told.push([status, answered, String(text)]),
    }
    const answer = routes.findLast(([isOurs]) => isOurs(new URL(url)))?.[1]
    if (!answer) return 'nobody is asked'
    await answer(route, request)
    return told[0]
  }
  /** A WebSocket of the page; undefined if nobody takes it. */
  const open = (url: string) => {
    const connect = socketRoutes.findLast(([isOurs]) => isOurs(new URL(url)))?.[1]
    const heard: string[] = []
    const listeners: { say?: (data: string) => void; close?: () => void } = {}
    const socket: PageSocket = {
      url: () => url,
      send: (data) => void heard.push(data),
      close: async () => void heard.push('closed'),
      onMessage: (listener) => void (listeners.say = listener),
      onClose: (listener) => void (listeners.close = listener),
    }
    connect?.(socket)
    return connect && { heard, say: (data: string) => listeners.say?.(data), close: () => listeners.close?.() }
  }
  return { context, call, open, leave: () => leaving.forEach((each) => each()), listening: () => leaving.size }
}

const SITE = 'http://127.0.0.1:3000'
const JOIN = `${SITE}/rooms/abc-def-ghi/join`
const JANE = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' }

/** Of an answer; what else was done with the call. */
const statusOf = (told: unknown): unknown => (Array.isArray(told) ? told[0] : told)

async function routed(prefix = '', edition: Edition = 'current') {
  const mock = createMock({ edition })
  const world = await mock.world()
  const page = contextOf()
  await routeToMock(page.context, { mock, world, prefix })
  await routeSockets(page.context, { mock, world, prefix })
  return { mock, world, ...page }
}

describe('the calls of a page', () => {
  it('of the documented paths are answered in the world of the test, on any site', async () => {
    const { world, call } = await routed()
    expect(await call(`${JOIN}?from=mail`, JANE)).toEqual([
      201,
      expect.objectContaining({ 'greenroom-outcome': 'joined-as-guest' }),
      expect.stringContaining('"guestName":"Jane"'),
    ])
    expect(statusOf(await call(JOIN.replace(SITE, 'https://api.test'), JANE))).toBe(201)
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(2)
  })

  it('of other paths go on, also where a path is like a documented one', async () => {
    const { call } = await routed()
    expect(await call(`${SITE}/rooms/abc-def-ghi`)).toBe('nobody is asked')
    expect(await call(`${SITE}/rooms/a/b/join`)).toBe('nobody is asked')
  })

  it('go on to a page of the application at a path to which the mock is only posted; a form is posted there', async () => {
    const { call } = await routed()
    const isNavigation = true
    expect(await call(`${JOIN}?from=mail`, { isNavigation })).toBe('goes on')
    expect(statusOf(await call(JOIN, { ...JANE, isNavigation }))).toBe(201)
    expect(statusOf(await call(JOIN))).toBe(405)
    expect(statusOf(await call(`${SITE}/api/v1/livechat/rooms?count=5`, { isNavigation }))).toBe(401)
    const below = await routed('/backend')
    expect(statusOf(await below.call(JOIN.replace(SITE, `${SITE}/backend`), { isNavigation }))).toBe(405)
  })

  it('of a path that a contract of your own no longer has go on', async () => {
    const contract = await contractOf('specs/meeting-rooms.openapi.yaml')
    const faces = contract.faces.map((face) => ({ ...face, path: '/halls/{code}' }))
    const mock = createMock({ contract: { ...contract, faces } })
    const { context, call } = contextOf()
    await routeToMock(context, { mock, world: await mock.world(), prefix: '' })
    expect(await call(JOIN, JANE)).toBe('goes on')
  })

  it('are made as they are, without what only HTTP/2 has; one that names another world is refused', async () => {
    const { world, call } = await routed()
    expect(statusOf(await call(JOIN, { ...JANE, headers: { ...JANE.headers, ':authority': 'h2' } }))).toBe(201)
    expect(statusOf(await call(JOIN, { ...JANE, headers: { ...JANE.headers, 'x-greenroom-world': 'other' } }))).toBe(
      400,
    )
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(1)
  })

  it('are broken off where that is armed', async () => {
    const { world, call } = await routed()
    await world.arm('joinMeetingRoom', { reset: true }, { times: 1 })
    expect(await call(JOIN, JANE)).toBe('connectionreset')
  })

  it('below a prefix are all answered, and none besides', async () => {
    const { call } = await routed('/backend')
    expect(statusOf(await call(JOIN.replace(SITE, `${SITE}/backend`), JANE))).toBe(201)
    expect(statusOf(await call(`${SITE}/backend/nowhere`))).toBe(404)
    expect(statusOf(await call(`${SITE}/backend`))).toBe(200)
    for (const url of [JOIN, `${SITE}/backends/rooms/abc-def-ghi/join`])
      expect(await call(url, JANE)).toBe('nobody is asked')
  })

  it('of the same origin have what the contract says of others', async () => {
    const { call } = await routed('', '8.0')
    const answer = await call(`${SITE}/api/v1/livechat/rooms`)
    const [, headers] = Array.isArray(answer) ? answer : []
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' })
  })

  it('of another origin may be read there, and that is said once', async () => {
    // The contract of this edition has a header of its own for that.
    const { call } = await routed('', '8.0')
    const origin = 'http://app.test'
    const answer = await call(`${SITE}/api/v1/livechat/rooms`, { headers: { origin } })
    const [, headers] = Array.isArray(answer) ? answer : []
    const allowed = Object.entries(Object(headers)).filter(
      ([name]) => name.toLowerCase() === 'access-control-allow-origin',
    )
    expect(allowed).toEqual([[expect.any(String), origin]])
    expect([readable(undefined), readable(origin)]).toEqual([
      {},
      expect.objectContaining({ 'Access-Control-Allow-Origin': origin }),
    ])
  })
})

const ENGINE = '/socket.io/?EIO=4&transport='

describe('the sockets of a page', () => {
  it.each([
    ['', ENGINE],
    ['/backend', `/backend${ENGINE}`],
    ['/backend', ENGINE],
  ])('reach the mock with prefix %j at %s, in the world of the test', async (prefix, path) => {
    const { world, call, open } = await routed(prefix)
    expect(await call(`${SITE}${path}polling`)).toEqual([
      200,
      expect.objectContaining({ 'Cache-Control': 'no-store' }),
      expect.stringContaining('"upgrades":["websocket"]'),
    ])
    const socket = open(`${SITE.replace('http', 'ws')}${path}websocket`)
    socket?.say('40')
    await settle()
    socket?.say('421["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]')
    await settle()
    expect(socket?.heard.at(-1)).toMatch(/^431\[/)
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(1)
    socket?.close()
    await settle()
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(0)
  })

  it('are in the world of the test, whichever a page names', async () => {
    const { world, call } = await routed()
    const headers = { 'x-greenroom-world': 'other' }
    const [, , opened] = Object(await call(`${SITE}${ENGINE}polling`, { headers }))
    const { sid } = JSON.parse(String(opened).slice(1))
    await call(`${SITE}${ENGINE}polling&sid=${sid}`, { method: 'POST', headers, body: '40' })
    await settle()
    expect((await world.journal.list()).map(({ method }) => method)).toEqual(['CONNECT'])
  })

  it('are none of ours at other paths, or where a page loads the client', async () => {
    const { call, open } = await routed()
    expect(await call(`${SITE}/socket.io/socket.io.js`)).toBe('nobody is asked')
    expect(open('ws://127.0.0.1:3000/hmr?EIO=4')).toBeUndefined()
  })

  it('leave no listener on the page once a poll is answered', async () => {
    const { call, listening } = await routed()
    await call(`${SITE}${ENGINE}polling`)
    expect(listening()).toBe(0)
  })

  it('get no answer to a poll that the page has given up', async () => {
    const { call, leave } = await routed()
    const [, , text] = Object(await call(`${SITE}${ENGINE}polling`))
    const { sid } = JSON.parse(String(text).slice(1))
    const polled = call(`${SITE}${ENGINE}polling&sid=${sid}`)
    await settle()
    leave()
    await settle()
    expect(await Promise.race([polled, Promise.resolve('it waits')])).toBeUndefined()
  })
})
