import { PLAIN_HEADERS, undocumented, type Answer } from '../mock/answer.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import type { Handler } from './handler.ts'
import { toJournalEntry } from './journal-entry.ts'
import { inWorld, type ControlParts } from './parts.ts'

/** Streams server-sent events. Read them with `fetch`: an `EventSource` cannot send the token. */
export const eventHandlers = (parts: ControlParts): Readonly<Record<'followAll' | 'followWorld', Handler>> => ({
  followAll: async ({ query }) => {
    await Promise.all(parts.core.worlds.list().map(async ({ journal }) => journal.refresh?.()))
    return stream(parts, null, mostOf(query))
  },
  followWorld: inWorld(parts, async (world, { query }) => {
    await world.journal.refresh?.()
    return stream(parts, world, mostOf(query))
  }),
})

const mostOf = ({ perSecond }: Readonly<Record<string, unknown>>): number =>
  typeof perSecond === 'number' ? perSecond : Infinity

// Frequent enough to notice a lost reader, and to keep proxies from timing out.
const ALIVE_MS = 15_000

/** Streams the events of one world, or of all. */
function stream({ core: { worlds }, openEnds }: ControlParts, only: WorldEntry | null, perSecond: number): Answer {
  return {
    status: 200,
    headers: ['Content-Type', 'text/event-stream', ...PLAIN_HEADERS],
    body: ': greenroom\n\n',
    about: undocumented('control plane'),
    stream(send, end) {
      const isLimited = perSecond !== Infinity
      const { write, stop: unbatch } = isLimited ? batched(send) : { write: send, stop: nothing }
      const { tell, lose, giveUp } = toTeller(write)
      const mayTell = isLimited ? rationed(perSecond) : () => true
      const followed = new Map<string, () => void>()
      const follow = ({ name, journal }: WorldEntry): void => {
        followed.get(name)?.()
        followed.set(
          name,
          journal.subscribe((entry) => (mayTell() ? tell('exchange', toJournalEntry(name, entry)) : lose())),
        )
      }
      const alive = setInterval(() => send(': alive\n\n'), ALIVE_MS)
      const stops = [giveUp, unbatch, () => clearInterval(alive)]
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
        const { because: _, ...told } = event
        tell('world', told)
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

const nothing = (): void => {}

const BATCH_MS = 100

/**
 * Sends the first piece at once, and what comes within a tenth of a second after it together: each packet of its own would cost the
 * mock as much as a call, and the page that reads it a frame.
 */
function batched(send: (piece: string) => boolean): {
  readonly write: (piece: string) => boolean
  readonly stop: () => void
} {
  let [pieces, keepsUp]: [string[], boolean] = [[], true]
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    timer = undefined
    if (pieces.length === 0) return
    keepsUp = send(pieces.join(''))
    pieces = []
    timer = setTimeout(flush, BATCH_MS)
  }
  return {
    write(piece) {
      // A reader that doesn't keep up gets its chance with the next batch, which is then small.
      if (!keepsUp && pieces.length > 0) return false
      pieces.push(piece)
      if (timer === undefined) flush()
      return true
    },
    stop: () => clearTimeout(timer),
  }
}

const RATION_MS = 100

/** Allows this many a second, at least ten, spread over its tenths. */
function rationed(perSecond: number): () => boolean {
  const ration = Math.floor((perSecond * RATION_MS) / 1000)
  let [began, used] = [0, 0]
  return () => {
    const now = performance.now()
    if (now - began >= RATION_MS) [began, used] = [now, 0]
    used++
    return used <= ration
  }
}

interface Teller {
  readonly tell: (event: string, data: object) => void
  /** Counts an event that isn't told. */
  readonly lose: () => void
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
  const lose = (): void => {
    lost++
    retrying ??= setInterval(catchUp, RETRY_MS)
  }
  const tell = (event: string, data: object): void => {
    catchUp()
    if (lost === 0 && write(event, data)) return
    lose()
  }
  return { tell, lose, giveUp }
}
