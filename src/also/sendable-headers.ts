/** What HTTP lets a server send of documented headers. */
export interface SendableHeaders {
  /** Names and values in turn. */
  readonly headers: readonly string[]
  /** Names that were left out, since HTTP allows no such name or value. */
  readonly unsent: readonly string[]
}

/**
 * Documented headers without those that frame an answer or that every answer here has, since ours are right, and without those that HTTP
 * does not allow. Of names that differ only in case, the last counts. A null is no value.
 */
export function sendableHeaders(documented: Readonly<Record<string, unknown>>): SendableHeaders {
  const byName = new Map(
    Object.entries(documented)
      .filter(([name, value]) => value !== null && value !== undefined && !OURS.has(name.toLowerCase()))
      .map(([name, value]) => [name.toLowerCase(), [name, toText(value)] as const]),
  )
  const all = [...byName.values()]
  const refused = all.filter((each) => !isAllowed(each))
  return { headers: all.filter(isAllowed).flat(), unsent: refused.map(([name]) => name) }
}

const OURS: ReadonlySet<string> = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'greenroom-outcome',
  'keep-alive',
  'preference-applied',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-content-type-options',
])

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const isAllowed = ([name, text]: readonly [string, string]): boolean => NAME.test(name) && VALUE.test(text)

// RFC 9110, 5.1 and 5.5.
const NAME = /^[\w!#$%&'*+.^`|~-]+$/
const VALUE = /^[\t -~\u0080-\u00ff]*$/
