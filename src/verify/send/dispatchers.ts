import { X509Certificate } from 'node:crypto'
import * as nodeTls from 'node:tls'
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { Fault } from '../../fault.ts'

const HEADER_BYTES = 16 * 1024
const CONNECT_MS = 10_000
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** How requests leave this machine. */
export interface SendOptions {
  /** A certificate authority to trust in addition to the known ones, as PEM. */
  readonly ca?: string
  readonly proxies?: Proxies
}

/** The HTTP proxies for all hosts except loopback ones, as URLs, which may contain credentials. */
export interface Proxies {
  /** For targets at `http:`; also for those at `https:`, if these have no proxy of their own. */
  readonly http?: string
  readonly https?: string
  /** Hosts without a proxy, as `NO_PROXY` lists them. */
  readonly except?: string
}

/** Undici's connection pools: one for loopback hosts, one for all others; the same one if there is no proxy. */
export interface Dispatchers {
  readonly near: Dispatcher
  readonly far: Dispatcher
}

/** Creates pools whose sockets, including those still connecting, all end with the signal. Throws a Fault for invalid options. */
export function createDispatchers({ ca, proxies = {} }: SendOptions, signal: AbortSignal): Dispatchers {
  const tls = {
    minVersion: 'TLSv1.2' as const,
    // Explicit, so that no environment variable overrides it.
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca: [...nodeTls.getCACertificates('default'), ...authoritiesIn(ca)] }),
    signal,
  }
  // Once it is connected, the deadline of a request is its only clock.
  const common = {
    allowH2: false,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: CONNECT_MS,
    connect: tls,
  }
  const near = new Agent(common)
  const [httpProxy, httpsProxy] = [proxies.http, proxies.https].map(checkedProxy)
  if (httpProxy === '' && httpsProxy === '') return { near, far: near }
  // Omitted options would be read from this process's environment variables.
  const named = { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy: proxies.except ?? '' }
  return { near, far: new EnvHttpProxyAgent({ ...common, ...named, requestTls: tls, proxyTls: tls }) }
}

/** The certificates of a file, which may contain a chain. Throws a Fault if it has none. */
export function authoritiesIn(ca: string): string[] {
  try {
    return (ca.match(PEM) ?? [ca]).map((pem) => new X509Certificate(pem).toString())
  } catch (cause) {
    throw new Fault(
      'The certificate authority to trust is not a PEM certificate.',
      'Use a file that begins with -----BEGIN CERTIFICATE-----.',
      { cause },
    )
  }
}

// Without its text in the message, which may contain credentials.
function checkedProxy(proxy = ''): string {
  if (proxy === '' || /^https?:$/.test(URL.parse(proxy)?.protocol ?? '')) return proxy
  throw new Fault('The proxy is not an http: or https: URL.', 'Write it as http://host:port.')
}
