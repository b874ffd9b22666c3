import type { Handshake, ServedSocket } from '../../src/transport/socket-io/served.ts'

/** A socket that a test plays, and what it was told to do. */
export interface PlayedSocket {
  readonly socket: ServedSocket
  /** Events that it sent, and how it was ended. */
  readonly heard: unknown[]
  /** Plays an event of the client. */
  readonly say: (name: unknown, ...args: unknown[]) => void
  /** Plays that it goes, or sends what is malformed. */
  readonly happens: (event: 'disconnect' | 'error', reason: string) => void
  /** Whether it is connected from now on. */
  isConnected: boolean
}

/** A socket of no server, for what serves sockets. */
export function playSocket(id: string, handshake: Partial<Handshake> = {}, readyState = 'open'): PlayedSocket {
  const heard: unknown[] = []
  const used: ((event: readonly unknown[]) => void)[] = []
  const listeners: [event: string, listener: (reason: string) => void][] = []
  const played: PlayedSocket = {
    heard,
    isConnected: true,
    say: (...event) => used.forEach((listener) => listener(event)),
    happens: (event, reason) => listeners.forEach(([name, listener]) => name === event && listener(reason)),
    socket: {
      id,
      get connected() {
        return played.isConnected
      },
      conn: { readyState, transport: {}, on: () => {}, close: () => heard.push('connection closed') },
      nsp: { name: '/' },
      handshake: { auth: {}, query: {}, headers: {}, address: '', ...handshake },
      emit: (event, payload) => heard.push([event, payload]),
      use: (listener) => used.push(listener),
      on: (event, listener) => listeners.push([event, listener]),
      disconnect: (close) => heard.push(close === true ? 'disconnected with its connection' : 'disconnected'),
    },
  }
  return played
}
