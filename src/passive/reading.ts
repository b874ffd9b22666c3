import type { Face, SocketFace } from '../contract/model/face.ts'
import type { SocketDialect } from '../dialect/dialect.ts'
import { judgeExchange } from './judge/http-calls.ts'
import { createLimitWindows } from './judge/limit-windows.ts'
import { findFaceBy } from './judge/routes.ts'
import { httpUrl, type Scope } from './model/scope.ts'
import type { Seen, SeenExchange } from './model/seen.ts'
import type { Sighting } from './model/sighting.ts'
import { statePlace } from './model/state-place.ts'
import type { Repeats } from '../verify/redact/repeats.ts'
import { createBoundedRepeats } from './secrets.ts'
import { followSockets } from './sockets/follow.ts'
import { withFound } from './sockets/replies.ts'
import { seatWords, type SeatSources } from './sockets/seat-words.ts'
import { createSeats } from './sockets/seats.ts'
import { createSessions } from './sockets/sessions.ts'
import { socketAddress } from './sockets/socket-url.ts'

/** The contract, and whose calls are judged by it. */
export interface ReadingParts extends SeatSources {
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  readonly scope: Scope
  readonly dialect: SocketDialect
  /**
   * Characters of a call over HTTP that are judged: of a longer one, its status alone. On sockets, credentials are looked for in so
   * many of an answer. By default all, which takes seconds for megabytes.
   */
  readonly mostJudged?: number
}

/** What was not judged. */
export interface LeftOut {
  /** Exchanges that are no calls of the contract. */
  readonly others: number
  /** The end of `it was not judged: ` → how many calls. */
  readonly lost: ReadonlyMap<string, number>
  /** Messages of Socket.IO that could not be read. */
  readonly unread: number
}

/** Judges traffic by the contract: each call, and what follows from those before. Pure: it neither listens nor prints. */
export interface Reading {
  /** What an item shows, given those before it; items come in the order of their time. */
  readonly see: (item: Seen) => Sighting[]
  /** Whether a request is worth keeping: a call of the contract, or long polling of Socket.IO. */
  readonly wants: (method: string, url: string) => 'call' | 'polling' | null
  readonly leftOut: () => LeftOut
}

/** Starts without having seen anything. */
export function createReading(parts: ReadingParts): Reading {
  const { faces, socketFaces, scope, dialect, mostJudged = Infinity } = parts
  const findFace = findFaceBy(faces, scope)
  const socketScope = { ...scope, path: dialect.path }
  const repeats = createBoundedRepeats()
  const seats = createSeats(seatWords(parts))
  const limits = createLimitWindows()
  const sessions = createSessions(socketScope)
  const follow = followSockets({
    socketFaces,
    dialect,
    seats,
    absent: dialect.absent,
    repeats: repeatsWithin(mostJudged, repeats),
  })
  const lost = new Map<string, number>()
  let others = 0

  const exchange = (item: SeenExchange): Sighting[] => {
    const url = httpUrl(item.url)
    const called = url && findFace(item.method, url)
    if (!url || !called) {
      others += 1
      return []
    }
    const judged = judgeExchange(item, { called, url, repeats, mostJudged })
    if ('lost' in judged) {
      lost.set(judged.lost, (lost.get(judged.lost) ?? 0) + 1)
      return []
    }
    const { sighting } = judged
    const { answered } = sighting.played
    if (!answered) return [sighting]
    const { at, place, sentAt } = item
    const state = statePlace(called.before, { url, headers: item.headers })
    const wrongLimits = limits.see({ answered, place: state, sentAt, at })
    const payload = { ...answered.call.request.body, ...called.path }
    const isSuccess = answered.received.status >= 200 && answered.received.status < 300
    const found = isSuccess ? seats.succeeded({ answered, payload, state, by: null, at, place }) : []
    return [withFound({ ...sighting, breaches: [...sighting.breaches, ...wrongLimits] }, found)]
  }

  return {
    see: (item) => (item.kind === 'exchange' ? exchange(item) : sessions.see(item).flatMap(follow)),
    wants(method, text) {
      const url = httpUrl(text)
      if (url && findFace(method, url)) return 'call'
      return socketAddress(text, socketScope) ? 'polling' : null
    },
    leftOut: () => ({ others, lost, unread: sessions.unread() }),
  }
}

type RepeatsOf = (secrets: readonly string[]) => Repeats

const repeatsWithin =
  (most: number, repeats: RepeatsOf): RepeatsOf =>
  (secrets) => {
    const search = repeats(secrets)
    return (text) => search(text.slice(0, most))
  }
