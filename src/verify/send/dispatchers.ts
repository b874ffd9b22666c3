import { X509Certificate } from 'node:crypto'
import { getCACertificates } from 'node:tls'
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { Fault } from '../../fault.ts'

const HEADER_BYTES = 16 * 1024
const CONNECT_MS = 10_000
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** How requests leave this machine. */
export interface SendOptions {
  /** A certificate authority to trust beside the known ones, as PEM. */
  readonly ca?: string
  readonly proxies?: Proxies
}

/** The HTTP proxies for all hosts but loopback ones, as URLs, which may bear credentials. */
export interface Proxies {
  /** For targets at `http:`; for those at `https:`, too, where these have none of their own. */
  readonly http?: string
  readonly https?: string
  /** Hosts that go without, as `NO_PROXY` lists them. */
  readonly except?: string
}

/** Undici's connection pools: one for loopback hosts, one for all others; the same where there is no proxy. */
export interface Dispatchers {
  readonly near: Dispatcher
  readonly far: Dispatcher
}

/** Makes pools whose sockets all end with the signal, those that are still connecting too. Throws a Fault for options that are no use. */
export function createDispatchers({ ca, proxies = {} }: SendOptions, signal: AbortSignal): Dispatchers {
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
    connect: tls,
  }
  const near = new Agent(common)
  const [httpProxy, httpsProxy] = [proxies.http, proxies.https].map(checkedProxy)
  if (httpProxy === '' && httpsProxy === '') return { near, far: near }
  // What is left out would be read from this process's own variables.
  const named = { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy: proxies.except ?? '' }
  return { near, far: new EnvHttpProxyAgent({ ...common, ...named, requestTls: tls, proxyTls: tls }) }
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
function checkedProxy(proxy = ''): string {
  if (proxy === '' || /^https?:$/.test(URL.parse(proxy)?.protocol ?? '')) return proxy
  throw new Fault('The proxy is not an http: or https: URL.', 'Write it as http://host:port.')
}
