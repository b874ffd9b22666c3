import type { Engine } from '../local-sockets/engine.ts'
import { later } from '../socket-io/later.ts'
import type { SocketServerParts } from '../socket-io/socket-context.ts'
import { isForSocketIo, splitWorld, withPathWorld } from '../socket-io/target.ts'
import { targetBelow, webSocketsBelow, type BaseUrl } from './base-url.ts'
import type { Msw, MswConnection } from './msw.ts'
import { createWarnings } from './warnings.ts'

/** What is served, and where. */
export interface SocketHandlersParts extends Pick<SocketServerParts, 'mock' | 'options'> {
  readonly base: BaseUrl
  readonly warn: (text: string) => void
}

/** Socket.IO for handlers of MSW. */
export interface SocketHandlers<WebSocket> {
  readonly answer: (request: Request, target: string) => Promise<Response>
  /** Null: this MSW intercepts no WebSockets. */
  readonly webSockets: WebSocket | null
}

/** Says at once what it can't do for a client. */
export function createSocketHandlers<Http, WebSocket>(
  { ws }: Msw<Http, WebSocket>,
  { base, warn, ...served }: SocketHandlersParts,
): SocketHandlers<WebSocket> {
  const warning = createWarnings(warn)
  const engine = loadEngine(served, warn)
  // Before the first client needs it, which may be offline by then. That one tries again.
  engine().catch(ignored)
  let isReached = false
  const upgradesFor = (request: Request, target: string): 'websocket'[] => {
    if (!ws) warning('noWebSockets')
    // In Node, the client's other transport is one that MSW can't answer.
    if (!ws || typeof globalThis.WebSocket !== 'function' || isNodes(request)) return []
    if (isOpening(target)) later(NOTICE_MS, () => isReached || warning('polling'))
    return ['websocket']
  }
  return {
    async answer(request, target) {
      if (request.headers.get('upgrade') !== null) warning('packageWs')
      else if (CLIENT_FILE.test(target)) warning('clientFile')
      else return polled(await engine(), request, target, upgradesFor(request, target))
      return new Response(null, { status: 501 })
    },
    webSockets:
      ws?.link(webSocketsBelow(base)).addEventListener('connection', (connection) => {
        const target = targetBelow(base, connection.client.url)
        // MSW takes those at `/` for Socket.IO's, too.
        if (!isForSocketIo(target)) return connection.server.connect()
        isReached = true
        connect(engine(), connection, target)
      }) ?? null,
  }
}

/** Loads the engine once, or again where that failed. */
function loadEngine(
  served: Pick<SocketServerParts, 'mock' | 'options'>,
  warn: SocketHandlersParts['warn'],
): () => Promise<Engine> {
  let loading: Promise<Engine> | undefined
  const load = async (): Promise<Engine> => {
    const { createLocalSockets } = await import('../local-sockets/local-sockets.ts')
    return createLocalSockets({ ...served, onFault: (fault) => warn(String(fault)) })
  }
  return () =>
    (loading ??= load().catch((fault: unknown) => {
      loading = undefined
      throw fault
    }))
}

const ignored = (): void => {}

/** How long a client may take to leave polling before its user is told why it might not have. */
const NOTICE_MS = 5_000

const CLIENT_FILE = /\/socket\.io\/socket\.io[^/?]*\.js/

const isNodes = ({ headers }: Request): boolean => headers.get('user-agent') === 'node-XMLHttpRequest'

const isOpening = (target: string): boolean => !/[?&]sid=/.test(target)

async function polled(
  engine: Engine,
  request: Request,
  target: string,
  upgrades: readonly 'websocket'[],
): Promise<Response> {
  const { method, signal: gone } = request
  const headers = Object.fromEntries(request.headers)
  const opening = openingOf(target, { host: new URL(request.url).host, ...headers })
  const { status, type, body } = await engine.request(
    { ...opening, method, body: await request.text(), gone },
    upgrades,
  )
  return new Response(body, { status, headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } })
}

/** Passes on what a client sends from the first moment, in order, while Socket.IO is still being loaded. */
function connect(engine: Promise<Engine>, { client }: MswConnection, target: string): void {
  const opening = openingOf(target, { host: client.url.host })
  const socket = { send: (data: string) => client.send(data), close: () => client.close() }
  const wire = engine.then((loaded) => loaded.connect(opening, socket))
  client.addEventListener('message', ({ data }) => void wire.then((taken) => taken?.receive(data)))
  client.addEventListener('close', () => void wire.then((taken) => taken?.closed()))
}

/** What a client says on connecting, with its world in the header, if its path names one. */
function openingOf(fullTarget: string, headers: Readonly<Record<string, string>>): Parameters<Engine['connect']>[0] {
  const { target, world } = splitWorld(fullTarget)
  if (world === null) return { target, headers }
  return { target, headers: { ...headers, 'x-greenroom-world': withPathWorld(headers['x-greenroom-world'], world) } }
}
