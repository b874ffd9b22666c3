import { follow, type GreenroomEvent } from '../../src/client/events.ts'
import type { Requester } from '../../src/client/requester.ts'

/** What became of the connection. */
export type Connection = 'connecting' | 'live' | 'lost' | 'refused'

/** Hears of events, and of the connection that brings them. */
export interface Listener {
  readonly onConnection: (connection: Connection) => void
  readonly onEvent: (event: GreenroomEvent) => void
  /** Reads everything anew; called whenever events may have been missed. */
  readonly catchUp: () => Promise<void>
}

/** More would be more than a person reads; the others are counted. */
const PER_SECOND = 600
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [250, 4000]

/** Follows all worlds forever, and connects again whenever the connection is lost. Ends only if the token is refused. */
export async function followForever(requester: Requester, listener: Listener): Promise<void> {
  let waitMs = FIRST_WAIT_MS
  for (;;) {
    const leaving = new AbortController()
    try {
      const events = follow(requester, `/events?perSecond=${PER_SECOND}`, leaving.signal)[Symbol.asyncIterator]()
      const [first, caughtUp] = [events.next(), listener.catchUp()]
      // The first event may be long in coming; a failure of either is one of both.
      await Promise.race([caughtUp, first.then(() => caughtUp)])
      listener.onConnection('live')
      waitMs = FIRST_WAIT_MS
      for (let next = await first; !next.done; next = await events.next()) listener.onEvent(next.value)
    } catch (error) {
      if (error instanceof Error && error.message.endsWith(' 401)')) return listener.onConnection('refused')
    } finally {
      leaving.abort()
    }
    listener.onConnection('lost')
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)
  }
}
