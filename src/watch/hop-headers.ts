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
  const named = new Set(
    raw.flatMap((name, at) =>
      at % 2 === 0 && name.toLowerCase() === 'connection'
        ? (raw[at + 1] ?? '').split(',').map((each) => each.trim().toLowerCase())
        : [],
    ),
  )
  const isKept = (name: string): boolean => !OF_CONNECTION.has(name.toLowerCase()) && !named.has(name.toLowerCase())
  return raw.flatMap((name, at) => (at % 2 === 0 && isKept(name) ? [name, raw[at + 1] ?? ''] : []))
}

/** Names in lower case with their values. */
export const toPairs = (raw: readonly string[]): HeaderPairs =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))

/** The same headers with another value for one. */
export const withHeader = (raw: readonly string[], name: string, value: string): string[] =>
  raw.map((each, at) => (at % 2 === 1 && raw[at - 1]?.toLowerCase() === name ? value : each))
