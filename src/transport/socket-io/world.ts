import { chooseWorld } from '../../mock/choose-world.ts'

/** The ways in which a socket may name its world. */
export interface NamedWorld {
  /** Its `auth`. */
  readonly auth: unknown
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string | undefined>>
  /** `/`, or `/~<world>`. */
  readonly namespace: string
}

/**
 * The world that a socket names: by `auth.world`, else the query's `world`, else as a request does, with its namespace as the
 * path.
 */
export function worldOfSocket({ auth, query, headers, namespace }: NamedWorld): ReturnType<typeof chooseWorld> {
  const named = given(auth) ?? query['world']
  if (named === undefined || named === null) return chooseWorld(headers, namespace)
  return chooseWorld({ 'x-greenroom-world': typeof named === 'string' ? named : `(${typeof named})` }, namespace)
}

const given = (auth: unknown): unknown =>
  typeof auth === 'object' && auth !== null && Object.hasOwn(auth, 'world') ? Reflect.get(auth, 'world') : undefined
