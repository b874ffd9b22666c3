import type { Ask } from './asker.ts'
import { member, type Rooms } from './servers.ts'

/** A call on sockets to measure. */
export interface MeasuredAsk {
  readonly label: string
  /** `stream`: a few sockets call continuously, with many acks outstanding. `once`: many new sockets call once each, all at the same time. */
  readonly way: 'stream' | 'once'
  readonly token: string | null
  /** The events of the n-th socket, in turn. */
  readonly asks: (rooms: Rooms, n: number) => readonly Ask[]
  /** The number of events received in a round of `once`, by all sockets together. */
  readonly heard: number
}

/** The number of streaming sockets, and of outstanding acks for each. */
export const STREAMS = 16
export const OUTSTANDING = 16

/** The number of sockets that call once, and how many share a room if they do. */
export const CROWD = 500
export const TOGETHER = 10

const join = (code: string, ack = '{"id":"c'): Ask => ({
  event: 'join-room',
  payload: { code, guestName: 'Jane Smith' },
  ack,
})
const refused = (code: string, ack: string) => (): readonly Ask[] => [join(code, ack)]
const leave = (code: string): Ask => ({ event: 'leave-room', payload: { code }, ack: '{"success":true' })
const roomOf = (codes: readonly string[], n: number): string => codes[n % codes.length] ?? ''

/** The calls to measure; each always gets the same answer. */
export const measuredAsks: readonly MeasuredAsk[] = [
  {
    label: 'join refused: room-not-found',
    way: 'stream',
    token: null,
    asks: ({ unknown }) => refused(unknown, '{"statusCode":404')(),
    heard: 0,
  },
  {
    label: 'join refused: room-locked',
    way: 'stream',
    token: null,
    asks: ({ locked }) => refused(locked, '{"statusCode":403')(),
    heard: 0,
  },
  {
    label: 'a seated user joins again, alone in the room',
    way: 'stream',
    token: member.token,
    asks: ({ alone }, n) => [join(roomOf(alone, n))],
    heard: 0,
  },
  {
    label: 'a guest joins and leaves in turn, alone in the room',
    way: 'stream',
    token: null,
    asks: ({ alone }, n) => [join(roomOf(alone, n)), leave(roomOf(alone, n))],
    heard: 0,
  },
  {
    label: `${CROWD} new guests join, each a room of its own`,
    way: 'once',
    token: null,
    asks: ({ alone }, n) => [join(roomOf(alone, n))],
    heard: 0,
  },
  {
    label: `${CROWD} new guests join, ${TOGETHER} to a room, who hear of each other`,
    way: 'once',
    token: null,
    asks: ({ shared }, n) => [join(roomOf(shared, n))],
    heard: (CROWD * (TOGETHER - 1)) / 2,
  },
]
