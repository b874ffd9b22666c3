import { seeds } from '../contract/compiled/seeds.ts'
import type { Hook } from '../verify/arrange/hook-arranger.ts'
import type { Target } from '../verify/model/target.ts'
import { secretAt, type Environment, type Secret } from './secrets.ts'
import { toTargetUrl } from './url.ts'
import { membersOf, needed, placeOf, textOf, wrong, type YamlValue } from './yaml-value.ts'
import { isLoopback } from '../verify/model/loopback.ts'

const ROLES: readonly string[] = Object.keys(seeds.documented.identities)

/** The identities of a file: those that can call, those that cannot and why, and every secret of theirs. */
export interface FileIdentities {
  readonly identities: Record<string, Readonly<Record<string, string>>>
  /** What the payloads of a role's events bear beside. */
  readonly payloads: Record<string, Readonly<Record<string, unknown>>>
  readonly missing: Record<string, string>
  readonly secrets: string[]
}

/** The identities that a file names. Throws a Fault for a header whose value stands in the file. */
export function toIdentities(at: YamlValue | undefined, env: Environment): FileIdentities {
  const found: FileIdentities = { identities: {}, payloads: {}, missing: {}, secrets: [] }
  for (const [role, member] of at ? membersOf(at, 'identity', ROLES) : []) {
    const members = membersOf(member, 'entry', ['headers', 'payload'])
    const payload = members.get('payload')
    const headers = payload ? members.get('headers') : needed(member, members, 'headers')
    const ofHeaders = told(headers, (name, header) => [toHeaderName(name, header), secretAt(header, env)])
    const ofPayload = told(payload, (name, value) => [name, saidAt(value, env)])
    const all = [...ofHeaders, ...ofPayload].map(([, secret]) => secret)
    const missing = all.find((secret) => 'missing' in secret)
    if (missing) found.missing[role] = missing.missing
    else {
      found.identities[role] = Object.fromEntries(ofHeaders.map(([name, secret]) => [name, textIn(secret)]))
      if (payload) found.payloads[role] = Object.fromEntries(ofPayload.map(([name, secret]) => [name, textIn(secret)]))
    }
    found.secrets.push(...all.flatMap((secret) => ('value' in secret ? [secret.value] : [])))
  }
  return found
}

/** What stands in a file, as it is: no secret. */
interface Said {
  readonly text: string
}

type Told = readonly [name: string, Secret | Said]

const told = (at: YamlValue | undefined, convert: (name: string, at: YamlValue) => Told): readonly Told[] =>
  [...(at ? membersOf(at, 'member') : [])].map(([name, member]) => convert(name, member))

/** A variable's value, or a text of the file itself: names stand there, too. */
const saidAt = (at: YamlValue, env: Environment): Secret | Said =>
  typeof at.value === 'string' ? { text: textOf(at) } : secretAt(at, env)

const textIn = (secret: Secret | Said): string => ('text' in secret ? secret.text : '')

// What says where a message goes and where it ends is not for a file to say.
const OWN_HEADERS = ['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'upgrade', 'expect']

function toHeaderName(name: string, at: YamlValue): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || OWN_HEADERS.includes(name.toLowerCase()))
    throw wrong(at, 'this header cannot bear credentials', 'Use Authorization, X-Auth-Token, Cookie or the like.')
  return name
}

/** The id of a user of the target, as a header bears it; undefined: none does. */
export const userIdIn = (identities: FileIdentities['identities']): string | undefined =>
  Object.values(identities)
    .flatMap((headers) => Object.entries(headers))
    .find(([name]) => name.toLowerCase() === 'x-user-id')?.[1]

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

/** The hook that a file names; null: it names none. Throws a Fault for one whose token would be sent unencrypted. */
export function toHook(at: YamlValue | undefined, env: Environment): Hook | null {
  if (!at) return null
  const members = membersOf(at, 'entry', ['url', 'token'])
  const urlAt = needed(at, members, 'url')
  const url = toTargetUrl(textOf(urlAt), placeOf(urlAt))
  const tokenAt = members.get('token')
  const token = tokenAt && secretAt(tokenAt, env)
  if (token && url.startsWith('http:') && !isLoopback(url))
    throw wrong(urlAt, "the hook's token would be sent unencrypted", 'Call the hook by https:.')
  return {
    url,
    token: token && 'value' in token ? token.value : null,
    missing: token && 'missing' in token ? `the hook needs its token: ${token.missing}` : null,
  }
}
