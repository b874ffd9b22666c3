import type { Patch } from './mutant.ts'
import { replaced } from './patch.ts'

const ROOMS = 'transport/socket-io/rooms.ts'

/** Where the mock tells that somebody has joined. */
export const JOINED =
  "if (others.size > 0) tell(others, socketId, 'user-joined', { participant: { socketId, ...participant } })"
/** Where it tells that somebody has left. */
export const LEFT =
  "if (told.kind === 'left' && others.size > 0) tell(others, null, 'user-left', { socketId, userId, participantId })"
/** Where it tells of a lock: it says an event to the letter. */
export const LOCKED = 'return tell(others, told.socketId, told.event, told.payload)'
/** Where it tells whom it has unseated. */
export const FORCED = "if (reason !== null) member?.socket.emit('force-disconnect', { reason })"
/** How it tells everybody, of a `payload`. */
export const TELL = 'for (const { socket } of room) if (socket.id !== but) socket.emit(event, payload)'
const WRITTEN =
  'const told = asJsonText(JSON.stringify(payload))\n  for (const { socket } of room) if (socket.id !== but) socket.emit(event, told)'
/** Where it goes through what has come about. */
export const TOLD = 'if (places) for (const told of announces) tellOne(places, told)'

/** Does something else where the mock tells of something. */
export const told = (where: string, done: string): Patch =>
  replaced(ROOMS, where, where === LOCKED ? `{ ${done} }` : done)
/** Tells of a join by another payload; `socketId` and `participant` are there. */
export const joinedAs = (payload: string): Patch =>
  told(JOINED, `if (others.size > 0) tell(others, socketId, 'user-joined', ${payload})`)
/** Tells of a leave by another payload; `socketId`, `userId`, `participantId` and `told` are there. */
export const leftAs = (payload: string): Patch =>
  told(LEFT, `if (told.kind === 'left' && others.size > 0) tell(others, null, 'user-left', ${payload})`)
/** Tells of a lock by another payload; `told` is there. */
export const lockedAs = (payload: string): Patch =>
  told(LOCKED, `return tell(others, told.socketId, 'room-locked', ${payload})`)
/** Tells whom it has unseated by another payload; `reason` and `told` are there. */
export const forcedAs = (payload: string): Patch =>
  told(FORCED, `if (reason !== null) member?.socket.emit('force-disconnect', ${payload})`)

/** What is done for every event that somebody hears, in place of telling the others. */
export const telling = (done: string): Patch => told(WRITTEN, done)
