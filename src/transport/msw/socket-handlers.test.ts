import * as msw from 'msw'
import { expect, it, onTestFinished, vi } from 'vitest'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { until } from '../../../tests/support/until.ts'
import { createCore } from '../../mock/core.ts'
import { toBaseUrl } from './base-url.ts'
import type { MswConnection } from './msw.ts'
import { createSocketHandlers } from './socket-handlers.ts'

const BASE = 'http://app.test/api'

/** A client that polls, at this path below the base; `say` sends a packet, and gives what comes of it. */
async function polling(path: string, headers: Record<string, string> = {}) {
  const core = createCore()
  const warnings: string[] = []
  const { answer } = createSocketHandlers(
    { http: msw.http },
    { base: toBaseUrl(BASE), mock: core, options: {}, warn: (text) => warnings.push(text) },
  )
  const ask = (query: string, init: RequestInit = {}): Promise<Response> => {
    const target = `${path}?EIO=4&transport=polling${query}`
    return answer(new Request(`${BASE}${target}`, { headers, ...init }), target)
  }
  const opened = await ask('')
  const { sid } = JSON.parse((await opened.clone().text()).slice(1))
  return {
    opened,
    warnings,
    worlds: () => core.worlds.list().map(({ name }) => name),
    say: async (packet: string): Promise<string> => {
      await ask(`&sid=${sid}`, { method: 'POST', body: packet })
      return (await ask(`&sid=${sid}`)).text()
    },
  }
}

it('a client is in the world that its path names, and may name it in a header, too', async () => {
  const named = await polling('/~qa/socket.io/')
  expect([named.opened.status, named.opened.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await named.say('40')).toMatch(/^40\{"sid":"/)
  expect(named.worlds()).toEqual(['default', 'qa'])
  const twice = await polling('/~qa/socket.io/', { 'x-greenroom-world': 'QA' })
  expect(await twice.say('40')).toMatch(/^40\{"sid":"/)
  expect(twice.worlds()).toEqual(['default', 'qa'])
})

it('a client that names two worlds is refused', async () => {
  const { say, worlds } = await polling('/~qa/socket.io/', { 'x-greenroom-world': 'other' })
  expect(await say('40')).toContain('Name it in one way.')
  expect(worlds()).toEqual(['default'])
})

it('a client learns once that this MSW has no WebSockets', async () => {
  const { opened, warnings, say } = await polling('/socket.io/')
  expect(JSON.parse((await opened.text()).slice(1)).upgrades).toEqual([])
  await say('40')
  expect(opened.headers.get('content-type')).toBe('text/plain; charset=UTF-8')
  expect(warnings).toEqual([expect.stringMatching(/^\[greenroom\] This MSW intercepts no WebSockets /)])
})

it('what only a server can answer is refused, with a warning that says so', async () => {
  const warnings: string[] = []
  const { answer, webSockets } = createSocketHandlers(
    { http: msw.http },
    { base: toBaseUrl(BASE), mock: createCore(), options: {}, warn: (text) => warnings.push(text) },
  )
  expect(webSockets).toBe(null)
  const target = '/socket.io/?EIO=4&transport=websocket'
  const upgrade = { headers: { upgrade: 'websocket' } }
  expect((await answer(new Request(`${BASE}${target}`, upgrade), target)).status).toBe(501)
  const files = ['/socket.io/socket.io.js', '/socket.io/socket.io.esm.min.js', '/socket.io/socket.io.js?v=1']
  for (const file of files) expect((await answer(new Request(`${BASE}${file}`), file)).status).toBe(501)
  expect(warnings).toEqual([
    expect.stringMatching(/^\[greenroom\] In Node, socket\.io-client opens WebSockets by the package ws/),
    expect.stringMatching(/^\[greenroom\] MSW can't serve Socket\.IO's client/),
  ])
})

/** A WebSocket that MSW has intercepted, at this path below the base; what happens to it is in `happened`. */
function intercepted(path: string) {
  const [happened, listeners]: [string[], Map<string, (message: { readonly data: unknown }) => void>] = [[], new Map()]
  const connection: MswConnection = {
    client: {
      url: new URL(`ws://app.test/api${path}`),
      send: (data) => happened.push(data.slice(0, 2)),
      close: () => happened.push('closed'),
      addEventListener: (event: string, listener: (message: { readonly data: unknown }) => void) =>
        void listeners.set(event, listener),
    },
    server: { connect: () => happened.push('connected to the server') },
  }
  const send = async (event: 'message' | 'close', data?: unknown): Promise<void> => {
    listeners.get(event)?.({ data })
    await settle()
  }
  return { connection, happened, send }
}

/** Handlers of an MSW that intercepts WebSockets, in a page. */
function inPage() {
  const core = createCore()
  const warnings: string[] = []
  let connect: (connection: MswConnection) => void = () => {}
  const ws = { link: () => ({ addEventListener: (_: string, listener: typeof connect) => void (connect = listener) }) }
  const handlers = createSocketHandlers(
    { http: msw.http, ws },
    { base: toBaseUrl(BASE), mock: core, options: {}, warn: (text) => warnings.push(text) },
  )
  const open = async (headers: Record<string, string> = {}, more = ''): Promise<string> => {
    const target = `/socket.io/?EIO=4&transport=polling${more}`
    return (await handlers.answer(new Request(`${BASE}${target}`, { headers }), target)).text()
  }
  return { core, warnings, open, connect: (connection: MswConnection) => connect(connection) }
}
const WS = '/~qa/socket.io/?EIO=4&transport=websocket'

it('a WebSocket of Socket.IO is served in the world of its path until its client closes it; another one is let through', async () => {
  const { core, connect } = inPage()
  const { connection, happened, send } = intercepted(WS)
  connect(connection)
  await send('message', '40')
  await until(() => happened.length === 2)
  expect(happened).toEqual(['0{', '40'])
  await send('message', '420["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]')
  const janes = () =>
    core.store.change('qa', ({ meetingRooms }) => ({
      result: meetingRooms.get('abc-def-ghi')?.inside.filter(({ guestName }) => guestName === 'Jane').length,
      writes: [],
    }))
  expect(await janes()).toBe(1)
  await send('close')
  expect(await janes()).toBe(0)
  const other = intercepted('/')
  connect(other.connection)
  expect(other.happened).toEqual(['connected to the server'])
})

it('a client in a page may go on to a WebSocket, and is told after five seconds if it did not; one in Node may not', async () => {
  using timers = standTimers()
  const upgradesIn = (opened: string): unknown => JSON.parse(opened.slice(1)).upgrades
  const stays = inPage()
  expect(upgradesIn(await stays.open())).toEqual(['websocket'])
  timers.pass(4_999)
  expect(stays.warnings).toEqual([])
  timers.pass(1)
  expect(stays.warnings).toEqual([expect.stringContaining('stays on polling')])
  const goesOn = inPage()
  await goesOn.open()
  goesOn.connect(intercepted(WS).connection)
  const inNode = inPage()
  expect(upgradesIn(await inNode.open({ 'user-agent': 'node-XMLHttpRequest' }))).toEqual([])
  const isKnown = inPage()
  expect(await isKnown.open({}, '&sid=none')).not.toBe('')
  const elsewhere = inPage()
  await elsewhere.open()
  elsewhere.connect(intercepted('/').connection)
  timers.pass(60_000)
  expect([goesOn.warnings, inNode.warnings, isKnown.warnings]).toEqual([[], [], []])
  expect(elsewhere.warnings).toHaveLength(1)
})

it('a client where there is no WebSocket stays on polling, and is told nothing', async () => {
  using timers = standTimers()
  vi.stubGlobal('WebSocket', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  const page = inPage()
  expect(JSON.parse((await page.open()).slice(1)).upgrades).toEqual([])
  timers.pass(60_000)
  expect(page.warnings).toEqual([])
})
