import type { HeldSeat } from '../../domain/operation.ts'
import type { LogEntry } from './log-entry.ts'

/** A seat that a socket holds, and the process that the socket is connected to. */
export interface SocketSeat extends HeldSeat {
  readonly socketId: string
  readonly by: string
}

/** The seats in a world that sockets hold. Rows do not say, since no client can see it. */
export interface SocketSeats {
  /** Takes note of who sat down or left. */
  readonly follow: (entry: Pick<LogEntry, 'by' | 'announces'>) => void
  readonly list: () => readonly SocketSeat[]
}

/** Continues from the seats of a snapshot. */
export function createSocketSeats(begun: readonly SocketSeat[] = []): SocketSeats {
  const seats = new Map(begun.map((seat) => [seat.participantId, seat]))
  const sit = (participantId: string, code: string, socketId: string, by: string): void =>
    void seats.set(participantId, { code, participantId, socketId, by })
  return {
    follow({ by, announces }) {
      for (const told of announces)
        if (told.kind === 'left') seats.delete(told.participant.id)
        else if (told.kind === 'ended') for (const { id } of told.participants) seats.delete(id)
        else if (told.kind === 'joined' && told.socketId !== null)
          sit(told.participant.id, told.room, told.socketId, by)
    },
    list: () => [...seats.values()],
  }
}
