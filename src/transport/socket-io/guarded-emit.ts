import type { ServedSocket } from './served.ts'

/** Sends an event to a socket. */
export type Emit = (socket: Pick<ServedSocket, 'emit'>, event: string, payload: object) => void

/** Sends one message to many: a socket that throws keeps it from no other, and the first fault is reported. */
export function guardedEmit(onFault: (fault: unknown) => void): Emit {
  let isReported = false
  return (socket, event, payload) => {
    try {
      socket.emit(event, payload)
    } catch (fault) {
      if (!isReported) onFault(fault)
      isReported = true
    }
  }
}
