import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'

/** A balancer before several servers, which gives each request to the next one. */
export interface RoundRobin extends AsyncDisposable {
  readonly url: string
}

/** How it chooses. */
export interface RoundRobinOptions {
  /** The ports of the servers, as they are now. */
  readonly ports: () => readonly number[]
  /** Whether it gives a client a cookie, by which it finds the same server again. */
  readonly hasAffinity?: boolean
}

const COOKIE = 'server'

/** Listens on a free port. */
export async function startRoundRobin({ ports, hasAffinity = false }: RoundRobinOptions): Promise<RoundRobin> {
  let turns = 0
  const open = new Set<Socket>()
  const portFor = ({ headers: { cookie = '' } }: IncomingMessage): number => {
    const known = hasAffinity ? new RegExp(`\\b${COOKIE}=(\\d+)`).exec(cookie)?.[1] : undefined
    const all = ports()
    return known === undefined ? (all[turns++ % all.length] ?? 0) : Number(known)
  }
  const server = createServer((request, response) => {
    const port = portFor(request)
    const { method, url: path, rawHeaders: headers } = request
    const passed = forward({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const own = hasAffinity ? ['Set-Cookie', `${COOKIE}=${port}; Path=/`] : []
      response.writeHead(answer.statusCode ?? 502, [...answer.rawHeaders, ...own])
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  server.on('upgrade', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const upstream = connect(portFor(request), '127.0.0.1')
    const lines = request.rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${request.rawHeaders[at + 1]}`] : [],
    )
    upstream.write([`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
    upstream.write(head)
    upstream.pipe(client).pipe(upstream)
    for (const [one, other] of [[client, upstream] as const, [upstream, client] as const]) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
