import type { HeaderPairs, Seen } from '../passive/model/seen.ts'
import { pairBytes, textBytes, type Teller } from './teller.ts'
import type { TunnelTap } from './tunnel.ts'

/** Tells the messages of a WebSocket. Once one of them was left out, the rest is of no use, and is not told. */
export function tapSocket(url: string, headers: HeaderPairs, { tell, miss, place }: Teller): TunnelTap {
  const at = place()
  const wire = at(0).place
  let isFollowed = false
  let waiting = 0
  const isTold = (item: Seen, bytes: number): boolean => {
    if (waiting >= MOST_OF_ONE) return false
    waiting += 1
    const isKept = tell(() => {
      waiting -= 1
      return item
    }, bytes)
    if (!isKept) waiting -= 1
    return isKept
  }
  const over = (): void => {
    const item: Seen = { kind: 'close', wire, ...at(Date.now()) }
    if (isFollowed) tell(() => item, 0)
    isFollowed = false
  }
  const leaveOut = (): void => {
    miss('connections')
    over()
  }
  return {
    opened() {
      const item: Seen = { kind: 'socket', wire, url, headers, ...at(Date.now()) }
      isFollowed = isTold(item, url.length + pairBytes(headers))
      if (!isFollowed) miss('connections')
    },
    message(way, data) {
      if (!isFollowed) return false
      if (data === null) {
        miss('messages')
        return true
      }
      const item: Seen = { kind: 'frame', wire, way, data, ...at(Date.now()) }
      if (!isTold(item, FRAME_BYTES + textBytes(data))) leaveOut()
      return isFollowed
    },
    closed: over,
  }
}

/** One connection that sends without end must not take the room of all. */
const MOST_OF_ONE = 5000
/** What a message keeps besides its data. */
const FRAME_BYTES = 400
