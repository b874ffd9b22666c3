import { isContainer } from '../../json.ts'
import type { Trouble } from '../model/exchange.ts'
import type { SocketDestination, SocketPlace } from '../model/socket-client.ts'
import { toTrouble } from './trouble.ts'

/** Why a connection failed: the error of the transport, since the client's own names only the transport. */
export const notMade = (error: Error, { baseUrl, timeoutMs }: SocketPlace): Trouble =>
  toTrouble(causeOf(error), new URL(baseUrl).host, timeoutMs)

function causeOf(error: Error): unknown {
  const description: unknown = Reflect.get(error, 'description')
  return (isContainer(description) ? description['error'] : null) ?? error
}

/** No connection in time. */
export const late = ({ baseUrl, path, transport, timeoutMs }: SocketPlace): Trouble => ({
  kind: 'timeout',
  message: `No Socket.IO connection to ${new URL(baseUrl).host}${path} by ${transport} within ${timeoutMs} ms; check that it is served there.`,
})

/** A connection that ended too early. */
export const lost = ({ baseUrl }: SocketDestination, reason: string): Trouble => ({
  kind: 'reset',
  message: `The Socket.IO connection to ${new URL(baseUrl).host} ended (${reason}); check the target's log and what stands in front of it.`,
})
