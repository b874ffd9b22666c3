import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls, getCACertificates } from 'node:tls'
import { Agent } from 'undici'
import { isLoopback } from '../verify/model/loopback.ts'
import { authoritiesIn } from '../verify/send/dispatchers.ts'

/** The server behind a proxy. */
export interface Upstream {
  readonly origin: string
  /** For plain requests. */
  readonly agent: Agent
  /** Opens a connection for a WebSocket. */
  readonly connect: () => Socket
  /** What its `Host` is: null, that of the client, by which a greenroom on this machine may name a world. */
  readonly host: string | null
  readonly close: () => Promise<void>
}

const HEADER_BYTES = 64 * 1024
const CONNECT_MS = 10_000

/** Connects to nothing yet. `ca` are further certificates to trust, as PEM. Waits as long as the client does. */
export function createUpstream(url: string, ca: string | undefined): Upstream {
  const { origin, hostname, port, protocol, host } = new URL(url)
  const isSecure = protocol === 'https:'
  const trusted = ca === undefined ? {} : { ca: [...getCACertificates('default'), ...authoritiesIn(ca)] }
  const agent = new Agent({
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: CONNECT_MS,
    connect: trusted,
  })
  const name = hostname.replace(/^\[|\]$/g, '')
  const to = { host: name, port: Number(port || (isSecure ? 443 : 80)) }
  // Node takes no address for a name, and throws.
  const named = isIP(name) === 0 ? { servername: name } : {}
  return {
    origin,
    agent,
    host: isLoopback(origin) ? null : host,
    connect: () => (isSecure ? connectTls({ ...to, ...named, ...trusted }) : connectPlain(to)),
    close: () => agent.destroy(),
  }
}
