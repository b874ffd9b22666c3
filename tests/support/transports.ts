import { setupServer } from 'msw/node'
import { request as send } from 'undici'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer } from '../../src/server.ts'
import type { MockOptions } from '../../src/mock/core.ts'
import { handlers } from '../../src/transport/msw/handlers.ts'
import type { Received } from './referee.ts'

/** A mock that is reached over one transport. */
export interface Opened extends AsyncDisposable {
  send(request: WireRequest): Promise<Received>
}

/** A way to reach a mock. */
export interface Transport {
  readonly name: string
  open(options: MockOptions): Promise<Opened>
}

/** Every way to reach a mock over HTTP; a behaviour test runs on each. */
export const transports: readonly Transport[] = [
  {
    name: 'a real port',
    async open(options) {
      const server = await startServer(options)
      return { send: (request) => overPort(server.url, request), [Symbol.asyncDispose]: () => server.close() }
    },
  },
  {
    name: 'handle(Request)',
    async open(options) {
      const { handle } = createMock(options)
      return {
        send: async (request) => received(await handle(toRequest('http://localhost', request))),
        async [Symbol.asyncDispose]() {},
      }
    },
  },
  {
    name: 'MSW',
    async open(options) {
      const baseUrl = 'http://api.example.test/rocket'
      const network = setupServer(...handlers({ baseUrl, ...options }))
      network.listen({ onUnhandledFrame: 'error' })
      return {
        send: async (request) => received(await fetch(toRequest(baseUrl, request))),
        async [Symbol.asyncDispose]() {
          network.close()
        },
      }
    },
  },
]

/** Sends over a real socket with a client that shares no code with the server; `bytes` where a body is no text. */
export async function overPort(
  url: string,
  { method, target, headers, body }: WireRequest,
  bytes: string | Buffer | null = body,
): Promise<Received> {
  const answer = await send(`${url}${target}`, { method: toMethod(method), headers, body: bytes })
  return { status: answer.statusCode, headers: flat(answer.headers), body: await answer.body.text() }
}

/** A request as a page sends it. */
export const toRequest = (baseUrl: string, { method, target, headers, body }: WireRequest): Request =>
  new Request(`${baseUrl}${target}`, { method, headers, body })

/** An answer with its body read. */
export const received = async (answer: Response): Promise<Received> => ({
  status: answer.status,
  headers: Object.fromEntries(answer.headers),
  body: await answer.text(),
})

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function toMethod(method: string): 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS' {
  if (method === 'GET' || method === 'HEAD' || method === 'POST' || method === 'DELETE' || method === 'OPTIONS')
    return method
  throw new Error(`the tests send no ${method}`)
}
