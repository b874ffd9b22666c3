import type { HeaderPairs } from '../passive/model/seen.ts'

/** Headers that are about one connection, and not about what it carries. */
const OF_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Node answers it itself.
  'expect',
])

/** Names and values in turn, without those about the connection; also without those that `Connection` names. */
export function passedOn(raw: readonly string[]): string[] {
  const named = namedIn(raw)
  // In a loop: every header of every call passes through here.
  const kept: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    const lower = name.toLowerCase()
    if (!OF_CONNECTION.has(lower) && !named.has(lower)) kept.push(name, raw[at + 1] ?? '')
  }
  return kept
}

/** The headers that `Connection` says are about the connection, too. */
const namedIn = (raw: readonly string[]): ReadonlySet<string> =>
  new Set(
    raw.flatMap((name, at) =>
      at % 2 === 0 && name.length === 'connection'.length && name.toLowerCase() === 'connection'
        ? (raw[at + 1] ?? '').split(',').map((each) => each.trim().toLowerCase())
        : [],
    ),
  )

/** Names in lower case with their values. */
export const toPairs = (raw: readonly string[]): HeaderPairs =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))

/** The same headers with another value for one. */
export const withHeader = (raw: readonly string[], name: string, value: string): string[] =>
  raw.map((each, at) => (at % 2 === 1 && raw[at - 1]?.toLowerCase() === name ? value : each))
