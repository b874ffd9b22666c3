import type { Member } from './rooms.ts'
import type { SocketContext } from './socket-context.ts'
import type { Speaker, Speakers } from './speakers.ts'

/** A client of a dialect. */
export interface SpeakingMember {
  readonly context: SocketContext
  readonly speakers: Speakers
  readonly speaker: Speaker
  readonly member: Member
}

/** Sends the answer of an event to its caller; null: the caller wants none. */
export type Ack = ((body: unknown) => void) | null
