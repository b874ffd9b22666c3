import type { Participant, Seat } from '../contract/compiled/types.ts'
import { changesByHand } from '../domain/meeting-changes.ts'
import type { MeetingRoom, State } from '../domain/state.ts'
import type { Make } from '../domain/operation.ts'
import type { Decision } from '../world/store.ts'
import { json, unavailable, type Handler } from './handler.ts'
import { inWorld, inWorldWithSpace, type ControlParts } from './parts.ts'

/** Handlers that seat and remove participants of meeting rooms. */
export const participantHandlers = (
  parts: ControlParts,
): Readonly<Record<'seatParticipant' | 'unseatParticipant', Handler>> => {
  const { store } = parts.core
  return {
    seatParticipant: inWorldWithSpace(parts, async ({ name }, { params, body }) => {
      const seated = await store.change(name, (state, make) =>
        changed(state, params['key'], 'seated', (room) => seat(room, toSeat(body), make)),
      )
      return seated ? json(seated, 201) : missing('meeting room', params['key'])
    }),
    unseatParticipant: inWorld(parts, async ({ name }, { params }) => {
      const left = await store.change(name, (state, { now }) =>
        changed(state, params['key'], 'removed', (room) => unseat(room, params['participant'], now)),
      )
      return left ? json(left) : missing('participant', params['participant'])
    }),
  }
}

const toSeat = (body: unknown): Seat => (typeof body === 'object' && body !== null ? body : {})

const missing = (word: string, key = '') =>
  unavailable(404, `No such ${word}`, `There is no ${word} ${JSON.stringify(key.slice(0, 80))} in this world.`)

interface Change {
  readonly room: MeetingRoom
  readonly who: Participant
}

/** Writes a changed room; null if there is no such room, or nothing to change. */
function changed(
  state: State,
  code: string | undefined,
  did: 'seated' | 'removed',
  change: (room: MeetingRoom) => Change | null,
): Decision<Participant | null> {
  const before = state.meetingRooms.get(code ?? '')
  const done = before ? change(before) : null
  if (before === undefined || done === null) return { result: null, writes: [] }
  const { room, who } = done
  return {
    result: who,
    writes: [{ table: 'meetingRooms', key: room.code, value: room }],
    announces: changesByHand(before, room),
    isByHand: true,
    what: `${did} ${who.userId ?? who.guestName} ${did === 'seated' ? 'in' : 'from'} ${room.code}`,
  }
}

function seat(room: MeetingRoom, wanted: Seat, make: Make): Change {
  const { userId, guestName } = { userId: wanted.userId ?? null, guestName: wanted.guestName ?? null }
  const who: Participant = {
    id: make.id('participant'),
    roomId: room.id,
    userId,
    guestName,
    isActive: true,
    isHost: userId === room.hostId,
    joinedAt: new Date(make.now).toISOString(),
    leftAt: null,
  }
  // As on joining: a user has one seat, and gives up the older one.
  const isOwn = (inside: Participant): boolean => userId !== null && inside.userId === userId
  const left = room.inside.filter(isOwn).map((inside) => ({ ...inside, isActive: false, leftAt: who.joinedAt }))
  const others = room.inside.filter((inside) => !isOwn(inside))
  return {
    who,
    room: { ...room, inside: [...others, who], past: [...room.past, ...left].slice(-100) },
  }
}

function unseat(room: MeetingRoom, id: string | undefined, now: number): Change | null {
  const inside = room.inside.find((each) => each.id === id)
  if (!inside) return null
  const who = { ...inside, isActive: false, leftAt: new Date(now).toISOString() }
  return {
    who,
    room: { ...room, inside: room.inside.filter((each) => each !== inside), past: [...room.past, who].slice(-100) },
  }
}
