import type { LoggedPacket } from './socket-client.ts'

/** A packet, and on whose connection it went. */
export interface PlacedPacket extends LoggedPacket {
  readonly who: string
}

/** What went over connections: of each in its order, one connection after the other. */
export type PacketLog = readonly PlacedPacket[]

/** Everything that went over these connections so far. */
export const packetLog = (logs: readonly ConnectionLog[]): PacketLog =>
  logs.flatMap(({ who, log }) => log.map((packet) => ({ ...packet, who })))

/** What went over one connection, and whose it is. */
export interface ConnectionLog {
  readonly who: string
  readonly log: readonly LoggedPacket[]
}

/** A packet as a line: `caller 1 → join-room {"code":"abc-def-ghi"}`. `show` says what may be read of a value. */
export const packetLine = ({ who, way, name, args }: PlacedPacket, show: (value: unknown) => string): string =>
  [
    `${who} ${way === 'sent' ? '→' : '←'} ${name}`,
    ...args.map((each) => (each === undefined ? 'nothing' : show(each))),
  ].join(' ')
