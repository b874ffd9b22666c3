/** A call of a client about one room, and its answer. */
export type Call = Did & {
  /** When it was sent, and when its answer came: Infinity if none came, or none that says what has happened. */
  readonly sent: number
  readonly answered: number
}

/** What it did to the room, according to its answer. */
type Did =
  /** It got a seat: the n-th that was ever given in the room, from 0. */
  | { readonly did: 'join'; readonly seat: number }
  /** It was told that the room is full. */
  | { readonly did: 'nothing' }
  /** It gave up a seat. */
  | { readonly did: 'leave'; readonly seat: number }
  /** It was told how many are inside. */
  | { readonly did: 'count'; readonly inside: number }

/**
 * Whether there is a single order of all calls, each between its sending and its answer, in which a room of so many seats would
 * have given these answers. Seats are numbered in the order in which they were given, which leaves few orders to try.
 */
export function isLinearizable(calls: readonly Call[], seats: number): boolean {
  const bySent = calls.toSorted((a, b) => a.sent - b.sent)
  const failed = new Set<string>()
  const search = (done: Uint8Array, given: number, inside: number): boolean => {
    const [state, left] = settle(bySent, done, { given, inside, seats })
    if (left === 0) return true
    const key = `${inside} ${keyOf(state)}`
    if (failed.has(key)) return false
    for (const at of possible(bySent, state)) {
      const call = bySent[at]
      if (!call || !fits(call, given, inside, seats)) continue
      const next = Uint8Array.from(state)
      next[at] = 1
      const isJoin = call.did === 'join'
      if (search(next, given + Number(isJoin), inside + (isJoin ? 1 : -1))) return true
    }
    failed.add(key)
    return false
  }
  return search(new Uint8Array(calls.length), 0, 0)
}

interface Room {
  readonly given: number
  readonly inside: number
  readonly seats: number
}

/** Takes all that can come next and changes nothing: later it could only become impossible. */
function settle(calls: readonly Call[], before: Uint8Array, room: Room): [done: Uint8Array, left: number] {
  const done = Uint8Array.from(before)
  for (let found = true; found;) {
    found = false
    for (const at of possible(calls, done)) {
      const call = calls[at]
      if (!call || !isAsSeen(call, room)) continue
      done[at] = 1
      found = true
    }
  }
  // One without an answer need not have happened.
  return [done, calls.filter(({ answered }, at) => done[at] === 0 && answered !== Infinity).length]
}

const isAsSeen = (call: Call, { inside, seats }: Room): boolean =>
  (call.did === 'nothing' && inside === seats) || (call.did === 'count' && call.inside === inside)

const fits = (call: Call, given: number, inside: number, seats: number): boolean =>
  (call.did === 'join' && call.seat === given && inside < seats) || (call.did === 'leave' && call.seat < given)

/** Those that are not after another one: all that were sent before the first answer among those left. */
function possible(calls: readonly Call[], done: Uint8Array): number[] {
  let first = Infinity
  for (const [at, { answered }] of calls.entries()) if (done[at] === 0) first = Math.min(first, answered)
  const found: number[] = []
  for (const [at, { sent }] of calls.entries()) {
    if (sent > first) break
    if (done[at] === 0) found.push(at)
  }
  return found
}

const keyOf = (done: Uint8Array): string => String.fromCharCode(...done)
