import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'
import type { Problem } from './problem.ts'

/** The world that a request names, and the prefix that named it. */
export interface Choice {
  /** Null if it names none. */
  readonly world: string | null
  readonly path: string
  /** The prefix removed from the path: `/~checkout`, or empty. */
  readonly prefix: string
}

/**
 * Finds the world that a request names: by the header `X-Greenroom-World`, the prefix of its path (`/~checkout/rooms/…`), the
 * query's `__world`, the cookie `greenroom-world`, or its host (`checkout.localhost`). If several name one, they must agree: a call
 * would otherwise change a world that its sender did not mean. The prefix is always removed from the path.
 */
export function chooseWorld(
  headers: Readonly<Record<string, string | undefined>>,
  fullPath: string,
  query = '',
): Choice | { readonly problem: Problem } {
  const [prefix, named] = prefixOf(fullPath)
  const path = prefix === '' ? fullPath : fullPath.slice(prefix.length) || '/'
  const [header, host] = [headers['x-greenroom-world'] ?? null, hostLabel(headers['host'])]
  const cookies = worldsInCookie(headers['cookie'])
  const asked = MAY_NAME.test(query) ? worldsInQuery(query) : NONE
  if ('problem' in asked) return asked
  const chosen = agreed(
    asked === NONE && cookies === NONE ? [header, named, host] : [header, named, ...asked, ...cookies, host],
  )
  return 'problem' in chosen ? chosen : { world: chosen.world, path, prefix }
}

/** The world that all of these names mean; null of those that are not given. */
export function agreed(
  names: readonly (string | null)[],
): { readonly world: string | null } | { readonly problem: Problem } {
  const [first, ...others] = names.filter((name) => name !== null)
  if (first === undefined) return { world: null }
  const other = others.find((name) => name.toLowerCase() !== first.toLowerCase())
  if (other !== undefined) return { problem: twoNames(first, other) }
  const world = toWorldName(first)
  return world === null ? { problem: notAName(first) } : { world }
}

const NONE: readonly string[] = []
// A name may be written in any encoding, so only its absence is certain.
const MAY_NAME = /world|%/i

/** The values of `__world`. A socket's `world` is refused: its call would go to another world than it says. */
function worldsInQuery(query: string): readonly string[] | { readonly problem: Problem } {
  const parameters = new URLSearchParams(query)
  const wrong = parameters.get('world')
  if (wrong !== null) return { problem: socketName(wrong) }
  return [...parameters].filter(([name]) => name.toLowerCase() === '__world').map(([, value]) => value)
}

/** The cookie that names a world. */
export const WORLD_COOKIE = 'greenroom-world'

const COOKIE = `${WORLD_COOKIE}=`

/** Split rather than matched: a pattern with optional spaces and quotes took seconds for a header full of spaces. */
function worldsInCookie(cookie: string | undefined): readonly string[] {
  if (cookie === undefined || !cookie.includes(COOKIE)) return NONE
  const values = cookie.split(';').map((pair) => pair.trim())
  return values.filter((pair) => pair.startsWith(COOKIE)).map((pair) => unquoted(pair.slice(COOKIE.length).trim()))
}

const unquoted = (value: string): string =>
  value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).trim() : value

const MARK = /^(\/(?:~|%7e))([^/]*)/i
const NO_PREFIX: readonly [prefix: string, world: string | null] = ['', null]

/** The second character rules out almost every path. */
function prefixOf(path: string): readonly [prefix: string, world: string | null] {
  const second = path.charCodeAt(1)
  if (second !== TILDE && second !== PERCENT) return NO_PREFIX
  const [prefix, , world = ''] = MARK.exec(path) ?? []
  return prefix === undefined ? NO_PREFIX : [prefix, world]
}

const TILDE = 0x7e
const PERCENT = 0x25

/** The `<label>` of a host `<label>.localhost`; any other host names no world. */
const hostLabel = (host: string | undefined): string | null =>
  (host === undefined ? null : HOST.exec(host)?.[1]) ?? null

const HOST = /^([^.]+)\.localhost\.?(?::\d*)?$/i

const twoNames = (one: string, other: string): Problem => ({
  status: 400,
  title: 'Two worlds named',
  detail: `The call names the world ${shown(one)} in one way, and ${shown(other)} in another. Name it in one way.`,
})

const socketName = (world: string): Problem => ({
  status: 400,
  title: 'World named for a socket',
  detail: `?world=${world.slice(0, 80)} names the world of a socket. Over HTTP, write ?__world=, the path prefix /~<world>, or the header X-Greenroom-World.`,
})

const shown = (name: string): string => JSON.stringify(name.slice(0, 80))

const notAName = (text: string): Problem => ({
  status: 400,
  title: 'Invalid world name',
  detail: `${shown(text)} is not a valid world name: use ${WORLD_NAME_RULE}.`,
})
