import type { Mutant, Patch } from './mutant.ts'
import { onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'

const MEETING = 'domain/meeting.ts'
const CONNECTION = 'domain/meeting-connection.ts'
const CALLS = 'mock/socket-calls.ts'
const EVENTS = 'transport/socket-io/events.ts'
const ROOMS = 'transport/socket-io/rooms.ts'
const LEAVING = 'const { writes, announces } = leaving.decide(state, toRead(call)(UNLIMITED), make, true)'
const LEFT = 'writes: [roomWrite(withSeats(room, { left: [left] }))]'
const IS_OWN = 'isOwn(inside, caller, socket))'

const beforeEvents = (done: string): Patch =>
  replaced(
    EVENTS,
    'const face = context.calls.faces.get(event)',
    `${done}\n  const face = context.calls.faces.get(event)`,
  )

/** Giving up seats, and seats shared by HTTP and sockets. */
export const socketLeavingMutants: readonly Mutant[] = [
  ...onSockets('leaving', [
    [
      'a disconnect frees nothing',
      replaced(
        CALLS,
        LEAVING,
        `${LEAVING.replace('{ writes, announces }', '{ announces }')}\n          const writes = []`,
      ),
    ],
    [
      'a disconnect frees nothing, and nobody hears of it',
      replaced(CALLS, '=== call.world && leaving ?', '=== call.world && leaving && !leaving ?'),
    ],
    [
      'a disconnect of a guest frees nothing',
      replaced(
        CALLS,
        '=== call.world && leaving ?',
        "=== call.world && leaving && call.socket.caller.kind !== 'nobody' ?",
      ),
    ],
    [
      'a disconnect of a user frees nothing',
      replaced(
        CALLS,
        '=== call.world && leaving ?',
        "=== call.world && leaving && call.socket.caller.kind !== 'person' ?",
      ),
    ],
    [
      'a disconnect frees after a second',
      replaced(
        EVENTS,
        'after(left(context, member, reason), () => {',
        'after(new Promise((resolve) => setTimeout(resolve, 1000)).then(() => left(context, member, reason)), () => {',
      ),
    ],
    ['leave-room frees nothing', replaced(CONNECTION, LEFT, 'writes: []')],
    [
      'leave-room frees nothing, and nobody hears of it',
      replaced(CONNECTION, 'if (!room || !participant)', 'if (room || !participant)'),
    ],
    [
      'leave-room frees every seat',
      replaced(CONNECTION, LEFT, 'writes: [roomWrite(withSeats(room, { left: room.inside }))]'),
    ],
    [
      'leave-room frees the seat of whoever came first',
      replaced(CONNECTION, 'participant: seatedBy(room, call.socket?.seat ?? null)', 'participant: room?.inside[0]'),
    ],
    [
      'leave-room needs the code',
      replaced(
        CONNECTION,
        'const room = roomMeant(state, call)',
        "const room = typeof call.body?.code === 'string' ? roomMeant(state, call) : undefined",
      ),
    ],
    [
      'leave-room leaves whatever room it names',
      replaced(
        CONNECTION,
        'const room = roomMeant(state, call)',
        'const seat = call.socket?.seat\n    const room = seat ? state.meetingRooms.get(seat.code) : undefined',
      ),
    ],
    [
      'leave-room is refused without a seat',
      replaced(
        CONNECTION,
        'rules: { left: () => true }',
        "rules: { left: ({ participant }) => { if (!participant) throw new Error('not in a room'); return true } }",
      ),
    ],
    [
      'leave-room fails without a payload',
      beforeEvents("if (event === 'leave-room' && typeof payload !== 'object') return"),
    ],
    ['leave-room fails with null', beforeEvents("if (event === 'leave-room' && payload === null) return")],
    [
      'leave-room is heard again when it is not inside',
      replaced(
        CONNECTION,
        'if (!room || !participant) return { writes: [], values: null }',
        "if (!room || !participant) return { writes: [], values: null, announces: room ? [{ kind: 'left', room: room.code, participant: { id: 'clx4a5b6c7d8e9f0g1h2i3j', userId: null }, reason: null }] : [] }",
      ),
    ],
    [
      'leave-room disconnects',
      replaced(
        EVENTS,
        'const send = (answer: Answer): void => reply(member, face, answer, ack)',
        "const send = (answer: Answer): void => { reply(member, face, answer, ack); if (event === 'leave-room') member.socket.disconnect(true) }",
      ),
    ],
    ['who has left still hears', replaced(ROOMS, '?.filter((each) => each !== member)', '')],
  ]),
  ...onSockets('between HTTP and sockets', [
    [
      'a join over HTTP is not heard',
      replaced(
        MEETING,
        "{ kind: 'joined', room: room.code, participant, socketId: socket?.id ?? null },",
        "...(socket ? [{ kind: 'joined', room: room.code, participant, socketId: socket.id }] : []),",
      ),
    ],
    [
      'a join over HTTP does not unseat a socket',
      replaced(
        MEETING,
        `room.inside.filter((inside) => ${IS_OWN}`,
        `room.inside.filter((inside) => socket && ${IS_OWN}`,
      ),
    ],
    [
      'a join over HTTP unseats a socket, which does not hear of it',
      replaced(
        MEETING,
        "reason: participant.id === socket?.seat?.participantId ? null : 'Joined from elsewhere'",
        "reason: !socket || participant.id === socket.seat?.participantId ? null : 'Joined from elsewhere'",
      ),
    ],
    [
      'a join over HTTP unseats a socket, unheard by the others',
      replaced(
        MEETING,
        '...own.map((each) => toLeft(room, each, socket)),',
        '...(socket ? own.map((each) => toLeft(room, each, socket)) : []),',
      ),
    ],
    [
      'a refusal over HTTP is heard',
      replaced(
        'mock/answerer.ts',
        '(state, make) => decide(prepared, read, state, make, request)',
        `(state, make) => {
          const decision = decide(prepared, read, state, make, request)
          const said = { kind: 'said', room: params.code, event: 'room-locked', payload: { locked: true }, socketId: null }
          return decision.result.step?.outcome.status === 403 ? { ...decision, announces: [said] } : decision
        }`,
      ),
    ],
    [
      'a lock does not hold over HTTP',
      replaced(
        MEETING,
        "'room-locked': ({ room }) => room !== undefined && room.isLocked",
        "'room-locked': ({ room, socket }) => room !== undefined && room.isLocked && socket !== undefined",
      ),
    ],
    [
      'a lock holds over HTTP alone',
      replaced(
        MEETING,
        "'room-locked': ({ room }) => room !== undefined && room.isLocked",
        "'room-locked': ({ room, socket }) => room !== undefined && room.isLocked && socket === undefined",
      ),
    ],
    [
      'an end holds over HTTP alone',
      replaced(
        MEETING,
        "'room-inactive': ({ room }) => room !== undefined && !room.isActive",
        "'room-inactive': ({ room, socket }) => room !== undefined && !room.isActive && socket === undefined",
      ),
    ],
  ]),
]
