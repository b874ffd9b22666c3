import type { ForceDisconnect, Participant } from '../contract/compiled/types.ts'

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
  | {
      readonly kind: 'locked'
      readonly room: string
      readonly locked: boolean
      /** The socket that caused it. */
      readonly socketId: string | null
    }
