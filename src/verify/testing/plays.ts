import { bareArrangement, type Arrangement } from '../model/arrangement.ts'
import type { Received } from '../model/exchange.ts'
import type { Lease } from '../model/limit.ts'
import type { SocketConnection } from '../model/socket-client.ts'
import type { PlayParts } from '../play/play-parts.ts'
import type { RunOptions } from '../run/run-options.ts'
import { setUp } from '../run/set-up.ts'
import { optionsFor, target } from './runs.ts'

/** What a play needs of a run with these options. */
export const partsFor = (more: Partial<RunOptions> = {}): PlayParts => setUp(optionsFor([], more), () => {}).parts

/** An arrangement on the test target whose values have their own names: `the-code`. */
export const arrangedFor = (given: Partial<Arrangement> = {}): Arrangement => ({
  ...bareArrangement({ baseUrl: target.url, identities: target.identities }),
  values: { code: 'the-code', roomId: 'the-roomId', callId: 'the-callId' },
  ...given,
})

/** A lease, and what it was told. */
export function notedLease(): Lease & { readonly noted: (readonly [operation: string, received: Received])[] } {
  const noted: (readonly [string, Received])[] = []
  return { noted, answered: (...answer) => void noted.push(answer), release: () => {} }
}

/** A connection that is open, hears nothing and gets no acks, but for what is given. */
export const connectionOf = (given: Partial<SocketConnection> = {}): SocketConnection => ({
  id: 'the-socket',
  heard: [],
  acks: [],
  log: [],
  ended: () => null,
  emit: () => {},
  caughtUp: async () => {},
  isAlive: async () => true,
  close: async () => {},
  lose: async () => {},
  ...given,
})
