import { agreed, chooseWorld } from '../../mock/choose-world.ts'

/** The namespaces besides `/`: those of a world. */
export const WORLD_NAMESPACES: RegExp = /^\/(?:~|%7e)[^/]+\/?$/i

/** The ways in which a socket may name its world. */
export interface NamedWorld {
  /** Its `auth`. */
  readonly auth: unknown
  readonly query: Readonly<Record<string, unknown>>
  /** The one that names a world may name several, of which the last is that of its path. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** `/`, or `/~<world>`. */
  readonly namespace: string
}

/**
 * The world that a socket names: by `auth.world`, the query's `world`, or as a request does, with its namespace as the path. If several
 * name one, they must agree.
 */
export function worldOfSocket({ auth, query, headers, namespace }: NamedWorld): ReturnType<typeof agreed> {
  const [ofAuth, ofQuery] = [asName(given(auth)), asName(query['world'])]
  const [first, ...more] = headers['x-greenroom-world']?.split(', ') ?? []
  const choice = chooseWorld({ ...headers, 'x-greenroom-world': first }, namespace)
  return 'problem' in choice ? choice : agreed([ofAuth, ofQuery, choice.world, ...more])
}

const asName = (named: unknown): string | null => {
  if (named === undefined || named === null) return null
  return typeof named === 'string' ? named : `(${typeof named})`
}

const given = (auth: unknown): unknown =>
  typeof auth === 'object' && auth !== null && Object.hasOwn(auth, 'world') ? Reflect.get(auth, 'world') : undefined
