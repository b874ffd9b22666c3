import { once } from 'node:events'
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Call, Headers, Layer, Reply } from './mutant.ts'

/** A proxy on the loopback interface. */
export interface Proxy {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Puts a layer in front of the server at this URL. */
export async function startProxy(url: string, layer: Layer): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true })
  const next = (call: Call): Promise<Reply> => forward(url, agent, call)
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: target = '/', rawHeaders } = request
    const reply = await layer({ method, target, headers: pairs(rawHeaders), body: await buffer(request) }, next)
    const { send = sendPlainly } = reply
    send(response, reply)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: async () => {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Sends an answer immediately, with its length. */
export function sendPlainly(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, [...headers.flat(), 'Content-Length', String(body.length)])
  response.end(body)
}

async function forward(url: string, agent: Agent, { method, target, headers, body }: Call): Promise<Reply> {
  const passed = headers.filter(([name]) => !DELIVERY.test(name)).flat()
  const request = ask(url + target, { method, agent, headers: [...passed, 'Content-Length', String(body.length)] })
  request.end(body)
  const [answer]: IncomingMessage[] = await once(request, 'response')
  if (!answer) throw new Error('the mock has not answered')
  const reply = { status: answer.statusCode ?? 0, headers: pairs(answer.rawHeaders), body: await buffer(answer) }
  const name = reply.headers.find(([each]) => each === 'Greenroom-Outcome')?.[1]
  return {
    ...reply,
    headers: reply.headers.filter(([each]) => !DELIVERY.test(each)),
    outcome: name === undefined ? '' : `${operationOf(target)}/${name}`,
  }
}

/** Headers that the proxy creates itself. */
const DELIVERY = /^(?:content-length|transfer-encoding|connection|keep-alive|date)$/i

/** The operation of a path; empty if none. */
export const operationOf = (target: string): string =>
  PATHS.find(({ pattern }) => pattern.test(target))?.operation ?? ''

const PATHS = faces.current.map(({ operation, path }) => ({
  operation,
  pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/?]+')}(?:\\?|$)`),
}))

const pairs = (flat: readonly string[]): Headers =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] as const] : []))
