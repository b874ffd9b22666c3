import type { EventPayloads, ForceDisconnect, Participant } from '../contract/compiled/types.ts'

/** What has come about in a meeting room, for the sockets in it to hear. `room` is its code. */
export type Announcement =
  | {
      readonly kind: 'joined'
      readonly room: string
      readonly participant: Participant
      /** Null: over HTTP. */
      readonly socketId: string | null
    }
  | {
      readonly kind: 'left'
      readonly room: string
      readonly participant: Participant
      /** Why, for whom somebody else has unseated; null: who has left knows. */
      readonly reason: ForceDisconnect['reason'] | null
    }
  | {
      readonly kind: 'ended'
      readonly room: string
      readonly participants: readonly Participant[]
      readonly reason: ForceDisconnect['reason']
    }
  | Said

/** An event for the others in a room, to the letter: whatever changes nobody's seat. */
export type Said = {
  readonly [Event in keyof EventPayloads]: {
    readonly kind: 'said'
    readonly room: string
    readonly event: Event
    readonly payload: EventPayloads[Event]
    /** The socket that has brought it about, and so need not be told; null: no socket has. */
    readonly socketId: string | null
  }
}[keyof EventPayloads]
