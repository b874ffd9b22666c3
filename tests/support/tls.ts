import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A certificate with its key, both as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** What a certificate is to say. Without an issuer it is self-signed. */
export interface CertificateOptions {
  readonly name: string
  /** The only host that it is for: a name, or an address as `127.0.0.1`. */
  readonly host?: string
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly issuer?: { readonly name: string; readonly key: string }
}

const DAY_MS = 86_400_000

/** Makes an X.509 certificate for a P-256 key; written out here because Node reads certificates but makes none. */
export function certify(options: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const signed = toBeSigned(options, publicKey)
  const signature = sign('sha256', signed, options.issuer?.key ?? key)
  const der = sequence(signed, ECDSA_SHA256, tagged(0x03, Buffer.of(0), signature))
  return { key, cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n` }
}

const toBeSigned = (
  {
    name,
    host,
    issuer,
    notBefore = new Date(Date.now() - DAY_MS),
    notAfter = new Date(Date.now() + DAY_MS),
  }: CertificateOptions,
  publicKey: KeyObject,
): Buffer =>
  sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1), randomBytes(8)),
    ECDSA_SHA256,
    distinguished(issuer?.name ?? name),
    sequence(time(notBefore), time(notAfter)),
    distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(host === undefined ? AUTHORITY : hostExtension(host))),
  )

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...length), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts)
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
const time = (date: Date): Buffer => tagged(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')))
const distinguished = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))))
const hostExtension = (host: string): Buffer => sequence(oid('551d11'), tagged(0x04, sequence(hostIn(host))))
const hostIn = (host: string): Buffer =>
  isIPv4(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host))

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))
const AUTHORITY = sequence(
  oid('551d13'),
  tagged(0x01, Buffer.of(0xff)),
  tagged(0x04, sequence(tagged(0x01, Buffer.of(0xff)))),
)
