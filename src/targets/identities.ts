import { seeds } from '../contract/compiled/seeds.ts'
import type { Hook } from '../verify/arrange/hook-arranger.ts'
import type { Target } from '../verify/model/target.ts'
import { secretAt, type Environment } from './secrets.ts'
import { toTargetUrl } from './url.ts'
import { membersOf, needed, placeOf, textOf, wrong, type YamlValue } from './yaml-value.ts'
import { isLoopback } from '../verify/model/loopback.ts'

const ROLES: readonly string[] = Object.keys(seeds.documented.identities)

/** The identities of a file: those that can call, those that cannot and why, and every secret of theirs. */
export interface FileIdentities {
  readonly identities: Record<string, Readonly<Record<string, string>>>
  readonly missing: Record<string, string>
  readonly secrets: string[]
}

/** The identities that a file names. Throws a Fault for a header whose value stands in the file. */
export function toIdentities(at: YamlValue | undefined, env: Environment): FileIdentities {
  const found: FileIdentities = { identities: {}, missing: {}, secrets: [] }
  for (const [role, member] of at ? membersOf(at, 'identity', ROLES) : []) {
    const headers = [...membersOf(needed(member, membersOf(member, 'entry', ['headers']), 'headers'), 'header')]
    const secrets = headers.map(([name, header]) => [toHeaderName(name, header), secretAt(header, env)] as const)
    const missing = secrets.map(([, secret]) => secret).find((secret) => 'missing' in secret)
    if (missing) found.missing[role] = missing.missing
    else
      found.identities[role] = Object.fromEntries(
        secrets.flatMap(([name, secret]) => ('text' in secret ? [[name, secret.text]] : [])),
      )
    found.secrets.push(...secrets.flatMap(([, secret]) => ('value' in secret ? [secret.value] : [])))
  }
  return found
}

// What says where a message goes and where it ends is not for a file to say.
const OWN_HEADERS = ['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'upgrade', 'expect']

function toHeaderName(name: string, at: YamlValue): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || OWN_HEADERS.includes(name.toLowerCase()))
    throw wrong(at, 'this header cannot bear credentials', 'Use Authorization, X-Auth-Token, Cookie or the like.')
  return name
}

/** Role → why it has no credentials, for all roles that have none. */
export const missingOf = (
  identities: Target['identities'],
  missing: Readonly<Record<string, string>>,
  otherwise: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ROLES.filter((role) => !Object.hasOwn(identities, role)).map((role) => [role, missing[role] ?? otherwise]),
  )

/** A record without some of its keys. */
export const withoutKeys = <Value>(
  record: Readonly<Record<string, Value>>,
  keys: Readonly<Record<string, unknown>>,
): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([key]) => !Object.hasOwn(keys, key)))

/** The hook that a file names; null: it names none. Throws a Fault for one whose token would travel in the open. */
export function toHook(at: YamlValue | undefined, env: Environment): Hook | null {
  if (!at) return null
  const members = membersOf(at, 'entry', ['url', 'token'])
  const urlAt = needed(at, members, 'url')
  const url = toTargetUrl(textOf(urlAt), placeOf(urlAt))
  const tokenAt = members.get('token')
  const token = tokenAt && secretAt(tokenAt, env)
  if (token && url.startsWith('http:') && !isLoopback(url))
    throw wrong(urlAt, "the hook's token would travel in the open", 'Call the hook by https:.')
  return {
    url,
    token: token && 'value' in token ? token.value : null,
    missing: token && 'missing' in token ? `the hook needs its token: ${token.missing}` : null,
  }
}
