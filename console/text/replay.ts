import type { JournalEntry, MockInfo, WorldInfo } from '../../src/contract/compiled/types.ts'
import type { Text } from '../../src/contract/model/curl.ts'
import type { SnippetRequest } from '../../src/report/snippets/snippet.ts'
import { isObject, parseJson } from '../../src/json.ts'

/** An entry as a request to send again, with the credentials of the seed's identity that made it, where one did. */
export function toReplay(entry: JournalEntry, world: WorldInfo | null): SnippetRequest {
  const credentials = lower(credentialsOf(entry, world))
  const sent = Object.entries(entry.request.headers).filter(([name]) => isTelling(name))
  return {
    method: entry.method,
    target:
      entry.world === 'default' || entry.target.startsWith('/~') ? entry.target : `/~${entry.world}${entry.target}`,
    headers: Object.fromEntries(sent.map(([name, text]) => [titled(name), headerText(name, text, credentials)])),
    body: entry.request.body === '' ? null : entry.request.body,
  }
}

/** Headers that a browser or library adds of its own accord, and those that name the world, which the path does. */
const isTelling = (name: string): boolean =>
  !/^(?:host|connection|content-length|user-agent|accept(?:-.*)?|sec-.*|origin|referer|cookie|pragma|cache-control|dnt|x-greenroom-world|upgrade-insecure-requests|transfer-encoding|priority)$/.test(
    name,
  )

/** A credential that no identity of the seed has becomes a variable: the journal keeps none. */
const headerText = (name: string, text: string, credentials: Readonly<Record<string, string>>): Text =>
  text === '…' ? (credentials[name] ?? [{ env: name.toUpperCase().replaceAll('-', '_') }]) : text

const titled = (name: string): string => name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())

const lower = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]))

/** The headers of the identity that an entry names; none if there is no such one. */
export function credentialsOf({ caller, request }: JournalEntry, world: WorldInfo | null): Record<string, string> {
  if (world === null || caller === null) return {}
  const identities = Object.entries(world.identities)
  const byId = request.headers['x-user-id'] !== undefined
  const isTheirs = (headers: Readonly<Record<string, string>>): boolean =>
    byId ? headers['X-User-Id'] === caller : subjectOf(headers['Authorization']) === caller
  const found = identities.find(([name, headers]) => !/wrong|expired/.test(name) && isTheirs(headers))
  return found ? { ...found[1] } : {}
}

/** The name of the identity that an entry names, or null. */
export function identityOf(entry: JournalEntry, world: WorldInfo | null): string | null {
  const credentials = JSON.stringify(credentialsOf(entry, world))
  if (credentials === '{}') return null
  return (
    Object.entries(world?.identities ?? {}).find(([, headers]) => JSON.stringify(headers) === credentials)?.[0] ?? null
  )
}

const subjectOf = (authorization = ''): unknown => {
  const claims = authorization.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
  const value = claims === '' ? undefined : parseJson(atob(claims))
  return isObject(value) ? value['sub'] : undefined
}

/** Scheme, host and port to call. */
export const baseUrlOf = (mock: MockInfo | null): string => mock?.url ?? 'http://127.0.0.1:4010'
