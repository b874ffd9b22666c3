import type { Mutant } from './mutant.ts'
import { onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'

const MEETING = 'domain/meeting.ts'
const HOST = 'domain/meeting-host.ts'
const SEATS = 'domain/meeting-seats.ts'
const ENDED = 'writes: [roomWrite({ ...withSeats(room, { left }), isActive: false })]'

/** Operations for hosts only. */
export const socketHostMutants: readonly Mutant[] = [
  ...onSockets('hosts on sockets', [
    [
      'everybody may lock',
      replaced(
        HOST,
        "'not-host': isNoHost,\n    'lock-changed': mayDo",
        "'not-host': () => false,\n    'lock-changed': ({ room }) => room !== undefined",
      ),
    ],
    [
      'every user may lock',
      replaced(
        HOST,
        "'not-host': isNoHost,\n    'lock-changed': mayDo",
        "'not-host': (each) => isNoHost(each) && each.caller.kind === 'nobody',\n    'lock-changed': ({ room }) => room !== undefined",
      ),
    ],
    [
      'everybody may unlock',
      replaced(
        HOST,
        "'not-host': isNoHost,\n    'lock-changed': mayDo",
        "'not-host': (each) => isNoHost(each) && each.locked === true,\n    'lock-changed': ({ room }) => room !== undefined",
      ),
    ],
    [
      'nobody may lock',
      replaced(
        HOST,
        "'not-host': isNoHost,\n    'lock-changed'",
        "'not-host': ({ room }) => room !== undefined,\n    'lock-changed'",
      ),
    ],
    [
      'the host may lock only from inside',
      replaced(
        HOST,
        "'not-host': isNoHost,\n    'lock-changed'",
        "'not-host': (each) => isNoHost(each) || (each.room !== undefined && each.caller.kind === 'person' && !each.room.inside.some(({ userId }) => userId === each.caller.person.id)),\n    'lock-changed'",
      ),
    ],
    [
      'everybody may end',
      replaced(
        HOST,
        "'not-host': isNoHost, 'room-ended': mayDo",
        "'not-host': () => false, 'room-ended': ({ room }) => room !== undefined",
      ),
    ],
    [
      'every user may end',
      replaced(
        HOST,
        "'not-host': isNoHost, 'room-ended': mayDo",
        "'not-host': (each) => isNoHost(each) && each.caller.kind === 'nobody', 'room-ended': ({ room }) => room !== undefined",
      ),
    ],
    [
      'a lock without locked locks',
      replaced(HOST, "'locked-missing': ({ locked }) => typeof locked !== 'boolean'", "'locked-missing': () => false"),
    ],
    [
      'a lock takes texts',
      replaced(
        HOST,
        "'locked-missing': ({ locked }) => typeof locked !== 'boolean'",
        "'locked-missing': ({ locked }) => locked !== 'true' && typeof locked !== 'boolean'",
      ),
    ],
    [
      'a lock takes numbers',
      replaced(
        HOST,
        "'locked-missing': ({ locked }) => typeof locked !== 'boolean'",
        "'locked-missing': ({ locked }) => typeof locked !== 'number' && typeof locked !== 'boolean'",
      ),
    ],
    ['a lock always locks', replaced(HOST, 'const isLocked = locked === true', 'const isLocked = true')],
    ['a lock turns', replaced(HOST, 'const isLocked = locked === true', 'const isLocked = !room?.isLocked')],
    ['a lock is acked and not kept', replaced(HOST, 'writes: [roomWrite({ ...room, isLocked })]', 'writes: []')],
    [
      'an unlock is acked and not kept',
      replaced(
        HOST,
        'writes: [roomWrite({ ...room, isLocked })]',
        'writes: isLocked ? [roomWrite({ ...room, isLocked })] : []',
      ),
    ],
    [
      'a lock turns those inside out',
      replaced(
        HOST,
        'writes: [roomWrite({ ...room, isLocked })]',
        'writes: [roomWrite({ ...room, isLocked, inside: [] })]',
      ),
    ],
    [
      'a lock of a room that is locked is refused',
      replaced(
        HOST,
        "'lock-changed': mayDo",
        "'lock-changed': (each) => { if (each.room?.isLocked === each.locked) throw new Error('conflict'); return mayDo(each) }",
      ),
    ],
    [
      'a locked room lets its host in',
      replaced(
        MEETING,
        "'room-locked': ({ room }) => room !== undefined && room.isLocked",
        "'room-locked': ({ room, caller, socket }) => room !== undefined && room.isLocked && !(socket && isHost(room, caller))",
      ),
    ],
    [
      'a locked room lets in who has been inside',
      replaced(
        MEETING,
        "'room-locked': ({ room }) => room !== undefined && room.isLocked",
        "'room-locked': ({ room, caller, socket }) => room !== undefined && room.isLocked && !room.inside.some((inside) => isOwn(inside, caller, socket))",
      ),
    ],
    ['a room that is ended stays open', replaced(HOST, ENDED, 'writes: [roomWrite(withSeats(room, { left }))]')],
    [
      'a room that is ended is locked instead',
      replaced(HOST, ENDED, 'writes: [roomWrite({ ...withSeats(room, { left }), isLocked: true })]'),
    ],
    [
      'a room that is ended is unknown',
      replaced(
        MEETING,
        "'room-not-found': ({ room }) => room === undefined",
        "'room-not-found': ({ room }) => room === undefined || !room.isActive",
      ),
    ],
    [
      'an end leaves those inside unheard',
      replaced(
        HOST,
        "announces: [{ kind: 'ended', room: room.code, participants: left, reason: 'The meeting has ended' }],",
        '',
      ),
    ],
    [
      'an end spares the host',
      replaced(
        HOST,
        'const left = room.inside.map((inside)',
        'const left = room.inside.filter(({ isHost: is }) => !is).map((inside)',
      ),
    ],
    [
      'an end of a room that is over is refused',
      replaced(
        HOST,
        "'room-ended': mayDo",
        "'room-ended': (each) => { if (each.room && !each.room.isActive) throw new Error('over'); return mayDo(each) }",
      ),
    ],
    [
      'an unknown room is not the caller’s',
      replaced(
        HOST,
        "'room-not-found': isUnknown,\n    'not-host': isNoHost",
        "'room-not-found': () => false,\n    'not-host': ({ room, caller }) => !isHost(room, caller)",
      ),
    ],
    [
      'a room that is not named is nobody’s',
      replaced(SEATS, 'const named = code === undefined ? socket?.seat?.code : code', 'const named = code'),
    ],
  ]),
]
