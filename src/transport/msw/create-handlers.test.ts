import * as msw from 'msw'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCore } from '../../mock/core.ts'
import { createHandlers, type HandlerOptions } from './create-handlers.ts'

type Answer = (request: Request) => Promise<Response | undefined>

/** The handlers as a MSW gets them: what answers requests, for which URLs, and how many there are for sockets. */
function made(options: Partial<HandlerOptions> = {}, hasWs = false) {
  const taken: { path: string; answer: Answer }[] = []
  let links = 0
  const http = {
    all(path: string, resolver: (call: { readonly request: Request }) => Promise<Response | undefined>) {
      taken.push({ path, answer: (request) => resolver({ request }) })
      return 'http'
    },
  }
  const ws = {
    link: () => ({
      addEventListener() {
        links++
        return 'ws'
      },
    }),
  }
  const handlers = createHandlers(hasWs ? { http, ws } : { http }, { baseUrl: 'http://app.test/api', ...options })
  const [only] = taken
  if (!only) throw new Error('nothing is taken')
  return { handlers, links: () => links, ...only }
}

const BASE = 'http://app.test/api'
const join = (url = `${BASE}/rooms/abc-def-ghi/join`, init: RequestInit = {}): Request =>
  new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"guestName":"Jane"}',
    ...init,
  })

describe('handlers of MSW', () => {
  it('take all below the base URL, and answer it as the mock does', async () => {
    const { path, answer } = made()
    expect(path).toBe(`${BASE}/*`)
    const joined = await answer(join())
    expect([joined?.status, await joined?.json()]).toEqual([201, expect.objectContaining({ guestName: 'Jane' })])
    expect((await answer(new Request(`${BASE}/api/v1/livechat/rooms?count=1`)))?.status).toBe(401)
  })

  it('serve a mock of your own, whose options apply', async () => {
    const mock = createCore({ edition: '2022' })
    const { answer } = made({ mock, edition: 'current' })
    await answer(join())
    expect(mock.worlds.default.journal.since(0)).toHaveLength(1)
  })

  it('read as much of a body as the mock allows, and not a byte more', async () => {
    const { answer } = made({ limits: { body: 20 } })
    expect((await answer(join(undefined, { body: '{"guestName":"Jane"}' })))?.status).toBe(201)
    expect((await answer(join(undefined, { body: '{"guestName":"Jane"} ' })))?.status).toBe(413)
  })

  it('answer what no operation has with the nearest one, unless that is left to others', async () => {
    const unknown = (url = `${BASE}/room/x`): Request => new Request(url)
    expect((await made().answer(unknown()))?.status).toBe(404)
    expect(await made({ passthrough: true }).answer(unknown())).toBeUndefined()
    const some = made({ passthrough: ({ url }) => url.endsWith('/left') })
    expect([await some.answer(unknown(`${BASE}/left`)), (await some.answer(unknown()))?.status]).toEqual([
      undefined,
      404,
    ])
    expect((await made({ passthrough: true }).answer(join()))?.status).toBe(201)
    expect(await made({ passthrough: true, sockets: false }).answer(unknown(`${BASE}/socket.io/`))).toBeUndefined()
  })

  it.each([`${BASE}/`, `${BASE}/main.js`, `${BASE}/style.css?v=1`, `${BASE}/@vite/client`])(
    'leave %s, which the page itself loads',
    async (url) => {
      expect(await made().answer(new Request(url))).toBeUndefined()
    },
  )

  it('answer any origin, preflights too', async () => {
    const { answer } = made()
    const origin = 'http://other.test'
    const preflight = await answer(
      new Request(`${BASE}/rooms/abc-def-ghi/join`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      }),
    )
    const joined = await answer(join(undefined, { headers: { origin, 'content-type': 'application/json' } }))
    for (const each of [preflight, joined]) expect(each?.headers.get('access-control-allow-origin')).toBe(origin)
  })

  it('serve Socket.IO, over WebSocket where MSW has it, unless sockets are turned off', async () => {
    const polling = new Request(`${BASE}/socket.io/?EIO=4&transport=polling`)
    const plain = made({}, true)
    expect([plain.handlers, plain.links(), (await plain.answer(polling.clone()))?.status]).toEqual([
      ['http', 'ws'],
      1,
      200,
    ])
    expect(made({ sockets: { pingIntervalMs: 5 } }, true).handlers).toEqual(['http', 'ws'])
    const without = made({ sockets: false }, true)
    expect([without.handlers, (await without.answer(polling.clone()))?.status]).toEqual([['http'], 404])
  })

  it('warn by the console of what they cannot do', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warned.mockRestore())
    await made().answer(new Request(`${BASE}/socket.io/?EIO=4&transport=polling`))
    expect(warned.mock.calls).toEqual([[expect.stringMatching(/^\[greenroom\] This MSW intercepts no WebSockets /)]])
  })

  it('tell clients the timing that is set', async () => {
    const { answer } = made({ sockets: { pingIntervalMs: 1_234 } }, true)
    const opened = await answer(new Request(`${BASE}/socket.io/?EIO=4&transport=polling`))
    expect(await opened?.text()).toContain('"pingInterval":1234')
    const plain = await made({ sockets: true }).answer(new Request(`${BASE}/socket.io/?EIO=4&transport=polling`))
    expect(await plain?.text()).toContain('"pingInterval":25000')
  })

  it('are what MSW itself takes', () => {
    expect(createHandlers<msw.HttpHandler, msw.WebSocketHandler>(msw, { baseUrl: BASE })).toEqual([
      expect.any(msw.HttpHandler),
      expect.any(msw.WebSocketHandler),
    ])
    expect(() => createHandlers(msw, { baseUrl: 'nowhere' })).toThrow('nowhere is not a URL')
  })
})
