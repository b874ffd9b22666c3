import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** How many requests of one connection are worked on at once; who sends more in a packet waits for the answers. */
export const MOST_AT_ONCE = 4

/** How long a connection that was ended may stay until the client has ended it, too. */
export const LINGER_MS = 1_000

/** A request and the answer that it is owed. */
interface Owed {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A request whose turn has not come yet. */
interface Waiting {
  readonly owed: Owed
  readonly work: () => void
}

/** A connection of a client. It knows what is owed on it, so that nothing overtakes an answer. A class, since there are thousands. */
export class ClientConnection {
  /** Whether a request has come since somebody looked. */
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

  /** Whether nobody misses it: it waits for a request, or for the rest of one. */
  get isIdle(): boolean {
    if (this.#isUpgraded) return false
    const latest = this.#latest
    return latest === null || !latest.request.complete || isSent(latest)
  }

  /** Takes a request: works on it at once, or when those before it in the same packet are answered. */
  take(request: IncomingMessage, response: ServerResponse, work: () => void): void {
    this.isUsed = true
    const latest = this.#latest
    if (latest === null || isSent(latest)) this.#unanswered = 0
    const owed = { request, response }
    this.#before = latest
    this.#latest = owed
    if (this.#waiting !== null) this.#waiting.push({ owed, work })
    else if (this.#unanswered++ < MOST_AT_ONCE) work()
    else this.#hold(latest, { owed, work })
  }

  /** Writes past Node, after what is owed, and ends. A request whose body broke off is answered by it, unless it was answered before. */
  end(text: string): void {
    if (this.#isEnding) return
    this.#isEnding = true
    const latest = this.#latest
    // A stream would go on without end.
    if (latest?.request.complete && latest.response.headersSent && !latest.response.writableEnded) latest.response.end()
    const isBroken = latest !== null && !latest.request.complete
    const isAnswered = isBroken && latest.response.headersSent
    whenSent(isBroken && !isAnswered ? this.#before : latest, () => this.#linger(isAnswered ? '' : text))
  }

  /** Hands the socket on after what is owed, unless it has gone by then. */
  upgrade(then: () => void): void {
    whenSent(this.#latest, () => {
      if (this.#socket.destroyed) return
      this.#isUpgraded = true
      then()
    })
  }

  /** Ends it at once, without a word. */
  cut(): void {
    this.#socket.destroy()
  }

  #hold(last: Owed | null, first: Waiting): void {
    this.#waiting = [first]
    this.#socket.pause()
    this.#goOnAfter(last)
  }

  /** When that is sent, and after others have had their turn. */
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

  /** Reads away what still comes, so that the client hears why; but waits for no client's end of it. */
  #linger(text: string): void {
    const socket = this.#socket
    if (!socket.writable) return this.cut()
    socket.end(text)
    socket.resume()
    const timer = setTimeout(() => this.cut(), LINGER_MS)
    socket.once('close', () => clearTimeout(timer))
  }
}

/** Not before Node has let go of it, which is in a later turn: what comes in the same packet finds it unsent. */
const isSent = ({ response }: Owed): boolean => response.destroyed

function whenSent(owed: Owed | null, then: () => void): void {
  if (owed === null || isSent(owed)) then()
  else owed.response.once('close', then)
}
