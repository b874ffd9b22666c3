import { Fault } from '../../fault.ts'

/** Where a Redis server is, as whom to log in, and where in it the data is. */
export interface RedisAddress {
  readonly host: string
  readonly port: number
  /** The file of its socket, in place of host and port; null over a network. */
  readonly socketFile: string | null
  readonly isEncrypted: boolean
  readonly user: string | null
  readonly password: string | null
  readonly database: number
  /** What all keys start with. */
  readonly prefix: string
  /** The address without its password, for people. */
  readonly shown: string
}

/** Whether a place for data is a Redis server rather than a file. */
export const isRedisUrl = (text: string): boolean => /^(?:rediss?|redis\+unix):/i.test(text)

const FORMS =
  'redis://<user>:<password>@<host>:<port>/<database>?prefix=<text>, of which only the host is needed; rediss:// with TLS; redis+unix:///<socket file>'

/** Throws a Fault that names the wrong part, and never contains the password. */
export function toRedisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw new Fault('the URL of the Redis server cannot be read', `Write ${FORMS}.`)
  const socketFile = url.protocol === 'redis+unix:' ? toSocketFile(url) : null
  const place = socketFile === null ? url.pathname.slice(1) : (url.searchParams.get('db') ?? '')
  const [user, password] = [decoded(url.username), decoded(url.password)]
  if (socketFile === null && url.hostname === '') throw new Fault('the Redis URL names no host', `Write ${FORMS}.`)
  refuseQuery(url.searchParams, socketFile === null ? ['prefix'] : ['prefix', 'db'])
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    socketFile,
    isEncrypted: url.protocol === 'rediss:',
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    database: toDatabase(place),
    prefix: toPrefix(url.searchParams.get('prefix') ?? 'greenroom'),
    shown: shownUrl(url),
  }
}

function decoded(part: string, what = 'the user or the password'): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // Decoding throws only at a percent sign that encodes nothing.
    throw new Fault(
      `${what} in the Redis URL is not percent-encoded`,
      'Write % as %25, : as %3A, @ as %40 and / as %2F there.',
    )
  }
}

const SOCKET_FORM =
  'Write three slashes and the absolute path of the file: redis+unix:///run/redis.sock; with a password, redis+unix://:<password>@localhost/run/redis.sock'

/** With a slash too few, the file would be taken for a host, and data might go to another server. A password needs some host. */
function toSocketFile({ hostname, pathname }: URL): string {
  if (hostname !== '' && hostname !== 'localhost')
    throw new Fault(`the Redis URL names a host, ${hostname}, in place of the file of a socket`, SOCKET_FORM)
  const file = decoded(pathname, 'the file of the socket')
  if (!/^\/./.test(file)) throw new Fault('the Redis URL names no file of a socket', SOCKET_FORM)
  return file
}

function toDatabase(text: string): number {
  if (/^\d{0,3}$/.test(text)) return Number(text)
  throw new Fault(
    `${text} is not a database of a Redis server`,
    'It is a number: redis://localhost:6379/0. Several mocks can share one: redis://localhost:6379/0?prefix=qa',
  )
}

// Braces would change which part of a key places it in a cluster.
const PREFIX = /^[\w.:-]{1,64}$/

function toPrefix(text: string): string {
  if (PREFIX.test(text)) return `${text}:`
  throw new Fault(
    `the prefix ${JSON.stringify(text.slice(0, 80))} in the Redis URL can't start a key`,
    'Use up to 64 letters, digits, dots, colons, hyphens and underscores.',
  )
}

function refuseQuery(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Fault(`the Redis URL has a parameter ${unknown}, which means nothing here`, `Write ${FORMS}.`)
  const repeated = known.find((name) => query.getAll(name).length > 1)
  if (repeated !== undefined) throw new Fault(`the Redis URL has more than one ${repeated}`, 'Keep one of them.')
}

function shownUrl(url: URL): string {
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '***'
  return shown.href
}
