import * as msw3 from 'msw'
import { setupServer as setupServer3 } from 'msw/node'
import * as msw2 from 'msw2'
import { setupServer as setupServer2 } from 'msw2/node'
import { describe, expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import { createHandlers, type HandlerOptions } from '../../src/transport/msw/create-handlers.ts'
import { keptMsw2, keptMsw3 } from '../support/kept-msw.ts'

const baseUrl = 'http://app.test/api'

type Send = (path: string, init?: RequestInit) => Promise<Response>

/** A network where the mock comes first, and whoever else could answer after it. */
const majors = [
  {
    name: 'MSW 3',
    listen: (options: Partial<HandlerOptions>) => {
      const rest = msw3.http.all(`${baseUrl}/*`, () => msw3.HttpResponse.text('another handler'))
      const network = setupServer3(...createHandlers(keptMsw3, { baseUrl, ...options }), rest)
      network.listen({ onUnhandledFrame: 'error' })
      return network
    },
  },
  {
    name: 'MSW 2',
    listen: (options: Partial<HandlerOptions>) => {
      const rest = msw2.http.all(`${baseUrl}/*`, () => msw2.HttpResponse.text('another handler'))
      const network = setupServer2(...createHandlers(keptMsw2, { baseUrl, ...options }), rest)
      network.listen({ onUnhandledRequest: 'error' })
      return network
    },
  },
]

describe.each(majors)('$name', ({ listen }) => {
  /** Sends to such a network. */
  async function sending<Result>(
    options: Partial<HandlerOptions>,
    work: (send: Send) => Promise<Result>,
  ): Promise<Result> {
    const network = listen(options)
    try {
      return await work((path, init) => fetch(`${baseUrl}${path}`, init))
    } finally {
      network.close()
    }
  }
  const join = (code: string, headers: Record<string, string> = {}): Parameters<Send> => [
    `/rooms/${code}/join`,
    { method: 'POST', headers },
  ]

  it('gives calls of no operation the problem that names the nearest one', () =>
    sending({}, async (send) => {
      const answer = await send('/rooms/abc-def-ghi/joni', { method: 'POST' })
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({
        title: 'No such path',
        nearest: { operation: 'joinMeetingRoom', path: '/rooms/{code}/join' },
      })
    }))

  it('leaves them to later handlers, by leave, and nothing else', () =>
    sending({ passthrough: true, worlds: 'explicit' }, async (send) => {
      expect(await (await send('/profile')).text()).toBe('another handler')
      expect(await (await send(...join('non-rom-now'))).json()).toMatchObject({ statusCode: 400 })
      const wrong = await send(...join('non-rom-now', { prefer: 'code=418' }))
      expect([wrong.status, await wrong.text()]).toEqual([404, expect.stringContaining('never answers 418')])
      const world = await send(...join('non-rom-now', { 'x-greenroom-world': 'nowhere' }))
      expect([world.status, await world.text()]).toEqual([404, expect.stringContaining('There is no world nowhere')])
    }))

  it('leaves those of them that you choose', () =>
    sending({ passthrough: ({ url }) => url.endsWith('/profile') }, async (send) => {
      expect(await (await send('/profile')).text()).toBe('another handler')
      expect((await send('/profiles')).status).toBe(404)
    }))

  it('leaves what a page itself loads, of which the mock never hears', async () => {
    const mock = createMock()
    await sending({ mock }, async (send) => {
      for (const file of [
        '/assets/app-1a2b.js',
        '/src/main.tsx?t=1',
        '/@vite/client',
        '/logo.svg',
        '/node_modules/a/b',
      ])
        expect(await (await send(file)).text(), file).toBe('another handler')
      for (const document of ['/', '/rooms'])
        expect(await (await send(document, { headers: { accept: 'text/html,*/*' } })).text()).toBe('another handler')
    })
    const world = await mock.attach()
    expect(await world.journal.list()).toEqual([])
  })

  it('lets any origin read an answer, as jsdom asks', () =>
    sending({}, async (send) => {
      const origin = 'http://localhost:3000'
      const asks = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
      const asked = await send('/rooms/lck-rom-now/join', { method: 'OPTIONS', headers: { origin, ...asks } })
      expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin])
      const answer = await send(...join('lck-rom-now', { origin }))
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    }))

  it('answers by a mock of your own, which you control meanwhile', async () => {
    const mock = createMock()
    await using world = await mock.world()
    await sending({ mock }, async (send) => {
      const outcome = async (...call: Parameters<Send>) => (await send(...call)).headers.get('greenroom-outcome')
      await world.arm('joinMeetingRoom', 'room-locked', { times: 1 })
      expect(await outcome(...join('abc-def-ghi', { ...world.headers }))).toBe('room-locked; forced')
      expect(await outcome(...join('abc-def-ghi'))).toBe('guest-name-missing')
      await world.arm('joinMeetingRoom', { reset: true })
      await expect(outcome(...join('abc-def-ghi', { ...world.headers }))).rejects.toThrow(TypeError)
    })
  })
})
