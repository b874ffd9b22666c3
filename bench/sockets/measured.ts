import type { Ask } from './asker.ts'
import { member, type Rooms } from './servers.ts'

/** Something that sockets ask, to be measured. */
export interface MeasuredAsk {
  readonly label: string
  /** `stream`: a few sockets ask on and on, with many acks outstanding. `once`: many new sockets ask once each, all at a time. */
  readonly way: 'stream' | 'once'
  readonly token: string | null
  /** What the n-th socket asks, in turn. */
  readonly asks: (rooms: Rooms, n: number) => readonly Ask[]
  /** Events that are heard in a round of `once`, by all sockets together. */
  readonly heard: number
}

/** How many sockets stream, and how many acks each has outstanding. */
export const STREAMS = 16
export const OUTSTANDING = 16

/** How many sockets ask once, and how many of them share a room where they do. */
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

/** What is measured, each alike every time. */
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
