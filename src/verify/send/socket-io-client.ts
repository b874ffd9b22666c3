import { valueAt } from '../../contract/model/pointer.ts'
import type { Trouble } from '../model/exchange.ts'
import type {
  Connect,
  SocketConnection,
  SocketClient,
  RefusedConnection,
  SocketDestination,
  SocketPlace,
} from '../model/socket-client.ts'
import { boundedDepth } from './bounded-depth.ts'
import { echoed, waitAtMost } from './echo.ts'
import { open, type Decoded, type OpenedNamespace } from './namespace.ts'
import { createSharedWires, type SharedWires } from './shared-wires.ts'
import { late, lost, notMade } from './socket-trouble.ts'
import { createWire, isUpgraded, type SocketClientParts, type Wire } from './wire.ts'

/** Connects with the official client over a connection that never reconnects: a new one, unless the destination is shared. */
export function createSocketClient(parts: SocketClientParts): SocketClient {
  const shared = createSharedWires((to) => createWire(to, parts, true))
  return {
    async connect(to, onPacket) {
      to.signal.throwIfAborted()
      const isShared = to.shares === true && to.transport === 'websocket'
      const opened = open(to, isShared ? shared.take(to) : createWire(to, parts), onPacket)
      try {
        return await settled(
          { ...opened, leave: once(() => (isShared ? leaveTo(shared, opened) : hangUp(opened))) },
          to,
        )
      } finally {
        to.signal.removeEventListener('abort', opened.end)
      }
    },
    async reach(to) {
      const wire = createWire(to, parts)
      try {
        return await reached(wire, to)
      } finally {
        // Also ends the manager's own timer, which would keep the process for the whole timeout.
        wire.manager._close()
        wire.abort()
      }
    },
  }
}

/** Opens a connection up to its final transport. */
function reached({ manager, troubles }: Wire, to: SocketPlace): Promise<Trouble | null> {
  const { promise, resolve } = Promise.withResolvers<Trouble | null>()
  const timer = setTimeout(() => resolve(troubles[0] ?? late(to)), to.timeoutMs)
  to.signal.addEventListener('abort', () => resolve(late(to)), { once: true })
  manager.open((error) => {
    if (error) resolve(troubles[0] ?? notMade(error, to))
    else if (isUpgraded(to, manager)) resolve(null)
    else manager.engine.once('upgrade', () => resolve(null))
  })
  return promise.finally(() => clearTimeout(timer))
}

/** A namespace being entered, and how to leave it. */
interface Entering extends OpenedNamespace {
  readonly leave: () => Promise<void>
}

/** Waits for a connection, a refusal or trouble. */
function settled({ wire, socket, log, end, ...more }: Entering, to: SocketDestination): ReturnType<Connect> {
  const { manager, troubles } = wire
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(troubles[0] ?? late(to)), to.timeoutMs)
    const done = (result: SocketConnection | RefusedConnection | Trouble): void => {
      clearTimeout(timer)
      manager.off('close', closed)
      manager.off('packet', refused)
      socket.off('connect_error', failed)
      resolve(result)
    }
    const fail = (trouble: Trouble): void => {
      if (to.signal.aborted) reject(to.signal.reason)
      done(trouble)
      end()
    }
    const failed = (error: Error): void => fail(troubles[0] ?? notMade(error, to))
    const closed = (reason: string): void => fail(troubles[0] ?? lost(to, reason))
    // The client closes its connection before it reports a refusal.
    const refused = ({ type, nsp, data }: Decoded): void => {
      if (type !== CONNECT_ERROR || nsp !== to.namespace) return
      done({ refused: { message: String(valueAt(data, '/message')), data: boundedDepth(valueAt(data, '/data')) }, log })
      // After it polls again, so that the server notices.
      setImmediate(end)
    }
    const connection = (): void => done(toConnection({ wire, socket, log, end, ...more }, to.signal))
    log.push({ way: 'sent', name: 'connect', args: [to.auth] })
    socket.once('connect', () => {
      if (isUpgraded(to, manager)) connection()
      else manager.engine.once('upgrade', connection)
    })
    manager.on('packet', refused)
    manager.on('close', closed)
    socket.on('connect_error', failed)
    socket.connect()
  })
}

const CONNECT_ERROR = 4

function toConnection(
  { wire, socket, heard, acks, log, asked, leave, end }: Entering,
  signal: AbortSignal,
): SocketConnection {
  const { manager } = wire
  let ended: string | null = null
  socket.on('disconnect', (reason) => void (ended ??= reason))
  return {
    id: socket.id ?? '',
    heard,
    acks,
    log,
    ended: () => ended,
    emit(event, args, wantsAck) {
      if (wantsAck) asked.add(asked.size)
      socket.emit(event, ...args, ...(wantsAck ? [nothing] : []))
    },
    isAlive: async (ms) => ended === null && (await echoed(wire, ms, signal)),
    async caughtUp(ms) {
      if (ended !== null) return
      // A pending poll is answered at once; an echo over polling would take two requests.
      if (manager.engine.transport.name === 'websocket') await echoed(wire, ms, signal)
      else await waitAtMost(POLLED_MS, NEVER)
    },
    async lose() {
      if (manager.engine.transport.name !== 'websocket') return leave()
      manager.engine.close()
      end()
    },
    close: leave,
  }
}

/** Disconnects, and waits until that has been sent; over polling, this takes a request. */
async function hangUp({ wire, socket, end }: OpenedNamespace): Promise<void> {
  const { engine } = wire.manager
  const closed = new Promise((resolve) => engine.once('close', resolve))
  socket.disconnect()
  if (engine.readyState !== 'closed') await waitAtMost(LAST_WORD_MS, closed)
  // The server answers the last poll; to break it off would cost a connection of TCP.
  await waitAtMost(LAST_WORD_MS, wire.answered())
  end()
}

/** Disconnects, and passes on the connection once the server knows that, so that the next client meets nothing of this one. */
async function leaveTo(shared: SharedWires, { wire, socket, release, end }: OpenedNamespace): Promise<void> {
  if (socket.connected) {
    socket.disconnect()
    release()
    if (await echoed(wire, LAST_WORD_MS)) return shared.giveBack(wire)
  }
  end()
}

/** The same, done once: a connection that was passed on is no longer this client's to end. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => (done ??= work())
}

const NEVER = new Promise<never>(() => {})
const POLLED_MS = 10

/** A server that no longer reads must not make us wait. */
const LAST_WORD_MS = 500

const nothing = (): void => {}
