import { PLAIN_HEADERS, undocumented, type Answer } from '../mock/answer.ts'
import type { WorldEntry } from '../world/worlds.ts'
import type { Handler } from './handler.ts'
import { toJournalEntry } from './journal-entry.ts'
import { inWorld, type ControlParts } from './parts.ts'

/** Streams server-sent events. Read them with `fetch`: an `EventSource` cannot send the token. */
export const eventHandlers = (parts: ControlParts): Readonly<Record<'followAll' | 'followWorld', Handler>> => ({
  followAll: () => stream(parts, null),
  followWorld: inWorld(parts, (world) => stream(parts, world)),
})

// Frequent enough to notice a lost reader, and to keep proxies from timing out.
const ALIVE_MS = 15_000

/** Streams the events of one world, or of all. */
function stream({ core: { worlds }, openEnds }: ControlParts, only: WorldEntry | null): Answer {
  return {
    status: 200,
    headers: ['Content-Type', 'text/event-stream', ...PLAIN_HEADERS],
    body: ': greenroom\n\n',
    about: undocumented('control plane'),
    stream(send, end) {
      const { tell, giveUp } = toTeller(send)
      const followed = new Map<string, () => void>()
      const follow = ({ name, journal }: WorldEntry): void => {
        followed.get(name)?.()
        followed.set(
          name,
          journal.subscribe((entry) => tell('exchange', toJournalEntry(name, entry))),
        )
      }
      const alive = setInterval(() => send(': alive\n\n'), ALIVE_MS)
      const stops = [giveUp, () => clearInterval(alive)]
      const stop = (): void => {
        for (const each of [...stops.splice(0), ...followed.values()]) each()
      }
      // Sends nothing after the end, even if the transport hasn't closed yet.
      const finish = (): void => {
        stop()
        end()
      }
      for (const world of only ? [only] : worlds.list()) follow(world)
      const unsubscribe = worlds.subscribe((event) => {
        if (only && event.world !== only.name) return
        tell('world', event)
        const world = worlds.get(event.world)
        if (world) return follow(world)
        followed.get(event.world)?.()
        followed.delete(event.world)
        if (only) finish()
      })
      stops.push(unsubscribe, openEnds.add(finish))
      if (only) stops.push(worlds.hold(only.name))
      return stop
    },
  }
}

interface Teller {
  readonly tell: (event: string, data: object) => void
  /** Stops writing to a reader that is gone. */
  readonly giveUp: () => void
}

const RETRY_MS = 250

/** Writes events, and counts those a slow reader loses, to report them soon after it catches up, even without new events. */
function toTeller(send: (piece: string) => boolean): Teller {
  let lost = 0
  let retrying: ReturnType<typeof setInterval> | undefined
  const write = (event: string, data: object): boolean => send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const giveUp = (): void => {
    clearInterval(retrying)
    retrying = undefined
  }
  const catchUp = (): void => {
    if (lost > 0 && write('lost', { count: lost })) lost = 0
    if (lost === 0) giveUp()
  }
  const tell = (event: string, data: object): void => {
    catchUp()
    if (lost === 0 && write(event, data)) return
    lost++
    retrying ??= setInterval(catchUp, RETRY_MS)
  }
  return { tell, giveUp }
}
