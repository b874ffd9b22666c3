import { valuesOf, type HeaderPairs } from './seen.ts'

/** The ways besides the path in which a call of a greenroom may name its world. */
interface Naming {
  readonly url: URL
  readonly headers: HeaderPairs
  /** The client's `auth`, on sockets. */
  readonly auth?: Readonly<Record<string, unknown>>
}

/**
 * Whose state a call is about: the server with the prefix of its API and, on a greenroom, the world. Seats and limits are only
 * compared within the same.
 */
export function statePlace(before: string, { url, headers, auth = {} }: Naming): string {
  const named = [
    ...valuesOf(headers, 'x-greenroom-world'),
    url.searchParams.get('__world') ?? url.searchParams.get('world') ?? '',
    typeof auth['world'] === 'string' ? auth['world'] : '',
    /(?:^|;\s*)greenroom-world=([^;]*)/.exec(valuesOf(headers, 'cookie').join('; '))?.[1] ?? '',
  ].find((world) => world !== '')
  return `${url.origin}${before}${named === undefined ? '' : `/~${named}`}`
}
