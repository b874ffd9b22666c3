/** A livechat room as it lies in the database; a closed one has no `open`. */
export interface LivechatRoom {
  readonly _id: string
  readonly fname: string
  readonly ts: string
  readonly closedAt?: string
  readonly open?: true
  readonly onHold?: true
  readonly departmentId?: string
  readonly servedBy?: { readonly _id: string; readonly username: string; readonly ts: string }
  readonly tags?: readonly string[]
  readonly livechatData: Readonly<Record<string, string>>
  usersCount: number
  readonly [field: string]: unknown
}

interface Agent {
  readonly userId: string
  readonly username: string
}

/** Rooms made for tests, all in one department, among those of customers. */
export function createRooms(on: { agent: Agent; colleague: Agent; department: string }): LivechatRoom[] {
  const own = { departmentId: on.department }
  return [
    livechatRoom('testWaitingRoomAa', 1, { ...own, fname: 'Test waiting', livechatData: { order: 'A-17' } }),
    livechatRoom('testServedRoomAaa', 2, { ...own, fname: 'Test served', ...servedBy(on.agent), tags: ['test'] }),
    livechatRoom('testOthersRoomAaa', 3, {
      ...own,
      fname: 'Test of another',
      ...servedBy(on.colleague),
      tags: ['test', 'vip'],
    }),
    livechatRoom('testOnHoldRoomAaa', 4, { ...own, fname: 'Test on hold', ...servedBy(on.agent), onHold: true }),
    closed(livechatRoom('testClosedRoomAaa', 5, { ...own, fname: 'Test closed', ...servedBy(on.agent) })),
    livechatRoom('customerWaitingAa', 6, { fname: 'Ida Customer' }),
    livechatRoom('customerServedAaa', 7, {
      fname: 'Otto Customer',
      departmentId: 'customer-care',
      ...servedBy(on.colleague),
    }),
    closed(livechatRoom('customerClosedAaa', 8, { fname: 'Uma Customer', departmentId: 'customer-care' })),
  ]
}

const servedBy = ({ userId, username }: Agent): Pick<LivechatRoom, 'servedBy'> => ({
  servedBy: { _id: userId, username, ts: at(1) },
})

const at = (day: number): string => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`

function closed(room: LivechatRoom): LivechatRoom {
  const { open, ...rest } = room
  const closer = room.servedBy ?? { _id: 'someAgent', username: 'someone' }
  return open
    ? {
        ...rest,
        closedAt: room.ts.replace('T08', 'T09'),
        closedBy: { _id: closer._id, username: closer.username },
        closer: 'user',
      }
    : room
}

/** A room with every field that one normally has, made on that day of a February. */
function livechatRoom(
  id: string,
  day: number,
  given: Partial<LivechatRoom> & { readonly fname: string },
): LivechatRoom {
  const ts = at(day)
  const guest = { _id: `visitor-${id}`, username: `guest-${day}` }
  const speed = { fd: ts, ft: 1.5, tt: 1.5 }
  return {
    _id: id,
    t: 'l',
    msgs: 1,
    usersCount: 1,
    lm: ts,
    ts,
    cl: false,
    open: true,
    v: { ...guest, token: `visitor-token-${id}`, status: 'online', lastMessageTs: ts },
    source: { type: 'widget' },
    queuedAt: ts,
    waitingResponse: true,
    livechatData: {},
    priorityWeight: 99,
    estimatedWaitingTimeQueue: 9_999_999,
    metrics: { reaction: speed, response: { ...speed, avg: 1.5, total: 1 } },
    lastMessage: {
      _id: `message-${id}`,
      rid: id,
      msg: 'Hello',
      ts,
      u: { ...guest, name: given.fname },
      _updatedAt: ts,
      urls: [],
      mentions: [],
      channels: [],
      md: [],
    },
    _updatedAt: ts,
    ...given,
  }
}
