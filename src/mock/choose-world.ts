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
 * Finds the world that a request names: by the header `X-Greenroom-World`, else by the prefix of its path
 * (`/~checkout/rooms/…`), else by its host (`checkout.localhost`), which clients often don't choose themselves. Header and prefix are
 * chosen deliberately, so they must agree. The prefix is always removed from the path.
 */
export function chooseWorld(
  headers: Readonly<Record<string, string | undefined>>,
  fullPath: string,
): Choice | { readonly problem: Problem } {
  const [prefix, named] = prefixOf(fullPath)
  const path = prefix === '' ? fullPath : fullPath.slice(prefix.length) || '/'
  const header = headers['x-greenroom-world']
  if (header !== undefined && named !== null && header.toLowerCase() !== named.toLowerCase())
    return { problem: twoNames(header, named) }
  const text = header ?? named ?? hostLabel(headers['host'])
  if (text === null) return { world: null, path, prefix }
  const world = toWorldName(text)
  return world === null ? { problem: notAName(text) } : { world, path, prefix }
}

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

const twoNames = (header: string, prefix: string): Problem => ({
  status: 400,
  title: 'Two worlds named',
  detail: `The call names the world ${shown(header)}, but its path or namespace names ${shown(prefix)}. Name it in one way.`,
})

const shown = (name: string): string => JSON.stringify(name.slice(0, 80))

const notAName = (text: string): Problem => ({
  status: 400,
  title: 'Invalid world name',
  detail: `${shown(text)} is not a valid world name: use ${WORLD_NAME_RULE}.`,
})
