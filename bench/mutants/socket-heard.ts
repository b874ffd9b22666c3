import { FORCED, JOINED, LEFT, LOCKED, TELL, TOLD, told, telling } from './announcements.ts'
import type { Mutant, Patch } from './mutant.ts'
import { onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'
import { DECIDING } from './deciding.ts'

const EVENTS = 'transport/socket-io/events.ts'
const MEETING = 'domain/meeting.ts'

/** Before or after every announcement; `world` and `told` are available. */
const beside = (done: string): Patch =>
  told(TOLD, `if (places) for (const told of announces) { tellOne(places, told, emit); ${done} }`)

/** In addition to a refusal, to the sockets in the room that it names. */
const onRefusal = (event: string, payload: string, where: string): Patch =>
  replaced(
    EVENTS,
    'const finish = (answer: Answer): void => {',
    `const finish = (answer: Answer): void => {
    if (event === 'join-room' && answer.status >= 300)
      for (const each of context.rooms.in(member.world.name)) if (${where}) each.socket.emit('${event}', ${payload})`,
  )

/** Whether, when and where others receive events of a call. */
export const socketHeardMutants: readonly Mutant[] = [
  ...onSockets('event lost', [
    ['user-joined', told(JOINED, '')],
    [
      'user-joined of guests',
      told(JOINED, JOINED.replace('others.length > 0', 'participant.userId !== null && others.length > 0')),
    ],
    [
      'user-joined of users',
      told(JOINED, JOINED.replace('others.length > 0', 'participant.userId === null && others.length > 0')),
    ],
    [
      'user-joined of the host',
      told(JOINED, JOINED.replace('others.length > 0', '!participant.isHost && others.length > 0')),
    ],
    [
      'user-joined of who comes over HTTP',
      told(JOINED, JOINED.replace('others.length > 0', 'socketId !== null && others.length > 0')),
    ],
    [
      'user-joined of who comes on a socket',
      told(JOINED, JOINED.replace('others.length > 0', 'socketId === null && others.length > 0')),
    ],
    ['user-left', told(LEFT, '')],
    [
      'user-left of who is replaced',
      told(LEFT, LEFT.replace("told.kind === 'left'", "told.kind === 'left' && reason === null")),
    ],
    [
      'user-left of who goes',
      told(LEFT, LEFT.replace("told.kind === 'left'", "told.kind === 'left' && reason !== null")),
    ],
    [
      'user-left of who joins again on its socket',
      replaced(
        MEETING,
        '...own.map((each) => toLeft(room, each, socket)),',
        '...(own.some(({ id }) => id === socket?.seat?.participantId) ? [] : own.map((each) => toLeft(room, each, socket))),',
      ),
    ],
    [
      'user-left of guests',
      told(LEFT, LEFT.replace("told.kind === 'left'", "told.kind === 'left' && userId !== null")),
    ],
    ['user-left of a disconnect', withoutLeft('disconnect')],
    ['user-left of leave-room', withoutLeft('leave')],
    ['room-locked', told(LOCKED, 'return')],
    [
      'room-locked where it is unlocked',
      told(
        LOCKED,
        'return told.payload.locked ? tell(others, told.socketId, "room-locked", { locked: true }) : undefined',
      ),
    ],
    [
      'room-locked where it is locked',
      told(
        LOCKED,
        'return told.payload.locked ? undefined : tell(others, told.socketId, "room-locked", { locked: false })',
      ),
    ],
    ['force-disconnect', told(FORCED, '')],
    ['force-disconnect of who is replaced', told(FORCED, FORCED.replace('reason !== null', "told.kind === 'ended'"))],
    [
      'force-disconnect of a room that ends',
      told(FORCED, FORCED.replace('reason !== null', "reason !== null && told.kind !== 'ended'")),
    ],
    [
      'force-disconnect of all but the first',
      told(
        FORCED,
        FORCED.replace(
          'reason !== null',
          "reason !== null && (told.kind !== 'ended' || participantId === told.participants[0]?.id)",
        ),
      ),
    ],
    ['everything', telling('')],
  ]),
  ...onSockets('event doubled', [
    ['user-joined', told(JOINED, `${JOINED}; ${JOINED}`)],
    ['user-left', told(LEFT, `${LEFT}; ${LEFT}`)],
    [
      'room-locked',
      told(LOCKED, `tell(others, told.socketId, 'room-locked', { locked: told.payload.locked }); ${LOCKED}`),
    ],
    ['force-disconnect', told(FORCED, `${FORCED}; ${FORCED}`)],
    [
      'user-joined with user-left',
      told(
        LEFT,
        `${LEFT}; if (told.kind === 'left') tell(others, socketId, 'user-joined', { participant: { socketId, ...told.participant } })`,
      ),
    ],
    [
      'room-locked with every join',
      told(JOINED, `${JOINED}; tell(others, socketId, 'room-locked', { locked: false })`),
    ],
    ['user-left of each where the room ends', told(LEFT, LEFT.replace("told.kind === 'left' && ", ''))],
  ]),
  ...onSockets('event to others than it should', [
    [
      'user-joined to the caller, too',
      told(
        JOINED,
        `${JOINED}; if (socketId !== null) members.get(socketId)?.socket.emit('user-joined', { participant: { socketId, ...participant } })`,
      ),
    ],
    [
      'user-joined to the caller alone',
      told(
        JOINED,
        "if (socketId !== null) members.get(socketId)?.socket.emit('user-joined', { participant: { socketId, ...participant } })",
      ),
    ],
    [
      'user-left to who leaves, too',
      told(
        LEFT,
        `${LEFT}; if (told.kind === 'left') member?.socket.emit('user-left', { socketId, userId, participantId })`,
      ),
    ],
    [
      'room-locked to the host, too',
      told(LOCKED, "tell(others, null, 'room-locked', { locked: told.payload.locked }); return"),
    ],
    [
      'room-locked to the host, even outside',
      told(
        LOCKED,
        "if (told.socketId !== null && ![...others].some(({ socket }) => socket.id === told.socketId)) members.get(told.socketId)?.socket.emit('room-locked', { locked: told.payload.locked }); return tell(others, told.socketId, 'room-locked', { locked: told.payload.locked })",
      ),
    ],
    [
      'force-disconnect to everybody in the room',
      told(
        FORCED,
        `${FORCED}; if (reason !== null) tell(others, member?.socket.id ?? null, 'force-disconnect', { reason })`,
      ),
    ],
    [
      'force-disconnect to the others in place of who is replaced',
      told(
        FORCED,
        "if (reason !== null && told.kind === 'left') tell(others, member?.socket.id ?? null, 'force-disconnect', { reason }); else if (reason !== null) member?.socket.emit('force-disconnect', { reason })",
      ),
    ],
    [
      'force-disconnect to who joins again',
      told(
        TOLD,
        "if (places) for (const told of announces) { tellOne(places, told, emit); const joined = announces.find(({ kind }) => kind === 'joined'); if (told.kind === 'left' && told.reason !== null && joined?.socketId) members.get(joined.socketId)?.socket.emit('force-disconnect', { reason: told.reason }) }",
      ),
    ],
    [
      'to every room',
      told('const others = places.rooms.get(told.room) ?? NOBODY', 'const others = [...places.rooms.values()].flat()'),
    ],
    [
      'to another room',
      told(
        'const others = places.rooms.get(told.room) ?? NOBODY',
        'const others = [...places.rooms].find(([code]) => code !== told.room)?.[1] ?? NOBODY',
      ),
    ],
    [
      'to whoever is connected',
      told('const others = places.rooms.get(told.room) ?? NOBODY', 'const others = [...members.values()]'),
    ],
    [
      'user-joined to whoever is connected',
      beside(
        "if (told.kind === 'joined') for (const { socket, seat } of inWorld(world)) if (seat === null && socket.id !== told.socketId) socket.emit('user-joined', { participant: { socketId: told.socketId, ...told.participant } })",
      ),
    ],
    [
      'to the namespace of the caller',
      beside(
        "if (told.kind === 'joined' && told.socketId !== null) members.get(told.socketId)?.socket.nsp.emit('user-joined', { participant: { socketId: told.socketId, ...told.participant } })",
      ),
    ],
    ['to the first alone', telling(TELL.replace('of room', 'of [...room].slice(0, 1)'))],
    ['to the last alone', telling(TELL.replace('of room', 'of [...room].slice(-1)'))],
    ['to all but the first', telling(TELL.replace('of room', 'of [...room].slice(1)'))],
    ['to who has left already', told('?.filter((each) => each !== member)', '')],
    ['user-joined to who was refused', refusedEnters()],
    [
      'to users alone',
      telling(
        TELL.replace('{ socket }', '{ socket, caller }').replace(
          'socket.id !== but',
          "socket.id !== but && caller.kind === 'person'",
        ),
      ),
    ],
  ]),
  ...onSockets('event on a refusal', [
    [
      'user-joined to the room',
      onRefusal(
        'user-joined',
        "{ participant: { socketId: member.socket.id, id: 'clx4a5b6c7d8e9f0g1h2i3j', roomId: 'clx1a2b3c4d5e6f7g8h9i0j', userId: null, guestName: 'x', isActive: true, isHost: false, joinedAt: '2026-03-03T10:36:00.000Z', leftAt: null } }",
        'each.seat !== null && each.seat.code === payload?.code',
      ),
    ],
    [
      'user-left to the room',
      onRefusal(
        'user-left',
        "{ socketId: member.socket.id, userId: null, participantId: 'clx4a5b6c7d8e9f0g1h2i3j' }",
        'each.seat !== null && each.seat.code === payload?.code',
      ),
    ],
    ['room-joined to the caller', onRefusal('room-joined', '{}', 'each.socket === member.socket')],
    [
      'user-left to the caller',
      onRefusal(
        'user-left',
        "{ socketId: member.socket.id, userId: null, participantId: 'clx4a5b6c7d8e9f0g1h2i3j' }",
        'each.socket === member.socket',
      ),
    ],
    [
      'force-disconnect to the caller',
      onRefusal('force-disconnect', "{ reason: 'Removed by host' }", 'each.socket === member.socket'),
    ],
    [
      'room-locked to the caller of a locked room',
      onRefusal('room-locked', '{ locked: true }', 'answer.status === 403 && each.socket === member.socket'),
    ],
    ['exception to everybody in the room', onRefusal('exception', 'JSON.parse(answer.body)', 'each.seat !== null')],
  ]),
  ...onSockets('event out of turn', [
    [
      'user-joined before user-left',
      told(
        TOLD,
        "if (places) for (const told of [...announces].sort((a, b) => Number(b.kind === 'joined') - Number(a.kind === 'joined'))) tellOne(places, told, emit)",
      ),
    ],
    ['before it is written', before()],
    [
      'a second late',
      telling(TELL.replace('socket.emit(event, payload)', 'setTimeout(() => socket.emit(event, payload), 1000)')),
    ],
    [
      'the first hears it 0.9 s late',
      telling(
        TELL.replace(
          'socket.emit(event, payload)',
          'setTimeout(() => socket.emit(event, payload), socket === [...room][0]?.socket ? 900 : 0)',
        ),
      ),
    ],
    ['user-left 0.9 s late', told(LEFT, LEFT.replace('tell(', 'setTimeout(tell, 900, '))],
  ]),
]

function withoutLeft(by: 'disconnect' | 'leave'): Patch {
  const calls = 'mock/socket-calls.ts'
  return by === 'disconnect'
    ? replaced(calls, 'now: make.now }, writes, announces }', 'now: make.now }, writes }')
    : replaced(
        calls,
        'return decide(each, toRead(call), state, make, line)',
        "return { ...decide(each, toRead(call), state, make, line), ...(line.target === 'leave-room' ? { announces: [] } : {}) }",
      )
}

/** A refused caller receives the room's events nevertheless. */
function refusedEnters(): Patch {
  return replaced(
    EVENTS,
    'const finish = (answer: Answer): void => {',
    `const finish = (answer: Answer): void => {
    if (event === 'join-room' && answer.status >= 300) member.socket.join(String(payload?.code))
    if (event === 'join-room' && answer.status < 300) member.socket.to(String(payload?.code)).emit('user-joined', { participant: { socketId: member.socket.id, ...JSON.parse(answer.body) } })`,
  )
}

/** The others receive the event first; the change is written a little later. */
function before(): Patch {
  return replaced(
    'mock/socket-calls.ts',
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
