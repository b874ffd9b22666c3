import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** An answer of the server behind, with its whole body. */
export interface Behind {
  readonly status: number
  readonly message: string
  /** Names and values in turn, without those about the connection and its framing. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** How a server in front differs from the one behind it. */
export interface FrontOptions {
  readonly target: string
  /** The path below which it serves what is behind it; none by default. */
  readonly prefix?: string
  /** Sends an answer on; as it is by default. */
  readonly answer?: (behind: Behind, response: ServerResponse, request: IncomingMessage) => void
}

/** A server in front of another, and how many requests it has passed on. */
export interface Front extends AsyncDisposable {
  /** With its prefix. */
  readonly url: string
  readonly passed: () => number
}

/** Stands in front of a server, on a free loopback port, for HTTP and WebSockets. */
export async function startFront({ target, prefix = '', answer = asItIs }: FrontOptions): Promise<Front> {
  const base = new URL(target)
  let passed = 0
  const inner = ({ url = '/' }: IncomingMessage): string | null =>
    url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : null
  const server = createServer((request, response) => {
    const path = inner(request)
    if (path === null) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>')
    else {
      passed += 1
      askBehind(base, path, request).then(
        (behind) => answer(behind, response, request),
        () => response.destroy(),
      )
    }
  })
  server.on('upgrade', (request, socket, head) => {
    const path = inner(request)
    if (path !== null) passed += 1
    if (path === null) socket.destroy()
    else tunnel(base, path, request, socket, head)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${prefix}`,
    passed: () => passed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Joins a client that asks for a WebSocket with the server behind. */
function tunnel(base: URL, path: string, { rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
  const behind = connect(Number(base.port), base.hostname, () => {
    const lines = pairsOf(rawHeaders).map(([name, value]) => `${name}: ${value}`)
    behind.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    behind.write(head)
    behind.pipe(socket).pipe(behind)
  })
  for (const each of [behind, socket]) each.on('error', () => [behind, socket].forEach((one) => one.destroy()))
}

const asItIs = ({ status, message, headers, body }: Behind, response: ServerResponse): void =>
  void response.writeHead(status, message, [...headers, 'content-length', String(body.length)]).end(body)

/** What each connection has of its own. */
const OF_CONNECTION = /^(?:connection|keep-alive|transfer-encoding|content-length)$/i

async function askBehind(base: URL, path: string, request: IncomingMessage): Promise<Behind> {
  const body = await buffer(request)
  const passed = forward(new URL(path, base), { method: request.method, headers: request.rawHeaders, agent: false })
  passed.end(body)
  const [answer]: IncomingMessage[] = await once(passed, 'response')
  if (answer === undefined) throw new Error('there is no answer')
  const headers = pairsOf(answer.rawHeaders).filter(([name]) => !OF_CONNECTION.test(name))
  return {
    status: answer.statusCode ?? 500,
    message: answer.statusMessage ?? '',
    headers: headers.flat(),
    body: await buffer(answer),
  }
}

/** Flat names and values in pairs. */
export const pairsOf = (flat: readonly string[]): [name: string, value: string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] satisfies [string, string]] : []))
