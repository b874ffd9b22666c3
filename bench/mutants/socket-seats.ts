import type { Mutant, Patch } from './mutant.ts'
import { all, onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'
import { DECIDING } from './deciding.ts'

const MEETING = 'domain/meeting.ts'
const CALLS = 'mock/socket-calls.ts'
const EVENTS = 'transport/socket-io/events.ts'
const FULL = 'room !== undefined && seatsTaken(room, caller, socket) >= room.maxParticipants'
const SEATED = 'roomWrite(withSeats(room, { left: own, joined: [participant] }))'
const IS_OWN = 'isOwn(inside, caller, socket))'

const full = (rule: string): Patch => replaced(MEETING, FULL, rule)
const beforeEvents = (done: string): Patch =>
  replaced(
    EVENTS,
    'const face = context.calls.faces.get(event)',
    `${done}\n  const face = context.calls.faces.get(event)`,
  )

/** Seats taken on sockets, and kept by refused callers. */
export const socketSeatMutants: readonly Mutant[] = [
  ...onSockets('seats on sockets', [
    ['those over HTTP do not count', counted('socket === undefined || onSockets.has(inside.id)')],
    ['those on sockets do not count over HTTP', counted('socket !== undefined || !onSockets.has(inside.id)')],
    ['sockets need none', full(`socket === undefined && ${FULL}`)],
    [
      'guests on sockets take none',
      replaced(MEETING, SEATED, `...(socket && caller.kind === 'nobody' ? [] : [${SEATED}])`),
    ],
    [
      'users on sockets take none',
      replaced(MEETING, SEATED, `...(socket && caller.kind === 'person' ? [] : [${SEATED}])`),
    ],
    ['the last one is given twice', full(FULL.replace('>=', '>'))],
    [
      'one of them stays free',
      full(FULL.replace('>= room.maxParticipants', '>= room.maxParticipants - (socket ? 1 : 0)')),
    ],
    [
      'a join on a socket takes two',
      replaced(
        MEETING,
        'joined: [participant] }',
        'joined: socket ? [participant, { ...participant, id: `${participant.id}2` }] : [participant] }',
      ),
    ],
    [
      'who joins again on its socket takes a second one',
      replaced(MEETING, '(socket !== undefined && socket.seat?.participantId === id)', 'false'),
    ],
    [
      'guests who join again on their socket are too many',
      full(
        "room !== undefined && (caller.kind === 'person' ? seatsTaken(room, caller, socket) : room.inside.length) >= room.maxParticipants",
      ),
    ],
    [
      'users who join again on another socket take a second one',
      replaced(
        MEETING,
        "(caller.kind === 'person' && userId === caller.person.id)",
        "(caller.kind === 'person' && userId === caller.person.id && socket === undefined)",
      ),
    ],
    [
      'users who join again over HTTP take a second one',
      replaced(
        MEETING,
        "(caller.kind === 'person' && userId === caller.person.id)",
        "(caller.kind === 'person' && userId === caller.person.id && socket !== undefined)",
      ),
    ],
    [
      'users who join again on another socket are refused',
      full(
        `${FULL} || (socket !== undefined && room !== undefined && caller.kind === 'person' && room.inside.some(({ userId }) => userId === caller.person.id))`,
      ),
    ],
    [
      'users who join again keep the older one, if it is of another socket',
      replaced(
        MEETING,
        `room.inside.filter((inside) => ${IS_OWN}`,
        'room.inside.filter((inside) => socket?.seat?.participantId === inside.id)',
      ),
    ],
    [
      'who joins again keeps its id',
      replaced(
        MEETING,
        "id: make.id('participant')",
        "id: (room.inside.find((inside) => isOwn(inside, caller, socket)) ?? { id: make.id('participant') }).id",
      ),
    ],
    [
      'all guests on sockets share one',
      replaced(
        MEETING,
        '(socket !== undefined && socket.seat?.participantId === id)',
        "(socket !== undefined && userId === null && caller.kind === 'nobody')",
      ),
    ],
    ['the host on a socket needs none', full(`!(socket && isHost(room, caller)) && ${FULL}`)],
    ['those of a room that somebody else has left count', full(FULL.replace('>=', '+ room.past.length >='))],
    ['acked before they are written', later()],
    ['an unlocked check, then the write', raced()],
    [
      'who joins another room keeps the one before',
      replaced(MEETING, '...(elsewhere && other ? [roomWrite(withSeats(elsewhere, { left }))] : []),', ''),
    ],
    [
      'who joins another room is not heard to leave the one before',
      replaced(MEETING, '...left.map((each) => toLeft(elsewhere, each, socket)),', ''),
    ],
  ]),
  ...onSockets('refused on a socket', [
    [
      'who is refused has left before',
      beforeEvents(
        "if (event === 'join-room' && member.seat !== null) context.calls.event('leave-room', toSocketCall(member, {}))",
      ),
    ],
    ['who is refused loses the seat, unheard', evicting('withoutTelling')],
    ['who is refused loses the seat, and the others hear of it', evicting('')],
    [
      'who is refused is forgotten by the room',
      replaced(
        EVENTS,
        'const finish = (answer: Answer): void => {',
        "const finish = (answer: Answer): void => {\n    if (event === 'join-room' && answer.status >= 300 && member.seat !== null) context.rooms.leave(member), context.rooms.enter(member)",
      ),
    ],
    [
      'who is refused is cut',
      replaced(
        EVENTS,
        'const send = (answer: Answer): void => reply(member, face, answer, ack)',
        "const send = (answer: Answer): void => { reply(member, face, answer, ack); if (event === 'join-room' && answer.status >= 300) member.socket.disconnect(true) }",
      ),
    ],
    [
      'who is refused is cut in place of an answer',
      replaced(
        EVENTS,
        'const send = (answer: Answer): void => reply(member, face, answer, ack)',
        "const send = (answer: Answer): void => { if (event === 'join-room' && answer.status >= 300) member.socket.disconnect(true); else reply(member, face, answer, ack) }",
      ),
    ],
  ]),
]

function counted(isCounted: string): Patch {
  return all(
    replaced(MEETING, '// The documented limits are', 'const onSockets = new Set()\n\n// The documented limits are'),
    replaced(
      MEETING,
      'const joinedAt = isoNow(make)',
      'const joinedAt = isoNow(make)\n    const noted = (made) => { if (socket) onSockets.add(made); return made }',
    ),
    replaced(MEETING, "id: make.id('participant'),", "id: noted(make.id('participant')),"),
    replaced(
      MEETING,
      'room !== undefined && seatsTaken(room, caller, socket)',
      `room !== undefined && seatsTaken({ ...room, inside: room.inside.filter((inside) => ${isCounted}) }, caller, socket)`,
    ),
  )
}

/** The answer is sent first; the change is written a little later. */
function later(): Patch {
  return replaced(
    CALLS,
    DECIDING,
    `store.change(call.world.name, (state, make) => {
        const decision = decide(each, toRead(call), state, make, line)
        setTimeout(() => {
          if (worlds.get(call.world.name)) store.change(call.world.name, () => ({ result: null, writes: decision.writes }))
        }, 50)
        return { ...decision, writes: [] }
      }),`,
  )
}

/** Lets in a caller who is refused before another write has finished: only simultaneous calls could reveal it. */
function raced(): Patch {
  return replaced(
    CALLS,
    DECIDING,
    `(() => {
        const seen = store.change(call.world.name, (state, make) => ({ result: decide(each, toRead(call), state, make, line), writes: [] }))
        return new Promise((resolve) => setTimeout(resolve, 5)).then(() =>
          worlds.get(call.world.name) ? store.change(call.world.name, () => seen) : seen.result)
      })(),`,
  )
}

/** A refusal takes the socket's seat away. */
function evicting(unheard: string): Patch {
  const evict =
    unheard === ''
      ? "context.calls.event('leave-room', toSocketCall(member, {}))"
      : 'context.mock.store.change(member.world.name, (state) => { const room = state.meetingRooms.get(member.seat.code); return { result: null, writes: room ? [{ table: "meetingRooms", key: room.code, value: { ...room, inside: room.inside.filter(({ id }) => id !== member.seat.participantId) } }] : [] } })'
  return replaced(
    EVENTS,
    'const finish = (answer: Answer): void => {',
    `const finish = (answer: Answer): void => {
    if (event === 'join-room' && answer.status >= 300 && member.seat !== null) ${evict}`,
  )
}
