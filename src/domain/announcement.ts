import type { EventPayloads, ForceDisconnect, Participant } from '../contract/compiled/types.ts'

/** A change in a meeting room that the sockets in it hear about. `room` is its code. */
export type Announcement =
  | {
      readonly kind: 'joined'
      readonly room: string
      readonly participant: Participant
      /** Null for a join over HTTP. */
      readonly socketId: string | null
    }
  | {
      readonly kind: 'left'
      readonly room: string
      readonly participant: Participant
      /** Why the participant was removed; null for one who left, and so knows. */
      readonly reason: ForceDisconnect['reason'] | null
    }
  | {
      readonly kind: 'ended'
      readonly room: string
      readonly participants: readonly Participant[]
      readonly reason: ForceDisconnect['reason']
    }
  | Said
  | Relayed

/** A literal event for the others in a room, about a change that affects no seat. */
export type Said = {
  readonly [Event in keyof EventPayloads]: {
    readonly kind: 'said'
    readonly room: string
    readonly event: Event
    readonly payload: EventPayloads[Event]
    /** The socket that caused it, and so doesn't receive it; null if no socket did. */
    readonly socketId: string | null
  }
}[keyof EventPayloads]

/** An event that only a dialect has, for those in a room who use it. Affects neither seats nor rows. */
export interface Relayed {
  readonly kind: 'relayed'
  readonly room: string
  readonly event: string
  /** Null if there is nothing to hear, but something to note. */
  readonly payload: object | null
  /** Who sent it. */
  readonly participantId: string
  readonly socketId: string
  /** The only socket that hears it; `others`: all but the sender's. */
  readonly to: { readonly socketId: string } | 'others' | 'all'
  /** What is known of the sender from now on. */
  readonly notes: Readonly<Record<string, unknown>>
}
