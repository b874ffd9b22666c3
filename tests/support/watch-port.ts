import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'

/** A request that has reached a server of this process, with the answer that it gets. */
export interface Arrived {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Requests that reach a port. */
export interface Watch extends Disposable {
  readonly arrived: readonly Arrived[]
}

/** Watches by what Node itself tells of its servers, so that nothing has to stand between a client and the server. */
export function watchPort(port: number): Watch {
  const arrived: Arrived[] = []
  const seen = (message: unknown): void => {
    if (isStart(message) && message.request.socket.localPort === port) arrived.push(message)
  }
  subscribe('http.server.request.start', seen)
  return { arrived, [Symbol.dispose]: () => void unsubscribe('http.server.request.start', seen) }
}

const isStart = (message: unknown): message is Arrived =>
  typeof message === 'object' &&
  message !== null &&
  'request' in message &&
  message.request instanceof IncomingMessage &&
  'response' in message &&
  message.response instanceof ServerResponse
