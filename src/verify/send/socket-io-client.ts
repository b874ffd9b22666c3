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
import { late, lost, notMade } from './socket-trouble.ts'
import { createWire, isUpgraded, type SocketClientParts, type Wire } from './wire.ts'

/** Connects with the official client, each time over a new connection, which never reconnects. */
export function createSocketClient(parts: SocketClientParts): SocketClient {
  return {
    async connect(to, onPacket) {
      to.signal.throwIfAborted()
      const opened = open(to, createWire(to, parts), onPacket)
      try {
        return await settled(opened, to)
      } finally {
        to.signal.removeEventListener('abort', opened.end)
      }
    },
    async reach(to) {
      const wire = createWire(to, parts)
      try {
        return await reached(wire, to)
      } finally {
        wire.manager.engine.close()
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

/** Waits for a connection, a refusal or trouble. */
function settled({ wire, socket, log, end, ...more }: OpenedNamespace, to: SocketDestination): ReturnType<Connect> {
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
    const connection = (): void => done(toConnection({ wire, socket, log, end, ...more }))
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

function toConnection(opened: OpenedNamespace): SocketConnection {
  const { wire, socket, heard, acks, log, asked, end } = opened
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
    isAlive: async (ms) => ended === null && (await echoed(wire, ms)),
    async caughtUp(ms) {
      if (ended !== null) return
      // A pending poll is answered at once; an echo over polling would take two requests.
      if (manager.engine.transport.name === 'websocket') await echoed(wire, ms)
      else await waitAtMost(POLLED_MS, NEVER)
    },
    async lose() {
      if (manager.engine.transport.name !== 'websocket') return leave(opened)
      manager.engine.close()
      end()
    },
    close: () => leave(opened),
  }
}

/** Disconnects, and waits until that has been sent; over polling, this takes a request. */
async function leave({ wire, socket, end }: OpenedNamespace): Promise<void> {
  const { engine } = wire.manager
  const closed = new Promise((resolve) => engine.once('close', resolve))
  socket.disconnect()
  if (engine.readyState !== 'closed') await waitAtMost(LAST_WORD_MS, closed)
  end()
}

const NEVER = new Promise<never>(() => {})
const POLLED_MS = 10

/** A server that no longer reads must not make us wait. */
const LAST_WORD_MS = 500

const nothing = (): void => {}
