import { X509Certificate } from 'node:crypto'
import { getCACertificates } from 'node:tls'
import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import { Fault } from '../../fault.ts'

const HEADER_BYTES = 16 * 1024
const CONNECT_MS = 10_000
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** How requests leave this machine. */
export interface SendOptions {
  /** A certificate authority to trust beside the known ones, as PEM. */
  readonly ca?: string
  /** URL of the HTTP proxy for all hosts but loopback ones; may bear credentials. */
  readonly proxy?: string
  /** Whether a host, in small letters, is called without the proxy. */
  readonly isDirect?: (host: string) => boolean
}

/** Undici's connection pools: one for loopback hosts, one for all others; the same where there is no proxy. */
export interface Dispatchers {
  readonly direct: Dispatcher
  readonly proxied: Dispatcher
}

/** Makes pools whose sockets all end with the signal, those that are still connecting too. Throws a Fault for options that are no use. */
export function createDispatchers({ ca, proxy }: SendOptions, signal: AbortSignal): Dispatchers {
  const tls = {
    minVersion: 'TLSv1.2' as const,
    // Said, so that no environment variable says otherwise.
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ...authoritiesIn(ca)] }),
    signal,
  }
  // Once it is connected, the deadline of a request is its only clock.
  const common = {
    allowH2: false,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: CONNECT_MS,
  }
  const direct = new Agent({ ...common, connect: tls })
  if (proxy === undefined) return { direct, proxied: direct }
  const uri = checkedProxy(proxy)
  return { direct, proxied: new ProxyAgent({ ...common, uri, requestTls: tls, proxyTls: tls }) }
}

/** The certificates of a file, which may hold a chain. */
function authoritiesIn(ca: string): string[] {
  try {
    return (ca.match(PEM) ?? [ca]).map((pem) => new X509Certificate(pem).toString())
  } catch (cause) {
    throw new Fault(
      'The certificate authority to trust is not a certificate in PEM form.',
      'Give a file that begins with -----BEGIN CERTIFICATE-----.',
      { cause },
    )
  }
}

// Without its text in the message: it may bear credentials.
function checkedProxy(proxy: string): string {
  if (/^https?:$/.test(URL.parse(proxy)?.protocol ?? '')) return proxy
  throw new Fault('The proxy is not an http: or https: URL.', 'Write it as http://host:port.')
}
