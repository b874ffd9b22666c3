import { connectAsker, type Asker } from './asker.ts'
import { CROWD, OUTSTANDING, STREAMS, type MeasuredAsk } from './measured.ts'
import type { ReadyServer } from './servers.ts'

/** The results of a load. */
export interface Burst {
  readonly acks: number
  readonly seconds: number
  /** Microseconds of CPU used by the server during the load. */
  readonly cpu: number
}

/** A server under load. */
export interface Loaded {
  readonly ready: ReadyServer
  cpu(): Promise<number>
  collect(): Promise<void>
}

/** Loads a server for this many seconds; connecting and disconnecting don't count. */
export const load = (server: Loaded, measured: MeasuredAsk, seconds: number): Promise<Burst> =>
  measured.way === 'stream' ? streaming(server, measured, seconds) : crowding(server, measured, seconds * CROWDS)

async function streaming(server: Loaded, measured: MeasuredAsk, seconds: number): Promise<Burst> {
  const askers = await connected(server, measured, STREAMS)
  const before = await server.cpu()
  const began = performance.now()
  const until = began + seconds * 1000
  const counts = await Promise.all(askers.map((asker) => askingOn(asker, until)))
  const took = performance.now() - began
  const cpu = (await server.cpu()) - before
  await closed(askers)
  return { acks: counts.reduce((sum, count) => sum + count, 0), seconds: took / 1000, cpu }
}

/** Keeps the number of outstanding acks constant until the time is up, then waits for the last. */
const askingOn = (asker: Asker, until: number): Promise<number> =>
  new Promise((resolve) => {
    let [acks, waiting] = [0, OUTSTANDING]
    asker.onAcks = (count) => {
      acks += count
      if (performance.now() < until) return asker.ask(count)
      waiting -= count
      if (waiting === 0) resolve(acks)
    }
    asker.ask(OUTSTANDING)
  })

/** Runs this many crowds, one after the other, each with new sockets. */
async function crowding(server: Loaded, measured: MeasuredAsk, crowds: number): Promise<Burst> {
  let sum: Burst = { acks: 0, seconds: 0, cpu: 0 }
  for (let crowd = 0; crowd < crowds; crowd++) {
    const askers = await connected(server, measured, CROWD)
    // The garbage from connecting doesn't belong to the joins.
    await server.collect()
    const before = await server.cpu()
    const began = performance.now()
    await askedOnce(askers, measured.heard)
    const took = performance.now() - began
    const cpu = (await server.cpu()) - before
    await closed(askers)
    sum = { acks: sum.acks + CROWD, seconds: sum.seconds + took / 1000, cpu: sum.cpu + cpu }
  }
  return sum
}

/** All send at once; it is over when all acks and events have arrived. */
const askedOnce = (askers: readonly Asker[], events: number): Promise<void> =>
  new Promise((resolve) => {
    let missing = askers.length + events
    const came = (count: number): void => {
      missing -= count
      if (missing === 0) resolve()
    }
    for (const asker of askers) Object.assign(asker, { onAcks: came, onHeard: () => came(1) })
    for (const asker of askers) asker.ask(1)
  })

/** A few at a time, since the listener's backlog is limited. */
export async function connected({ ready }: Loaded, { token, asks }: MeasuredAsk, count: number): Promise<Asker[]> {
  const askers: Asker[] = []
  for (let from = 0; from < count; from += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, count - from) }, (_, n) =>
      connectAsker(ready.port, token, asks(ready.rooms, from + n)),
    )
    askers.push(...(await Promise.all(some)))
  }
  return askers
}

const AT_A_TIME = 100

/** Crowds per second of a plan: most of their time is spent connecting, which doesn't count. */
const CROWDS = 8

const closed = (askers: readonly Asker[]): Promise<unknown> => Promise.all(askers.map((asker) => asker.close()))
