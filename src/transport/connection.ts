import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** How many requests of one connection are handled at once; later ones in the packet wait for the answers. */
export const MOST_AT_ONCE = 4

/** How long a connection that we ended may remain until the client ends it, too. */
export const LINGER_MS = 1_000

/** A request and its answer. */
interface Owed {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A request that waits for its turn. */
interface Waiting {
  readonly owed: Owed
  readonly work: () => void
}

/** A client's connection. It tracks open answers, so that nothing overtakes them. A class, since there are thousands. */
export class ClientConnection {
  /** Whether a request has arrived since this was last reset. */
  isUsed = false
  readonly #socket: Duplex
  #before: Owed | null = null
  #latest: Owed | null = null
  #waiting: Waiting[] | null = null
  #unanswered = 0
  #isEnding = false
  #isUpgraded = false

  constructor(socket: Duplex) {
    this.#socket = socket
  }

  /** Whether it can be closed without loss: it waits for a request, or for the rest of one. */
  get isIdle(): boolean {
    if (this.#isUpgraded) return false
    const latest = this.#latest
    return latest === null || !latest.request.complete || isSent(latest)
  }

  /** Takes a request: handles it at once, or after those before it in the same packet were answered. */
  take(request: IncomingMessage, response: ServerResponse, work: () => void): void {
    this.isUsed = true
    // Only what is still open is kept: what has been sent would outlive a collection for nothing.
    const open = this.#latest === null || isSent(this.#latest) ? null : this.#latest
    if (open === null) this.#unanswered = 0
    const owed = { request, response }
    this.#before = open
    this.#latest = owed
    if (this.#waiting !== null) this.#waiting.push({ owed, work })
    else if (this.#unanswered++ < MOST_AT_ONCE) work()
    else this.#hold(open, { owed, work })
  }

  /**
   * Writes after all open answers, bypassing Node, and ends. Answers a request whose body broke off, unless it was answered
   * before.
   */
  end(text: string): void {
    if (this.#isEnding) return
    this.#isEnding = true
    const latest = this.#latest
    // A stream would never end.
    if (latest?.request.complete && latest.response.headersSent) latest.response.end()
    const isBroken = latest !== null && !latest.request.complete
    const isAnswered = isBroken && latest.response.headersSent
    whenSent(isBroken && !isAnswered ? this.#before : latest, () => this.#linger(isAnswered ? '' : text))
  }

  /** Hands the socket over after all open answers, unless it is closed by then. */
  upgrade(then: () => void): void {
    whenSent(this.#latest, () => {
      if (this.#socket.destroyed) return
      this.#isUpgraded = true
      then()
    })
  }

  /** Closes it at once, without sending anything. */
  cut(): void {
    this.#socket.destroy()
  }

  #hold(last: Owed | null, first: Waiting): void {
    this.#waiting = [first]
    this.#socket.pause()
    this.#goOnAfter(last)
  }

  /** Continues when that is sent, and other connections have had their turn. */
  #goOnAfter(last: Owed | null): void {
    whenSent(last, () => void setImmediate(() => this.#goOn()))
  }

  #goOn(): void {
    const waiting = this.#waiting ?? []
    const turn = waiting.splice(0, MOST_AT_ONCE)
    for (const { work } of turn) work()
    if (waiting.length > 0) return this.#goOnAfter(turn.at(-1)?.owed ?? null)
    this.#waiting = null
    this.#unanswered = turn.length
    this.#socket.resume()
  }

  /** Discards further input, so that the client can read the answer, but doesn't wait long for it to end its side. */
  #linger(text: string): void {
    const socket = this.#socket
    if (!socket.writable) return this.cut()
    socket.end(text)
    socket.resume()
    const timer = setTimeout(() => this.cut(), LINGER_MS)
    socket.once('close', () => clearTimeout(timer))
  }
}

/** False until Node has released it in a later turn: requests in the same packet see it as unsent. */
const isSent = ({ response }: Owed): boolean => response.destroyed

function whenSent(owed: Owed | null, then: () => void): void {
  if (owed === null || isSent(owed)) then()
  else owed.response.once('close', then)
}
