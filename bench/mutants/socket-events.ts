import {
  FORCED,
  JOINED,
  LEFT,
  LOCKED,
  TELL,
  forcedAs,
  joinedAs,
  leftAs,
  lockedAs,
  telling,
  told,
} from './announcements.ts'
import type { Mutant, Patch } from './mutant.ts'
import { all, onSockets } from './on-sockets.ts'
import { replaced } from './patch.ts'

const named = (event: string, other: string): readonly [string, Patch] => {
  const where = [JOINED, LEFT, FORCED].find((text) => text.includes(`'${event}'`)) ?? LOCKED
  return [
    `${event} called ${other}`,
    told(where, where.replace(where === LOCKED ? 'told.event' : `'${event}'`, `'${other}'`)),
  ]
}

/** The events for others, and their names. */
export const socketEventMutants: readonly Mutant[] = [
  ...onSockets('event by another name', [
    named('user-joined', 'userJoined'),
    named('user-joined', 'participant-joined'),
    named('user-joined', 'room-joined'),
    named('user-left', 'userLeft'),
    named('user-left', 'participant-left'),
    named('user-left', 'user-disconnected'),
    named('room-locked', 'room-updated'),
    named('room-locked', 'lock-room'),
    named('force-disconnect', 'kicked'),
    named('force-disconnect', 'disconnected'),
    named('force-disconnect', 'user-left'),
  ]),
  ...onSockets('user-joined', [
    ['flat', joinedAs('{ socketId, ...participant }')],
    ['in a list', joinedAs('[{ participant: { socketId, ...participant } }]')],
    ['as text', joinedAs('JSON.stringify({ participant: { socketId, ...participant } })')],
    ['as user', joinedAs('{ user: { socketId, ...participant } }')],
    ['nothing of who it is', joinedAs('{}')],
    ['the id alone', joinedAs('participant.id')],
    [
      'socketId of who hears it',
      telling(
        TELL.replace(
          'emit(event, payload)',
          "emit(event, event === 'user-joined' ? { participant: { ...payload.participant, socketId: socket.id } } : payload)",
        ),
      ),
    ],
    ['socketId left out', joinedAs('{ participant }')],
    ['socketId null', joinedAs('{ participant: { socketId: null, ...participant } }')],
    ['socketId beside the participant', joinedAs('{ socketId, participant }')],
    ['socketId of somebody else', joinedAs('{ participant: { socketId: [...others][0].socket.id, ...participant } }')],
    [
      'socketId a text for who comes over HTTP',
      joinedAs("{ participant: { socketId: socketId ?? 'http', ...participant } }"),
    ],
    [
      'socketId left out for who comes over HTTP',
      joinedAs('{ participant: { ...(socketId === null ? {} : { socketId }), ...participant } }'),
    ],
    ...['id', 'roomId', 'userId', 'guestName', 'isActive', 'isHost', 'joinedAt', 'leftAt'].map(
      (name) =>
        [
          `${name} left out`,
          joinedAs(
            `{ participant: { socketId, ...Object.fromEntries(Object.entries(participant).filter(([each]) => each !== '${name}')) } }`,
          ),
        ] as const,
    ),
    [
      'userId left out for guests',
      joinedAs('{ participant: { socketId, ...participant, userId: participant.userId ?? undefined } }'),
    ],
    [
      'guestName renamed to displayName',
      joinedAs(
        '{ participant: { socketId, ...participant, guestName: undefined, displayName: participant.guestName } }',
      ),
    ],
    [
      'the name of users in guestName',
      joinedAs("{ participant: { socketId, ...participant, guestName: participant.guestName ?? 'John' } }"),
    ],
    ['isHost false', joinedAs('{ participant: { socketId, ...participant, isHost: false } }')],
    ['isActive false', joinedAs('{ participant: { socketId, ...participant, isActive: false } }')],
    ['leftAt set', joinedAs('{ participant: { socketId, ...participant, leftAt: participant.joinedAt } }')],
    [
      'joinedAt another time',
      joinedAs("{ participant: { socketId, ...participant, joinedAt: '2026-03-03T10:36:00.000Z' } }"),
    ],
    [
      'joinedAt as a number',
      joinedAs('{ participant: { socketId, ...participant, joinedAt: Date.parse(participant.joinedAt) } }'),
    ],
    ['an id of its own', joinedAs("{ participant: { socketId, ...participant, id: 'clx4a5b6c7d8e9f0g1h2i3j' } }")],
    [
      'the userId as id of users',
      joinedAs('{ participant: { socketId, ...participant, id: participant.userId ?? participant.id } }'),
    ],
    ['the participant before', ofTheOneBefore()],
    ['with a second argument', telling(TELL.replace('emit(event, payload)', 'emit(event, payload, 1)'))],
    ['without an argument', telling(TELL.replace('emit(event, payload)', 'emit(event)'))],
  ]),
  ...onSockets('user-left', [
    ['socketId left out', leftAs('{ userId, participantId }')],
    ['socketId null', leftAs('{ socketId: null, userId, participantId }')],
    [
      'socketId of who hears it',
      telling(
        TELL.replace(
          'emit(event, payload)',
          "emit(event, event === 'user-left' ? { ...payload, socketId: socket.id } : payload)",
        ),
      ),
    ],
    ['userId left out', leftAs('{ socketId, participantId }')],
    ['userId null', leftAs('{ socketId, userId: null, participantId }')],
    ['userId left out for guests', leftAs('{ socketId, ...(userId === null ? {} : { userId }), participantId }')],
    ['participantId left out', leftAs('{ socketId, userId }')],
    ['participantId renamed to id', leftAs('{ socketId, userId, id: participantId }')],
    [
      'participantId of somebody else',
      leftAs('{ socketId, userId, participantId: others.find(({ seat }) => seat).seat.participantId }'),
    ],
    ['the participant', leftAs('{ participant: { socketId, ...told.participant } }')],
    ['the socketId alone', leftAs('socketId')],
    ['as text', leftAs('JSON.stringify({ socketId, userId, participantId })')],
  ]),
  ...onSockets('room-locked', [
    ['inverted', lockedAs('{ locked: !told.payload.locked }')],
    ['always true', lockedAs('{ locked: true }')],
    ['as text', lockedAs('{ locked: String(told.payload.locked) }')],
    ['as a number', lockedAs('{ locked: Number(told.payload.locked) }')],
    ['bare', lockedAs('told.payload.locked')],
    ['left out', lockedAs('{}')],
    ['renamed to isLocked', lockedAs('{ isLocked: told.payload.locked }')],
    [
      'where nothing changes',
      replaced('domain/meeting-host.ts', 'if (!room || room.isLocked === isLocked)', 'if (!room)'),
    ],
  ]),
  ...onSockets('force-disconnect', [
    ['another reason', forcedAs("{ reason: 'Removed by host' }")],
    [
      'another reason for who is replaced',
      forcedAs("{ reason: told.kind === 'left' ? 'The meeting has ended' : reason }"),
    ],
    ['another reason where the room ends', forcedAs("{ reason: told.kind === 'ended' ? 'Removed by host' : reason }")],
    ['a reason of its own', forcedAs("{ reason: 'Replaced' }")],
    ['reason left out', forcedAs('{}')],
    ['reason null', forcedAs('{ reason: null }')],
    ['reason as a number', forcedAs('{ reason: 1 }')],
    ['reason in small letters', forcedAs('{ reason: reason.toLowerCase() }')],
    ['bare', forcedAs('reason')],
    ['reason renamed to message', forcedAs('{ message: reason }')],
  ]),
]

function ofTheOneBefore(): Patch {
  return all(
    told('const tellOne = (places', 'let last = null\n  const tellOne = (places'),
    told(
      JOINED,
      `const shown = last ?? participant; last = participant; ${JOINED.replace('...participant', '...shown')}`,
    ),
  )
}
