import type { LoggedPacket } from './socket-client.ts'

/** A packet, and whose connection it used. */
export interface PlacedPacket extends LoggedPacket {
  readonly who: string
}

/** Packets in order, grouped by connection. */
export type PacketLog = readonly PlacedPacket[]

/** Every packet of these connections so far. */
export const packetLog = (logs: readonly ConnectionLog[]): PacketLog =>
  logs.flatMap(({ who, log }) => log.map((packet) => ({ ...packet, who })))

/** The packets of one connection, and its owner. */
export interface ConnectionLog {
  readonly who: string
  readonly log: readonly LoggedPacket[]
}

/** A packet as a line: `caller 1 → join-room {"code":"abc-def-ghi"}`. `show` redacts a value. */
export const packetLine = ({ who, way, name, args }: PlacedPacket, show: (value: unknown) => string): string =>
  [
    `${who} ${way === 'sent' ? '→' : '←'} ${name}`,
    ...args.map((each) => (each === undefined ? 'nothing' : show(each))),
  ].join(' ')
