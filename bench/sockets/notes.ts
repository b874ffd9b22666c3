import type { SocketPlan } from './acks.ts'
import { CROWD, OUTSTANDING, STREAMS } from './measured.ts'

/** How sockets are measured. */
export const socketNotes = ({ rounds, seconds }: SocketPlan): string =>
  [
    `Load: prepared frames from one process, ${rounds} turns of ${seconds} s; ${STREAMS} sockets with ${OUTSTANDING} acks outstanding each, or crowds of ${CROWD} new sockets that call once each (without connecting and collecting its garbage). WebSocket. The limit of packets is so high that it refuses none.`,
    "bare: `socket.io` with the same version and options. It acks an object of the same size, with a new id and time for each join, and nothing else. It has rooms only if sockets receive events of each other: Socket.IO's own rooms, which write an event once for all.",
  ].join('\n')
