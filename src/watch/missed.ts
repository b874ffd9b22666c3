import type { LeftOut } from '../passive/reading.ts'

/** How much of what passed was not judged, since too much came at once, or in one piece. */
export interface MissedTraffic {
  /** Exchanges that are no calls of the contract. */
  readonly others: number
  readonly calls: number
  /** How often a connection of Socket.IO was followed no further. */
  readonly connections: number
  /** Of Socket.IO, each too long to be read. */
  readonly messages: number
}

/** What was left out of a reading, with the exchanges that never came to it. */
export const withMissed = (leftOut: LeftOut, { others }: MissedTraffic): LeftOut => ({
  ...leftOut,
  others: leftOut.others + others,
})

/** What a report says of it. */
export const missedNotes = ({ calls, connections, messages }: MissedTraffic): string[] => [
  ...(calls === 0 ? [] : [`${calls} ${calls === 1 ? 'call was' : 'calls were'} not judged: too many at once`]),
  ...(connections === 0
    ? []
    : [
        `${connections} ${connections === 1 ? 'connection' : 'connections'} of Socket.IO ${connections === 1 ? 'was' : 'were'} followed no further: too many messages at once`,
      ]),
  ...(messages === 0
    ? []
    : [`${messages} ${messages === 1 ? 'message' : 'messages'} of Socket.IO passed unread: too long`]),
]
