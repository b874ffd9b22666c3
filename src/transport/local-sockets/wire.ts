import type { EnginePacket } from '../socket-io/served.ts'

/** What carries packets to a client, and what it sends to its connection. */
export interface LocalWire {
  readonly name: 'polling' | 'websocket'
  /** Says whom to tell, from now on; nobody before. */
  readonly bind: (events: WireEvents) => void
  /** Whether a packet can be sent at once. */
  readonly isReady: () => boolean
  readonly send: (packets: readonly EnginePacket[]) => void
  /** Lets the client read what was sent, then calls back. */
  readonly end: (ended: () => void) => void
  /** Ends it without waiting for the client. */
  readonly cut: () => void
}

/** What a wire tells its connection. */
export interface WireEvents {
  readonly packet: (packet: EnginePacket) => void
  /** Another packet can be sent. */
  readonly ready: () => void
  readonly ended: (reason: string) => void
}

/** Tells nobody. */
export const UNBOUND: WireEvents = { packet() {}, ready() {}, ended() {} }
