import type { Patch } from './mutant.ts'
import { replaced } from './patch.ts'

const ROOMS = 'transport/socket-io/rooms.ts'

/** Where the mock announces a join. */
export const JOINED =
  "if (others.length > 0) tell(others, socketId, 'user-joined', { participant: { socketId, ...participant } })"
/** Where it announces a leave. */
export const LEFT =
  "if (told.kind === 'left' && isHeard) tell(others, socketId, 'user-left', { socketId, userId, participantId })"
/** Where it announces a lock: a literal event. */
export const LOCKED = 'return tell(others, told.socketId, told.event, told.payload)'
/** Where it tells those who lost their seats. */
export const FORCED = "if (reason !== null && member) emit(member.socket, 'force-disconnect', { reason })"
/** How it sends a `payload` to everyone. */
export const TELL = 'for (const { socket } of room) if (socket.id !== but) socket.emit(event, payload)'
const WRITTEN =
  'const told = asJsonText(JSON.stringify(payload))\n    for (const { socket } of room) if (socket.id !== but) emit(socket, event, told)'
/** Where it iterates over the announcements. */
export const TOLD = 'if (places) for (const told of announces) tellOne(places, told, emit)'

/** Replaces an announcement of the mock. */
export const told = (where: string, done: string): Patch =>
  replaced(ROOMS, where, where === LOCKED ? `{ ${done} }` : done)
/** Announces a join with another payload; `socketId` and `participant` are available. */
export const joinedAs = (payload: string): Patch =>
  told(JOINED, `if (others.length > 0) tell(others, socketId, 'user-joined', ${payload})`)
/** Announces a leave with another payload; `socketId`, `userId`, `participantId` and `told` are available. */
export const leftAs = (payload: string): Patch =>
  told(LEFT, `if (told.kind === 'left' && isHeard) tell(others, socketId, 'user-left', ${payload})`)
/** Announces a lock with another payload; `told` is available. */
export const lockedAs = (payload: string): Patch =>
  told(LOCKED, `return tell(others, told.socketId, 'room-locked', ${payload})`)
/** Tells those who lost their seats with another payload; `reason` and `told` are available. */
export const forcedAs = (payload: string): Patch =>
  told(FORCED, `if (reason !== null && member) emit(member.socket, 'force-disconnect', ${payload})`)

/** Code to run for every event, instead of sending it to the others. */
export const telling = (done: string): Patch => told(WRITTEN, done)
