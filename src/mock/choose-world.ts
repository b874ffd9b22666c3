import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'
import type { Problem } from './problem.ts'

/** The world that a request names, and its path without that name. */
export interface Choice {
  /** Null: it names none. */
  readonly world: string | null
  readonly path: string
  /** What was taken off the path: `/~checkout`, or nothing. */
  readonly prefix: string
}

/**
 * Which world a request goes to: the one that the header `X-Greenroom-World` names, else the prefix of its path
 * (`/~checkout/rooms/…`), else its host (`checkout.localhost`), which a client often has not chosen itself. Header and prefix are
 * both chosen, and so must agree. The prefix comes off the path in any case.
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

/** Nearly no path has one, which its second character tells. */
function prefixOf(path: string): readonly [prefix: string, world: string | null] {
  const second = path.charCodeAt(1)
  if (second !== TILDE && second !== PERCENT) return NO_PREFIX
  const [prefix, , world = ''] = MARK.exec(path) ?? []
  return prefix === undefined ? NO_PREFIX : [prefix, world]
}

const TILDE = 0x7e
const PERCENT = 0x25

/** The first part of a host name with two, the second of which is `localhost`. Any other host names no world. */
const hostLabel = (host: string | undefined): string | null =>
  (host === undefined ? null : HOST.exec(host)?.[1]) ?? null

const HOST = /^([^.]+)\.localhost\.?(?::\d*)?$/i

const twoNames = (header: string, prefix: string): Problem => ({
  status: 400,
  title: 'Two worlds named',
  detail: `The header X-Greenroom-World names the world ${shown(header)}, the path ${shown(prefix)}. Name it in one way.`,
})

const shown = (name: string): string => JSON.stringify(name.slice(0, 80))

const notAName = (text: string): Problem => ({
  status: 400,
  title: 'Not the name of a world',
  detail: `A world cannot be called ${shown(text)}; a name has ${WORLD_NAME_RULE}.`,
})
