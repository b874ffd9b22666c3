import type { Problem } from '../mock/problem.ts'
import type { ReadHeaders } from './headers.ts'

/** Who may call the data plane. */
export interface GuardPolicy {
  /**
   * Further host names besides loopback's own, for any port; `.example.com` stands for that name and all below it. `true`: any
   * name, where another server in front has judged it. Pages of foreign origins are refused all the same.
   */
  readonly allowedHosts: readonly string[] | true
  /** Further exact origins besides loopback's own. */
  readonly corsOrigins: readonly string[]
}

/** The parts of a request that a guard checks. */
export interface GuardedRequest extends ReadHeaders {
  readonly method: string
  readonly target: string
}

/** A request that may pass, with the origin that may read the answer; or the problem to answer. */
export type Admission =
  | { readonly passes: true; readonly origin: string | null }
  | { readonly passes: false; readonly problem: Problem }

/** Judges requests and upgrades by their headers alone. Pure and total: no header makes it throw. */
export type Guard = (request: GuardedRequest) => Admission

const PASSES: Admission = { passes: true, origin: null }

/**
 * The data plane's guard. It checks names, not ports: dev-server proxies, mapped ports and service aliases pass, while a page
 * of another site that points its own name here (DNS rebinding) does not.
 */
export function createGuard({ allowedHosts, corsOrigins }: GuardPolicy): Guard {
  const isNamed = namedBy(allowedHosts === true ? [] : allowedHosts)
  const origins = new Set(corsOrigins.map((origin) => origin.toLowerCase()))
  const isOurs = (name: string): boolean => isLoopbackName(name) || isNamed(name)
  // DNS rebinding leads other sites' pages here by name; an address can't be redirected.
  const needsNoName = (name: string): boolean => allowedHosts === true || isAddress(name)
  const readHost = latestHost((name) => isOurs(name) || needsNoName(name))
  return ({ headers, repeated, method, target }) => {
    if (repeated !== null)
      return refuse(400, 'Repeated header', `The header ${repeated} was sent more than once. Send it once.`)
    const { host, isKnown } = readHost(headers['host'] ?? '')
    if (host === null)
      return refuse(400, 'Bad Host', 'The Host header is missing or is not a host name. Use a name such as localhost.')
    if (!isKnown)
      return refuse(
        421,
        'Unknown host',
        `This server is not known as ${host}. Call it as localhost, or start it with --allowed-host ${host}.`,
      )
    const origin = headers['origin']
    if (origin === undefined)
      return headers['sec-fetch-site']?.toLowerCase() === 'cross-site' && !isVisit(headers, method, target)
        ? CROSS_SITE
        : PASSES
    const isOwn = hostOf(origin) === (headers['host'] ?? '').toLowerCase()
    return isOwn || isOurs(originHost(origin) ?? '') || origins.has(origin.toLowerCase())
      ? { passes: true, origin }
      : foreign(origin)
  }
}

/** Whether a name is among these, or below one that begins with a dot. */
function namedBy(allowed: readonly string[]): (name: string) => boolean {
  const names = new Set(allowed.map((host) => host.toLowerCase()))
  const suffixes = [...names].filter((host) => host.startsWith('.'))
  return (name) => names.has(name) || suffixes.some((suffix) => `.${name}`.endsWith(suffix))
}

/** Reads Host headers. Nearly every call sends the same one as the call before it, so the latest is remembered. */
function latestHost(isOneOfUs: (host: string) => boolean): (header: string) => ReadHost {
  let latest: string | null = null
  let read: ReadHost = { host: null, isKnown: false }
  return (header) => {
    if (header === latest) return read
    const host = hostName(header.replace(WHOLE, ''))
    latest = header
    read = { host, isKnown: host !== null && isOneOfUs(host) }
    return read
  }
}

/** The host that a header names, null if it names none, and whether the guard knows it. */
interface ReadHost {
  readonly host: string | null
  readonly isKnown: boolean
}

const refuse = (status: number, title: string, detail: string): Admission => ({
  passes: false,
  problem: { status, title, detail },
})

const CROSS_SITE = refuse(
  403,
  'Cross-site request',
  'A page of another site made this request. Start the server with --cors-origin <origin> to allow its origin.',
)

const foreign = (origin: string): Admission =>
  refuse(
    403,
    'Foreign origin',
    origin === ''
      ? 'The Origin header is empty. Leave it out, or send the origin of a page.'
      : `Pages of ${shown(origin)} may not call this server. Start it with --cors-origin ${shown(origin)} to allow them.`,
  )

/** Following a link to the overview from a ticket is a visit, not an attack: the other site reads and changes nothing. */
const isVisit = (headers: ReadHeaders['headers'], method: string, target: string): boolean =>
  method === 'GET' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  /^\/(?:\?|$)/.test(target)

/** A trailing dot marks a fully qualified name; it is the same name. */
const WHOLE = /\.(?=(?::\d+)?$)/

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::\d{1,5})?$/

/** The lower-case name in a Host header, without its port; null if invalid. `0.0.0.0` is an address to bind, not a name. */
export function hostName(host: string): string | null {
  const name = HOST.exec(host.toLowerCase())?.[1]
  return name === undefined || name === '0.0.0.0' || name === '[::]' ? null : name
}

const LOOPBACK_NAME =
  /^(?:localhost|(?:[a-z0-9_-]+\.)+localhost|127(?:\.(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}|\[::1\])$/

const isLoopbackName = (name: string): boolean => LOOPBACK_NAME.test(name)

const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$|^\[[0-9a-f:.]+\]$/

/** Whether a host is an IP address, in browsers' notation. */
const isAddress = (name: string): boolean => ADDRESS.test(name)

const ORIGIN = /^https?:\/\/([^/?#@]+)$/

/** Host and port of an origin, as a Host header has them; null if it is none of a web page. */
const hostOf = (origin: string): string | null => ORIGIN.exec(origin.toLowerCase())?.[1] ?? null

const originHost = (origin: string): string | null => {
  const host = hostOf(origin)
  return host === null ? null : hostName(host.replace(WHOLE, ''))
}

const shown = (text: string): string => text.slice(0, 100)
