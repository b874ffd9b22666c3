import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { after } from '../after.ts'
import { undocumented, type Answer } from '../mock/answer.ts'
import { recorded } from '../mock/answerer.ts'
import { deeperThan } from '../mock/body.ts'
import { chooseWorld } from '../mock/choose-world.ts'
import { problem } from '../mock/problem.ts'
import { readHeaders } from '../transport/headers.ts'
import { rawAnswer } from '../transport/raw-answer.ts'
import { createPacketBucket, packetCost } from '../transport/socket-io/connection.ts'
import { createTurns } from '../transport/socket-io/turns.ts'
import { StoreUnavailable, WorldGone } from '../world/store.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import { loginAnswer } from './answers.ts'
import { cutThoseIn, lookAfter, type WatchedClient } from './ddp-clients.ts'
import type { DdpParts } from './ddp-parts.ts'
import { createDdpSession } from './ddp-session.ts'
import { claimantOf } from './login-proof.ts'
import type { Logins } from './logins.ts'

/** Serves DDP on upgraded connections. */
export interface DdpServer {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Ends every connection. */
  readonly close: () => void
}

/** A client's connection, and the world that it named. */
interface Client extends WatchedClient {
  readonly webSocket: WebSocket
  readonly world: WorldEntry
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly address: string
  readonly session: string
}

/** A DDP server without a port. A client that names no world is in the world `default`, as over HTTP. */
export function createDdpServer(parts: DdpParts, logins: Logins): DdpServer {
  const { mock, onFault } = parts
  // As many fragments and pieces as Socket.IO may send.
  const bounds = { maxFragments: 256, maxBufferedChunks: 1_024, closeTimeout: 1_000 }
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: mock.limits.packet,
    perMessageDeflate: false,
    ...bounds,
  })
  const clients = new Set<Client>()
  let opened = 0
  const open = (request: IncomingMessage, socket: Duplex, head: Buffer, world: WorldEntry): void =>
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // It may have been dropped while the client was let in.
      if (mock.worlds.get(world.name) !== world) return webSocket.terminate()
      const { headers } = readHeaders(request.rawHeaders)
      const address = request.socket.remoteAddress ?? ''
      const client = { webSocket, world, headers, address, session: `session-${++opened}`, isHeard: true }
      clients.add(client)
      const release = mock.worlds.hold(world.name)
      webSocket.once('close', () => {
        clients.delete(client)
        release()
      })
      serve(parts, logins, client)
    })
  const stopFollowing = mock.worlds.subscribe(({ kind, world }) => {
    if (kind !== 'changed') cutThoseIn(world, clients)
  })
  const looking = setInterval(() => lookAfter(clients), HEARTBEAT_MS).unref()
  return {
    upgrade: (request, socket, head) =>
      void entered(parts, request)
        .then((world) => ('status' in world ? refuse(socket, world) : open(request, socket, head, world)))
        .catch((fault: unknown) => {
          onFault(fault)
          socket.destroy()
        }),
    close() {
      clearInterval(looking)
      stopFollowing()
      for (const { webSocket } of clients) webSocket.terminate()
    },
  }
}

/** The world that an upgrade names, or the answer that refuses it. */
async function entered({ mock }: DdpParts, request: IncomingMessage): Promise<WorldEntry | Answer> {
  const { headers } = readHeaders(request.rawHeaders)
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2)
  const choice = chooseWorld(headers, path, query)
  return 'problem' in choice ? problem(choice.problem) : mock.sockets().enter(choice.world)
}

const refuse = (socket: Duplex, answer: Answer): void => {
  socket.end(rawAnswer(answer))
}

const HEARTBEAT_MS = 25_000

function serve({ mock, onExchange, onFault }: DdpParts, logins: Logins, client: Client): void {
  const { webSocket, world, headers, address, session } = client
  const { limits } = mock
  const isFlooding = createPacketBucket(limits.events)
  const inTurn = createTurns()
  const tell = (target: string, at: number, body: object, answer: Answer): Answer | Promise<Answer> => {
    const request = { method: 'DDP', target, headers, address }
    const shown = { ...answer, world: world.name, headers: [], body: '' }
    onExchange?.({ request, answer: shown })
    return after(recorded(world, { ...request, body: JSON.stringify(body) }, at, shown), () => answer)
  }
  const now = (): number | Promise<number> =>
    mock.store.change(world.name, (state) => ({ result: state.now, writes: [] }))
  const receive = createDdpSession({
    session,
    send(message) {
      if (webSocket.bufferedAmount > limits.unread) webSocket.terminate()
      else if (webSocket.readyState === webSocket.OPEN) webSocket.send(JSON.stringify(message))
    },
    end: () => webSocket.close(),
    logIn(proof) {
      const user = claimantOf(proof)
      return after(logins.logIn(world.name, address, proof), (result) =>
        after(tell('login', result.at, { user }, loginAnswer(result, world.name, user)), () => result),
      )
    },
    logOut: (token) =>
      after(logins.logOut(world.name, token), (at) => tell('logout', at, {}, toldOf(200, 'the session is logged out'))),
    unserved: (method) => after(now(), (at) => tell(method, at, {}, toldOf(404, 'not served over DDP'))),
  })
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('pong', () => {
    client.isHeard = true
  })
  webSocket.on('message', (data: Buffer, isBinary) => {
    client.isHeard = true
    const text = isBinary ? '' : data.toString()
    if (isFlooding(packetCost(text)) || deeperThan(text, limits.depth)) return webSocket.close(POLICY)
    inTurn(() => attempted(() => receive(text), onFault, webSocket))
  })
}

/** The code of a WebSocket that is closed since its client broke a rule (RFC 6455, 7.4.1). */
const POLICY = 1008

const toldOf = (status: number, cause: string): Answer => ({
  status,
  headers: [],
  body: '',
  about: undocumented(cause),
})

/** What fails ends the connection; it is our fault, unless the store can't keep it, or another process has dropped the world. */
async function attempted(
  work: () => void | Promise<void>,
  onFault: (fault: unknown) => void,
  webSocket: WebSocket,
): Promise<void> {
  try {
    await work()
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable || fault instanceof WorldGone)) onFault(fault)
    webSocket.terminate()
  }
}
