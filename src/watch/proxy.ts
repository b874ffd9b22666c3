import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Seen } from '../passive/model/seen.ts'
import type { Reading } from '../passive/reading.ts'
import { createClientConnections } from '../transport/connections.ts'
import { http } from '../transport/http-module.ts'
import { listen, LOOPBACK } from '../transport/listen.ts'
import { asPlainRequest, isWebSocket } from '../transport/upgrade.ts'
import { awaitAnswers } from './ended-requests.ts'
import { answerTrouble, forward } from './forward.ts'
import { createGate, type WatchGate } from './gate.ts'
import { createObserver, type Observer } from './observer.ts'
import type { MissedTraffic } from './missed.ts'
import { createTaps } from './taps.ts'
import { rawProblem } from './trouble-answer.ts'
import { tunnel } from './tunnel.ts'
import { createUpstream, type Upstream } from './upstream.ts'

/** What a proxy stands before, and who is told of what passes. */
export interface WatchProxyOptions {
  /** Of the server behind it; its path is not used. */
  readonly url: string
  /** 0: any free one. */
  readonly port: number
  /** Further certificates to trust, as PEM. */
  readonly ca?: string
  /** Origins whose pages may call it, besides those of this machine. */
  readonly corsOrigins?: readonly string[]
  readonly wants: Reading['wants']
  /** Called after an exchange has passed, in the order of their ends. */
  readonly onSeen: (item: Seen) => void
  /** Called with an error of `onSeen`. */
  readonly onFault: (fault: unknown) => void
}

/** A proxy that listens. */
export interface WatchProxy {
  readonly port: number
  readonly url: string
  /** Resolves once everything that has passed was told. */
  readonly settled: () => Promise<void>
  /** What passed without being told so far, since too much came at once, or in one piece. */
  readonly missed: () => MissedTraffic
  /** Ends what is under way within a second. */
  readonly close: () => Promise<void>
}

/** Copies of one body, and of all at once. */
const TAP_BOUNDS = { one: 10 * 1024 * 1024, all: 64 * 1024 * 1024 }
const HEADER_BYTES = 64 * 1024
const MOST_CONNECTIONS = 10_000
const GRACE_MS = 500

/** Listens on this machine alone, and passes everything on. Rejects with Node's own error if it cannot listen. */
export async function startWatchProxy({
  url,
  port,
  ca,
  corsOrigins = [],
  wants,
  onSeen,
  onFault,
}: WatchProxyOptions): Promise<WatchProxy> {
  const upstream = createUpstream(url, ca)
  const taps = createTaps(TAP_BOUNDS)
  const observer = createObserver({ origin: upstream.origin, taps, wants, onSeen, onFault })
  const connections = createClientConnections(MOST_CONNECTIONS)
  const ending = { cut: connections.cut, graceMs: GRACE_MS }
  const make = (): Server => {
    const server = createServer(createGate(corsOrigins), upstream, observer)
    connections.watch(server)
    return server
  }
  const listening = await listen(make, LOOPBACK, port, ending)
  return {
    port: listening.port,
    url: `http://127.0.0.1:${listening.port}`,
    settled: observer.settled,
    missed: observer.missed,
    async close() {
      await listening.close()
      await upstream.close()
      await observer.settled()
    },
  }
}

function createServer(gate: WatchGate, upstream: Upstream, observer: Observer): Server {
  const server = http.createServer({
    maxHeaderSize: HEADER_BYTES,
    shouldUpgradeCallback: isWebSocket,
    // How long a request may take is the target's to say.
    requestTimeout: 0,
    noDelay: true,
  })
  server.maxHeadersCount = 0
  const tunnels = awaitAnswers(server)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refused = gate(request)
    if (refused) return answerTrouble(response, refused)
    forward({ request, response, upstream, tapped: observer.exchange(request) })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isWebSocket(request)) return asPlainRequest(server, request, socket, head)
    const refused = gate(request)
    if (refused) return void socket.end(rawProblem(refused))
    tunnels.add(socket)
    tunnel({ request, socket, head, upstream, tap: observer.socket(request) })
  })
  return server
}
