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
 * (`/~checkout/rooms/…`), else by its host (`checkout.localhost`). The prefix is always removed from the path.
 */
export function chooseWorld(
  headers: Readonly<Record<string, string | undefined>>,
  fullPath: string,
): Choice | { readonly problem: Problem } {
  const [prefix, named] = prefixOf(fullPath)
  const path = prefix === '' ? fullPath : fullPath.slice(prefix.length) || '/'
  const text = headers['x-greenroom-world'] ?? named ?? hostLabel(headers['host'])
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

const HOST = /^([^.]+)\.localhost(?::\d*)?$/i

const notAName = (text: string): Problem => ({
  status: 400,
  title: 'Invalid world name',
  detail: `${JSON.stringify(text.slice(0, 80))} is not a valid world name: use ${WORLD_NAME_RULE}.`,
})
