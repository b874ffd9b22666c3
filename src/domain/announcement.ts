import type { ForceDisconnect, Participant } from '../contract/compiled/types.ts'

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
  | {
      readonly kind: 'locked'
      readonly room: string
      readonly locked: boolean
      /** The socket that has done it. */
      readonly socketId: string | null
    }
