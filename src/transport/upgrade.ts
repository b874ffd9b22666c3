import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** Takes upgrades to WebSockets of some paths, after the guard. */
export interface UpgradeGate {
  readonly takes: (target: string) => boolean
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** Whether a request asks for a WebSocket. */
export const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/**
 * Answers a request as if it had not asked for an upgrade, as a server may: some clients ask for HTTP/2 with each request
 * (`Upgrade: h2c`). Newer versions of Node ask first (`shouldUpgradeCallback`); older ones pass all of them to the listener of
 * upgrades, so the request is parsed again without that header.
 */
export function asPlainRequest(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request
  const lines = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() !== 'upgrade' ? [`${name}: ${rawHeaders[at + 1] ?? ''}`] : [],
  )
  const text = [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n')
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]))
  server.emit('connection', socket)
}
