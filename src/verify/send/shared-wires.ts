import type { SocketDestination } from '../model/socket-client.ts'
import type { Wire } from './wire.ts'

/** Connections that serve one client after the other. */
export interface SharedWires {
  /** One that a client of the same run has left, or a new one. It ends with the run: the signal of the destination. */
  readonly take: (to: SocketDestination) => Wire
  /** Offers a connection to the next client. */
  readonly giveBack: (wire: Wire) => void
}

/** A connection, how busy it is, and the run that ends it: another one at the same time must lose none of its own. */
interface Kept {
  readonly place: string
  readonly signal: AbortSignal
  readonly load: Load
}

/** Starts without connections; `create` makes one that stays open without clients. */
export function createSharedWires(create: (to: SocketDestination) => Wire): SharedWires {
  const all = new Map<Wire, Kept>()
  const free = new Set<Wire>()
  const watched = new WeakSet<AbortSignal>()
  const end = (wire: Wire): void => {
    all.delete(wire)
    free.delete(wire)
    wire.manager.engine.close()
    wire.abort()
  }
  /** With a listener for each connection, each further one would take longer to add. */
  const endWith = (signal: AbortSignal): void => {
    if (watched.has(signal)) return
    watched.add(signal)
    const endAll = (): void => {
      for (const [wire, kept] of all) if (kept.signal === signal) end(wire)
    }
    signal.addEventListener('abort', endAll, { once: true })
  }
  const added = (to: SocketDestination): Wire => {
    const wire = create(to)
    const load = createLoad()
    all.set(wire, { place: placeOf(to), signal: to.signal, load })
    wire.manager.once('open', () => wire.manager.engine.on('packetCreate', load.add))
    endWith(to.signal)
    return wire
  }
  const isUsable = (wire: Wire, to: SocketDestination): boolean => {
    const kept = all.get(wire)
    return kept?.signal === to.signal && kept.place === placeOf(to) && isOpen(wire) && !kept.load.isHigh()
  }
  return {
    take(to) {
      const wire = [...free].find((each) => isUsable(each, to))
      if (!wire) return added(to)
      free.delete(wire)
      return wire
    },
    giveBack(wire) {
      if (isOpen(wire)) free.add(wire)
      else end(wire)
    },
  }
}

const placeOf = ({ baseUrl, path, headers }: SocketDestination): string => JSON.stringify([baseUrl, path, headers])

const isOpen = ({ manager }: Wire): boolean => manager.engine.readyState === 'open'

/** The packets that a connection has sent lately. */
interface Load {
  readonly add: () => void
  /** Whether it must rest before it serves another client. */
  readonly isHigh: () => boolean
}

/** A greenroom ends connections that send 200 packets at once, or more than 100 a second for long. */
const [HIGH, PER_SECOND] = [60, 50]

function createLoad(): Load {
  let [sent, at] = [0, performance.now()]
  const now = (): number => {
    const before = at
    at = performance.now()
    return (sent = Math.max(0, sent - ((at - before) * PER_SECOND) / 1000))
  }
  return { add: () => void (sent = now() + 1), isHigh: () => now() > HIGH }
}
