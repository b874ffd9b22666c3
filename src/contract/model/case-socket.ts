import type { CaseCall, OnSocket } from './case.ts'
import { isContainer } from '../../json.ts'

/** A call with an ack, on its own connection, that no one else hears of. */
export const PLAIN_SOCKET: OnSocket = { on: null, ack: true, cuts: [], overHttp: false, hears: {} }

/** How a call is made on sockets, as its file says; unless overridden, who hears what is the default for its outcome. */
export function toOnSocket(written: unknown, usual: OnSocket['hears']): OnSocket {
  const { on, ack, cuts, over, hears } = isContainer(written) ? written : {}
  return {
    on: typeof on === 'string' ? on : null,
    ack: ack !== false,
    cuts: textsOf(cuts),
    overHttp: over === 'http',
    hears: isContainer(hears) ? { ...usual, ...hearsBy(hears) } : usual,
  }
}

/** Listener → the events it hears, as a file says. */
export const hearsBy = (written: Record<string, unknown>): OnSocket['hears'] =>
  Object.fromEntries(Object.entries(written).map(([listener, events]) => [listener, textsOf(events)]))

/** Whether calls use what only sockets have: no ack, a connection that ends, another transport, two calls on one connection. */
export function isAboutSockets(calls: readonly CaseCall[]): boolean {
  const named = calls.flatMap(({ socket: { on } }) => on ?? [])
  return (
    new Set(named).size < named.length ||
    calls.some(({ socket: { ack, cuts, overHttp } }) => !ack || cuts.length > 0 || overHttp)
  )
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
