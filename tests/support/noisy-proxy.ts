import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/** How much noise; the shares are of 1. */
export interface NoisyProxyOptions {
  readonly target: string
  readonly seed: number
  /** Share of requests that get a 502; half of these after the target has answered. */
  readonly gateway?: number
  /** Share of requests that never get an answer. */
  readonly hang?: number
  /** The longest delay, in milliseconds. */
  readonly jitterMs?: number
  /** Told of each request that will never get an answer. */
  readonly onHang?: (request: IncomingMessage) => void
}

/** A proxy with the noise of a busy network, and what it has done. */
export interface NoisyProxy {
  readonly url: string
  readonly close: () => Promise<void>
  readonly counts: { requests: number; passed: number; gateway: number; gatewayAfterwards: number; hung: number }
}

/** Stands before a URL and passes on to the letter what it does not disturb. Equal seeds disturb the same requests, by their number. */
export async function startNoisyProxy(options: NoisyProxyOptions): Promise<NoisyProxy> {
  const { target, seed, gateway = 0.05, hang = 0.05, jitterMs = 200 } = options
  const base = new URL(target)
  const random = createRandom(seed)
  const counts = { requests: 0, passed: 0, gateway: 0, gatewayAfterwards: 0, hung: 0 }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Drawn before anything is awaited, so that the order of arrival alone decides.
    const [fate, half, delay] = [random(), random(), random()]
    counts.requests += 1
    const body = await buffer(request)
    await sleep(delay * jitterMs)
    if (fate < hang) {
      counts.hung += 1
      options.onHang?.(request)
    } else if (fate < hang + gateway) {
      const afterwards = half < 0.5
      counts.gateway += 1
      if (afterwards) counts.gatewayAfterwards += 1
      if (afterwards) (await passOn(base, request, body)).resume()
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><body>502 Bad Gateway</body></html>')
    } else {
      const answer = await passOn(base, request, body)
      counts.passed += 1
      response.writeHead(answer.statusCode ?? 500, answer.statusMessage, answer.rawHeaders)
      answer.pipe(response)
    }
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    counts,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const passOn = (base: URL, { method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = rawHeaders.map((value, at) =>
      rawHeaders[at - 1]?.toLowerCase() === 'host' && at % 2 === 1 ? base.host : value,
    )
    const { hostname, port } = base
    const passed = forward(
      { hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path: url, headers, agent: false },
      resolve,
    )
    passed.on('error', reject)
    passed.end(body)
  })

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
