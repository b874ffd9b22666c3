import { later } from '../socket-io/later.ts'
import type { Connection, EnginePacket } from '../socket-io/served.ts'
import type { Times } from '../socket-io/socket-context.ts'
import { tryUpgrade } from './upgrade.ts'
import type { LocalWire, WireEvents } from './wire.ts'

/** Settings of a connection; the client is told all of them. */
export interface LocalConnectionParts {
  readonly id: string
  readonly times: Times
  /** Bytes of a packet. */
  readonly maxPayload: number
  /** Where a client may go on. */
  readonly upgrades: readonly string[]
}

/** What a connection tells: `closed` once, with the words that Socket.IO has for it. */
interface Told {
  readonly packet: EnginePacket
  readonly message: unknown
  readonly closed: string
}

/** A client's connection: Engine.IO's heartbeat, upgrade and end, over any wire. */
export class LocalConnection implements Connection {
  readyState: 'open' | 'closing' | 'closed' = 'open'
  transport: LocalWire
  readonly #parts: LocalConnectionParts
  readonly #listeners: { readonly [Event in keyof Told]: Set<(told: Told[Event]) => void> } = {
    packet: new Set(),
    message: new Set(),
    closed: new Set(),
  }
  #waiting: EnginePacket[] = []
  /** The wire to which it is about to move. */
  #next: LocalWire | null = null
  #cancelPing: () => void = () => {}

  constructor(parts: LocalConnectionParts, wire: LocalWire) {
    this.#parts = parts
    this.transport = wire
    wire.bind(this.#eventsOf(wire))
  }

  /** Tells the client that it is connected. */
  open(): void {
    const { id: sid, times, maxPayload, upgrades } = this.#parts
    const [pingInterval, pingTimeout] = [times.pingIntervalMs, times.pingTimeoutMs]
    this.send({ type: 'open', data: JSON.stringify({ sid, upgrades, pingInterval, pingTimeout, maxPayload }) })
    this.#pingLater()
  }

  on<Event extends keyof Told>(event: Event, listener: (told: Told[Event]) => void): void {
    this.#listeners[event].add(listener)
  }

  send(packet: EnginePacket): void {
    if (this.readyState !== 'open') return
    this.#waiting.push(packet)
    this.#flush()
  }

  close(discard = false): void {
    if (discard) return this.#ended('forced close')
    if (this.readyState !== 'open') return
    this.readyState = 'closing'
    if (this.#waiting.length === 0) this.#end()
  }

  /** Moves to another wire as soon as its client has found that to work. RefusalReason on the last one, or while it is moving. */
  upgrade(next: LocalWire): boolean {
    if (this.#next || this.transport.name === 'websocket' || this.readyState !== 'open') return false
    this.#next = next
    tryUpgrade(next, {
      ...this.#eventsOf(next),
      probed: () => this.#freePoll(),
      done: () => this.#moveTo(next),
      failed: () => void (this.#next = null),
    })
    return true
  }

  #eventsOf(wire: LocalWire): WireEvents {
    return {
      packet: (packet) => this.#receive(packet),
      ready: () => this.#flush(),
      ended: (reason) => {
        if (wire === this.transport) this.#ended(reason)
      },
    }
  }

  #receive(packet: EnginePacket): void {
    if (this.readyState !== 'open') return
    this.#tell('packet', packet)
    if (packet.type === 'pong') this.#pingLater()
    else if (packet.type === 'ping') this.#ended('transport error')
    else if (packet.type === 'error') this.#ended('parse error')
    else if (packet.type === 'message') this.#tell('message', packet.data)
  }

  #tell<Event extends keyof Told>(event: Event, told: Told[Event]): void {
    for (const listener of this.#listeners[event]) listener(told)
  }

  #flush(): void {
    if (this.readyState === 'closed' || this.#waiting.length === 0 || !this.transport.isReady()) return
    const packets = this.#waiting
    this.#waiting = []
    this.transport.send(packets)
    if (this.readyState === 'closing') this.#end()
  }

  #pingLater(): void {
    const { pingIntervalMs, pingTimeoutMs } = this.#parts.times
    this.#cancelPing()
    this.#cancelPing = later(pingIntervalMs, () => {
      this.#cancelPing = later(pingTimeoutMs, () => this.#ended('ping timeout'))
      this.send({ type: 'ping' })
    })
  }

  /** A client moves once its poll is answered, and may have begun another one meanwhile. */
  #freePoll(): void {
    if (!this.#next) return
    if (this.transport.isReady()) this.transport.send([{ type: 'noop' }])
    later(FREE_MS, () => this.#freePoll())
  }

  #moveTo(wire: LocalWire): void {
    const before = this.transport
    this.#next = null
    this.transport = wire
    before.cut()
    this.#flush()
  }

  #end(): void {
    this.transport.end(() => this.#ended('forced close'))
  }

  #ended(reason: string): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.#cancelPing()
    this.#waiting = []
    this.#next?.cut()
    this.transport.cut()
    this.#tell('closed', reason)
  }
}

const FREE_MS = 20
