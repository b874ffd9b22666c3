import type { LivechatRoom, Source } from '../../contract/compiled/types.ts'
import { createDice, type Dice } from './dice.ts'
import { roomMaker, type RoomMaker } from './livechat-room.ts'
import type { Population } from './population.ts'
import { STREAMS } from './streams.ts'

/**
 * Rooms as servers of 8.x answer them: with members that no document shows, more kinds of sources, remarks of whoever closed the room,
 * and no one who has waited for longer than an office is open.
 */
export function roomOfServersMaker(population: Population): RoomMaker {
  const make = roomMaker(population, (phase, place) => (phase === 'queued' && place >= QUEUE ? 'closed' : phase))
  const dice = createDice(population.rooms, STREAMS.livechatExtras)
  return (id, place) => {
    dice.begin(place)
    return withMore(make(id, place), dice)
  }
}

/** One room a minute comes, so the oldest that waits came this many minutes ago. */
const QUEUE = 200

function withMore(room: LivechatRoom, dice: Dice): LivechatRoom {
  const source = room.source?.type === 'widget' ? dice.one(SOURCES, room.source) : room.source
  const more = {
    u: { _id: 'rocket.cat', username: 'rocket.cat' },
    priorityWeight: 99,
    estimatedWaitingTimeQueue: 9_999_999,
    contactId: dice.text(HEX, 24),
    verified: false,
    livechatData: room.livechatData ?? {},
    v: { ...room.v, name: room.fname, ...phoneOf(room, source, dice) },
    ...(source ? { source } : {}),
    ...serversOwn(room),
  }
  return { ...room, ...more, ...(room.closedAt === undefined ? {} : closedBySomebody(room, dice)) }
}

/** Who serves and who answered, with their times; and the metrics. */
function serversOwn({ servedBy, responseBy, metrics, ts, lm, closedAt }: LivechatRoom): object {
  const duration = closedAt === undefined ? {} : { serviceTimeDuration: metrics.chatDuration }
  return {
    metrics: { ...metrics, v: { lq: lm }, ...duration },
    ...(servedBy ? { servedBy: { ...servedBy, ts: servedBy.ts ?? ts } } : {}),
    ...(responseBy ? { responseBy: { ...responseBy, firstResponseTs: metrics.response?.fd ?? lm } } : {}),
  }
}

/** The last message of a closed room is the remark with which it was closed. */
function closedBySomebody({ closer, lastMessage }: LivechatRoom, dice: Dice): object {
  const msg = dice.one(closer === 'visitor' ? VISITORS : AGENTS, '')
  const md = [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: msg }] }]
  const closingMessage = { ...lastMessage, msg, md }
  return { lastMessage: closingMessage, closingMessage }
}

/** Who writes a text message has a number; so has the visitor of an app, as user name. */
function phoneOf({ v }: LivechatRoom, source: Source | undefined, dice: Dice): object {
  if (source?.type === 'sms') return { phone: [{ phoneNumber: `+1555${dice.text('0123456789', 7)}` }] }
  return source?.type === 'app' ? { phone: [{ phoneNumber: `+${v.username}` }] } : {}
}

const HEX = '0123456789abcdef'

/** Where visitors come from besides apps: mostly from the widget of a page. */
const SOURCES: readonly Source[] = [
  { type: 'widget' },
  { type: 'widget' },
  { type: 'widget' },
  { type: 'email', id: 'support@greenroom.example', alias: 'Support' },
  { type: 'sms', alias: 'twilio' },
  { type: 'api' },
]

const AGENTS = [
  'I am glad that I could help. Have a nice day!',
  'The order is on its way. I am closing this conversation.',
  'As there is no answer, I am closing this conversation.',
  'Solved by a refund',
  'Thank you for contacting us!',
]

const VISITORS = ['Thanks, that is all', 'It works now, thank you', 'Never mind']
