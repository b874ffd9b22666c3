import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { hostName, type Guard, type Admission } from './guard.ts'

/** Who may call the control plane. */
export interface ControlPolicy {
  /** The port it listens on; a function, since the port may be chosen late. */
  readonly port: () => number
  /** Every request must carry it, or the token that `readOnlyToken` derives from it, which only reads. */
  readonly token: string
  /** Whether a path holds no data, so that reading it takes no token. */
  readonly isOpen?: (target: string) => boolean
}

/** A token that reads everything and changes nothing. It does not reveal the one that it is derived from. */
export const readOnlyToken = (token: string): string => bytesToHex(sha256(utf8ToBytes(`greenroom read-only ${token}`)))

/** Headers of every answer of the control plane, so that no page of another origin can read one. */
export const CONTROL_HEADERS: readonly string[] = [
  'Cross-Origin-Resource-Policy',
  'same-origin',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
]

const PASSES: Admission = { passes: true, origin: null }

const NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The control plane's guard, for requests and upgrades alike. Pure and total. It is stricter than the mock's: the exact port,
 * no page of another origin, always the token, and nothing that a form could send.
 */
export function createControlGuard({ port, token, isOpen = () => false }: ControlPolicy): Guard {
  const wanted = sha256(utf8ToBytes(token))
  const wantedToRead = sha256(utf8ToBytes(readOnlyToken(token)))
  return ({ headers, repeated, method, target }) => {
    if (repeated !== null) return refuse(400, 'Repeated header', `The header ${repeated} was sent more than once.`)
    const host = (headers['host'] ?? '').toLowerCase()
    const name = hostName(host)
    if (name === null) return refuse(400, 'Bad Host', 'The Host header is missing or is not a host name.')
    if (!NAMES.has(name) || portOf(host) !== port())
      return refuse(421, 'Unknown host', 'Call the control plane as localhost, with its own port.')
    const origin = headers['origin']
    if (origin !== undefined && origin !== `http://${host}`)
      return refuse(403, 'Foreign origin', 'Pages of other origins may not call the control plane.')
    const reads = method === 'GET' || method === 'HEAD'
    const opens = reads && isOpen(target)
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !(opens && isVisit(headers)))
      return refuse(403, 'Cross-site request', 'A page of another site made this request.')
    if (opens) return PASSES
    const borne = bearerOf(headers['authorization'])
    const digest = sha256(utf8ToBytes(borne ?? ''))
    const [mayAll, mayRead] = [sameBytes(digest, wanted), sameBytes(digest, wantedToRead)]
    if (borne === null || !(mayAll || mayRead)) return UNAUTHORIZED
    if (!mayAll && !reads)
      return refuse(
        403,
        'Read-only token',
        'This token only reads. The run file of greenroom serve has one that changes.',
      )
    if (!reads && !isJson(headers['content-type']))
      return refuse(415, 'Not JSON', 'Send Content-Type: application/json with every request that changes something.')
    return PASSES
  }
}

const refuse = (status: number, title: string, detail: string, headers: readonly string[] = []): Admission => ({
  passes: false,
  problem: { status, title, detail, headers },
})

const UNAUTHORIZED = refuse(
  401,
  'No token',
  'Send Authorization: Bearer with the token from the run file that greenroom serve names.',
  ['WWW-Authenticate', 'Bearer realm="greenroom control plane"'],
)

/** Following a link to an open page is a visit, not an attack: the other site reads and changes nothing. */
const isVisit = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'

const portOf = (host: string): number => Number(/:(\d+)$/.exec(host)?.[1] ?? 80)

/** The bearer token; null if there is none, which must not match a token that is empty by mistake. */
const bearerOf = (authorization: string | undefined): string | null =>
  /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null

const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json'

/** Constant time: both are digests, so that the duration reveals neither length nor prefix. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let at = 0; at < b.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0)
  return difference === 0
}
