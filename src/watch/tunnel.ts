import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createFrameReader } from './frames.ts'
import { withHeader } from './hop-headers.ts'
import { noAnswer, rawProblem } from './trouble-answer.ts'
import type { Upstream } from './upstream.ts'

/** Who is told of what passes through a WebSocket. */
export interface TunnelTap {
  /** The target has accepted it. */
  readonly opened: () => void
  /** A message; null: it was too long to keep. Answers whether further ones are wanted. */
  readonly message: (way: 'sent' | 'received', data: string | Uint8Array | null) => boolean
  readonly closed: () => void
}

/** A WebSocket to pass on. */
export interface TunnelParts {
  readonly request: IncomingMessage
  readonly socket: Duplex
  /** Bytes that came with the request. */
  readonly head: Buffer
  readonly upstream: Upstream
  /** Null: it is of no interest. */
  readonly tap: TunnelTap | null
}

/** Longer messages pass unread. */
const MOST_MESSAGE = 1_048_576
const MOST_HEAD = 65_536

/** Passes an upgrade on, then every byte both ways, at the pace of the slower side. */
export function tunnel({ request, socket, head, upstream, tap }: TunnelParts): void {
  const far = upstream.connect()
  let isAnswered = false
  const cut = (): void => {
    far.destroy()
    socket.destroy()
  }
  socket.on('error', cut)
  const fail = (error: Error): void => {
    if (isAnswered) return cut()
    if (!socket.writableEnded) socket.end(rawProblem(noAnswer(upstream.origin, error)))
  }
  far.on('error', fail)
  socket.on('close', cut)
  // What the client has not read yet of a target that has ended is still its own.
  far.on('close', () => (isAnswered ? socket.end(cut) : fail(CLOSED)))
  far.setNoDelay(true)
  far.write(headOf(request, upstream.host))
  far.write(head)
  if (tap) watchFrames({ socket, far, head, tap })
  far.once('data', () => (isAnswered = true))
  socket.pipe(far)
  far.pipe(socket, { end: false })
  far.on('end', () => (isAnswered ? socket.end() : undefined))
}

/** A connection that ends without a word is as one that is reset. */
const CLOSED = Object.assign(new Error('The target ended the connection'), { code: 'ECONNRESET' })

interface Watched {
  readonly socket: Duplex
  readonly far: Duplex
  readonly head: Buffer
  readonly tap: TunnelTap
}

function watchFrames({ socket, far, head, tap }: Watched): void {
  const [sent, received] = [createFrameReader(MOST_MESSAGE), createFrameReader(MOST_MESSAGE)]
  const tell = (way: 'sent' | 'received', bytes: Uint8Array): void => {
    for (const data of (way === 'sent' ? sent : received).add(bytes)) if (!tap.message(way, data)) state = 'other'
  }
  let answer: Buffer = Buffer.alloc(0)
  let state: 'waiting' | 'open' | 'other' = 'waiting'
  let early: Buffer[] = [head]
  let earlyBytes = head.length
  far.on('data', (chunk: Buffer) => {
    if (state === 'open') return tell('received', chunk)
    if (state === 'other') return
    answer = Buffer.concat([answer, chunk])
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0) {
      if (answer.length > MOST_HEAD) state = 'other'
      return
    }
    state = answer.toString('latin1', 0, 20).startsWith('HTTP/1.1 101 ') ? 'open' : 'other'
    if (state === 'other') return
    tap.opened()
    for (const bytes of early) tell('sent', bytes)
    early = []
    tell('received', answer.subarray(end + 4))
    answer = Buffer.alloc(0)
  })
  socket.on('data', (chunk: Buffer) => {
    if (state === 'open') tell('sent', chunk)
    else if (state === 'waiting') {
      early.push(chunk)
      earlyBytes += chunk.length
      // Nobody sends that much before the answer.
      if (earlyBytes > MOST_HEAD) state = 'other'
    }
  })
  far.once('close', () => (state === 'open' ? tap.closed() : undefined))
}

/** The request as it came, but for extensions: compressed messages could not be read, and a server may decline them anyway. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage, host: string | null): string {
  const headers = host === null ? rawHeaders : withHeader(rawHeaders, 'host', host)
  const lines = headers.flatMap((name, at) =>
    at % 2 === 0 && name.toLowerCase() !== 'sec-websocket-extensions' ? [`${name}: ${headers[at + 1] ?? ''}`] : [],
  )
  return [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n')
}
