import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { Make } from '../../domain/operation.ts'
import type { Write } from '../../domain/state.ts'
import { withFacts, type Arranged, type Changes, type FactContext, type Subject } from './subject.ts'

/**
 * A livechat room, waiting for an agent, or *closed*, *out-of-reach* (served by another agent), *served* (by the identity agent),
 * *on-hold*, *old*, *among-many*, *labelled* (matches every filter of lists), *over-limit*, *prevented*; *unknown*: no room has its
 * id.
 */
export const livechatRoom: Subject = {
  arrange(facts, context) {
    const roomId = context.values['roomId'] ?? context.make.id('livechat-room')
    const before = context.state.livechatRooms.get(roomId)
    if (facts.includes('unknown')) return { writes: before ? [roomWrite(roomId, null)] : [], values: { roomId } }
    const room = withFacts(before ?? waitingRoom(roomId, context.make), facts, FACTS, context)
    const others = facts.includes('among-many') ? likeIt(room, context.make) : []
    const writes = [...others, room].map((value) => roomWrite(value._id, value))
    return { writes, values: { roomId }, ...barring(roomId, facts, context.state) }
  },
}

/** What keeps everybody out of a room is no part of it, since lists would show it. */
function barring(
  roomId: string,
  facts: readonly string[],
  { settings }: FactContext['state'],
): Pick<Arranged, 'settings'> {
  const barred = {
    ...(facts.includes('over-limit') ? { overContactLimit: true } : {}),
    ...(facts.includes('prevented') ? { app: 'An app does not allow it' } : {}),
  }
  if (Object.keys(barred).length === 0) return {}
  const before = settings.barredRooms ?? {}
  return { settings: { barredRooms: { ...before, [roomId]: { ...before[roomId], ...barred } } } }
}

const roomWrite = (key: string, value: LivechatRoom | null): Write => ({ table: 'livechatRooms', key, value })

/** A room that waits for an agent, with all that the API shows of one. */
export function waitingRoom(_id: string, make: Make): LivechatRoom {
  const now = new Date(make.now).toISOString()
  const visitor = { _id: make.id('visitor'), username: 'guest-arranged', token: make.id('visitor') }
  const u = { _id: visitor._id, username: visitor.username, name: 'Arranged Visitor' }
  return {
    _id,
    msgs: 1,
    usersCount: 1,
    lm: now,
    fname: u.name,
    t: 'l',
    ts: now,
    v: { ...visitor, status: 'online' },
    cl: false,
    open: true,
    source: { type: 'widget' },
    queuedAt: now,
    _updatedAt: now,
    lastMessage: {
      _id: make.id('message'),
      rid: _id,
      msg: 'Hello',
      ts: now,
      u,
      _updatedAt: now,
      urls: [],
      mentions: [],
      channels: [],
      md: MD,
    },
    metrics: { reaction: { fd: now, ft: 0, tt: 0 }, response: { avg: 0, fd: now, ft: 0, total: 1, tt: 0 } },
    waitingResponse: true,
  }
}

const MD = [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: 'Hello' }] }]

const closed = ({ open: _open, ...room }: LivechatRoom, { make }: FactContext): LivechatRoom => ({
  ...room,
  closedAt: new Date(make.now).toISOString(),
  closedBy: { _id: make.id('person'), username: 'another-agent' },
  closer: 'user',
  tags: [],
})

const outOfReach = (room: LivechatRoom, { make }: FactContext): LivechatRoom => ({
  ...room,
  servedBy: { _id: make.id('person'), username: 'another-agent', ts: new Date(make.now).toISOString() },
})

// The agent of the documented seed, so that the identity `agent` serves every such room.
const AGENT = { _id: 'rbAXPnMktTFbNpwtJ', username: 'agent' }

const served = (room: LivechatRoom, { make }: FactContext): LivechatRoom =>
  room.servedBy ? room : { ...room, servedBy: { ...AGENT, ts: new Date(make.now).toISOString() } }

const onHold = (room: LivechatRoom): LivechatRoom => ({ ...room, onHold: true })

/** More than one page of the largest size. */
const MANY = 120

const likeIt = (room: LivechatRoom, make: Make): LivechatRoom[] =>
  Array.from({ length: MANY }, () => ({ ...room, _id: make.id('livechat-room') }))

const asItIs = (room: LivechatRoom): LivechatRoom => room

/** Its `_updatedAt` stays: it was changed later. */
const old = (room: LivechatRoom): LivechatRoom => ({ ...room, ts: '2022-01-01T00:00:00.000Z' })

const labelled = (room: LivechatRoom): LivechatRoom => ({
  ...room,
  departmentId: 'greenroom-department',
  departmentAncestors: ['greenroom-unit'],
  tags: ['greenroom'],
  livechatData: { plan: 'greenroom' },
})

const FACTS: Changes<'livechat-room', LivechatRoom> = {
  closed,
  'out-of-reach': outOfReach,
  served,
  'on-hold': onHold,
  old,
  'among-many': asItIs,
  labelled,
  'over-limit': asItIs,
  prevented: asItIs,
}
