import { tellSockets } from '../socket-io/changes.ts'
import { watch } from '../socket-io/connection.ts'
import { createSocketContext, timesOf, type SocketServerParts } from '../socket-io/socket-context.ts'
import { ConnectionCarrier } from './carrier.ts'
import { createEngine, type Engine } from './engine.ts'

/**
 * Socket.IO without a server, for official clients in the same process or page: same admission, rooms, limits and answers as on a
 * port. It lasts as long as the mock.
 */
export function createLocalSockets(parts: SocketServerParts, newId: () => string = randomId): Engine {
  const context = createSocketContext(parts)
  tellSockets(context)
  return createEngine({
    times: timesOf(parts.options),
    limits: parts.mock.limits,
    newId,
    serve(connection, { target, headers }) {
      context.watched.set(connection, watch(connection, parts.mock.limits))
      const query = Object.fromEntries(new URLSearchParams(target.split(/\?(.*)/s, 2)[1] ?? ''))
      const caller = { query, headers, address: ADDRESS }
      return new ConnectionCarrier({ context, connection, caller, newId })
    },
  })
}

// Clients are in this process.
const ADDRESS = '127.0.0.1'

/** As many characters as Socket.IO's own ids have, and as random. */
const randomId = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(15))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
