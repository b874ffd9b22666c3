/** Which server's calls are meant, and where its APIs are. */
export interface Scope {
  /** Scheme, host, port and prefix, without a slash at the end; null: any server. */
  readonly url: string | null
  /** API → the prefix of its paths below `url`. */
  readonly prefixes: Readonly<Record<string, string>>
}

/** A URL of `ws:` or `wss:` as that of `http:` or `https:`; null for any other that is none of these. */
export function httpUrl(text: string): URL | null {
  const url = URL.parse(text.replace(/^ws(s?):/i, 'http$1:'))
  return url !== null && /^https?:$/.test(url.protocol) ? url : null
}

/**
 * Whether what stands before a path is where the scope says, for this API. A world in the path, as a greenroom has it, may follow.
 */
export function isInScope(url: URL, before: string, api: string, { url: only, prefixes }: Scope): boolean {
  if (only === null) return true
  const base = new URL(only)
  const expected = base.pathname.replace(/\/$/, '') + (prefixes[api] ?? '')
  return url.origin === base.origin && (before === expected || isWorld(before, expected))
}

const isWorld = (before: string, expected: string): boolean =>
  before.startsWith(`${expected}/~`) && !before.slice(expected.length + 1).includes('/')
