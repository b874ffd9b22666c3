import { openLink, toFrame } from './link.ts'

/** An event that a load sends, and the start of its ack. */
export interface Ask {
  readonly event: string
  readonly payload: object
  readonly ack: string
}

/** A socket that sends the same events repeatedly, and continues where it stopped. */
export interface Asker {
  /** Sends the next events, this many at once. */
  readonly ask: (count: number) => void
  /** Called with the number of acks that arrived together. */
  onAcks: (count: number) => void
  /** Called for each event that it receives. */
  onHeard: () => void
  readonly close: () => Promise<void>
}

/** Maximum number of events that a socket sends at once. */
export const MOST_AT_ONCE = 64

/** Connects a socket that sends these events in turn. An ack with an unexpected start ends the process. */
export async function connectAsker(port: number, token: string | null, asks: readonly Ask[]): Promise<Asker> {
  const link = await openLink(port, token)
  const packets = asks.map(({ event, payload }, n) => toFrame(`42${n}${JSON.stringify([event, payload])}`))
  const beginnings = asks.map(({ ack }, n) => `43${n}[${ack}`)
  const row = Array.from({ length: MOST_AT_ONCE + asks.length }, (_, n) => packets[n % packets.length] ?? PING)
  const frames = Buffer.concat(row)
  const starts = startsOf(row)
  let [next, acks] = [0, 0]
  const asker: Asker = {
    ask(count) {
      link.write(frames.subarray(starts[next], starts[next + count]))
      next = (next + count) % asks.length
    },
    onAcks: () => {},
    onHeard: () => {},
    close: link.close,
  }
  link.onMessage = (bytes, start, end) => {
    if (bytes[start + 1] === EVENT) return asker.onHeard()
    acks++
    if (beginnings.some((text) => bytes.toString('latin1', start, start + text.length) === text)) return
    throw new Error(`an ack is not as it should be: ${bytes.toString('latin1', start, end)}`)
  }
  link.onPause = () => {
    if (acks === 0) return
    const count = acks
    acks = 0
    asker.onAcks(count)
  }
  return asker
}

const EVENT = 0x32
const PING = toFrame('2')

/** The start of each frame, and the end of the last. */
function startsOf(frames: readonly Buffer[]): number[] {
  let at = 0
  return [0, ...frames.map(({ length }) => (at += length))]
}
