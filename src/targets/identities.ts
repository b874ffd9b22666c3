import { seeds } from '../contract/compiled/seeds.ts'
import type { Hook } from '../verify/arrange/hook-arranger.ts'
import type { Target } from '../verify/model/target.ts'
import { secretAt, type Environment, type Secret } from './secrets.ts'
import { toTargetUrl } from './url.ts'
import { membersOf, needed, placeOf, textOf, wrong, type YamlValue } from './yaml-value.ts'
import { isLoopback } from '../verify/model/loopback.ts'

const ROLES: readonly string[] = Object.keys(seeds.documented.identities)

/** The identities of a file: usable ones, why others are not, and all their secrets. */
export interface FileIdentities {
  readonly identities: Record<string, Readonly<Record<string, string>>>
  /** Members added to the payloads of a role's events. */
  readonly payloads: Record<string, Readonly<Record<string, unknown>>>
  readonly missing: Record<string, string>
  readonly secrets: string[]
}

/** Throws a Fault for a header whose value is in the file itself. */
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

/** A literal from a file, so not a secret. */
interface Said {
  readonly text: string
}

type Told = readonly [name: string, Secret | Said]

const told = (at: YamlValue | undefined, convert: (name: string, at: YamlValue) => Told): readonly Told[] =>
  [...(at ? membersOf(at, 'member') : [])].map(([name, member]) => convert(name, member))

/** A variable's value, or a literal: payloads also contain names. */
const saidAt = (at: YamlValue, env: Environment): Secret | Said =>
  typeof at.value === 'string' ? { text: textOf(at) } : secretAt(at, env)

const textIn = (secret: Secret | Said): string => ('text' in secret ? secret.text : '')

// Headers that define a message's destination or framing are not configurable.
const OWN_HEADERS = ['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'upgrade', 'expect']

function toHeaderName(name: string, at: YamlValue): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || OWN_HEADERS.includes(name.toLowerCase()))
    throw wrong(at, 'this header cannot contain credentials', 'Use Authorization, X-Auth-Token, Cookie or the like.')
  return name
}

/** A user id of the target, from a header, if there is one. */
export const userIdIn = (identities: FileIdentities['identities']): string | undefined =>
  Object.values(identities)
    .flatMap((headers) => Object.entries(headers))
    .find(([name]) => name.toLowerCase() === 'x-user-id')?.[1]

/** Role → why it has no credentials, for all roles without them. */
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

/** An administrator's headers; `missing` says why there are none. */
export interface Admin {
  readonly headers: Readonly<Record<string, string>>
  readonly missing: string | null
  /** For redaction. */
  readonly secrets: readonly string[]
}

/** Null without an administrator. Throws a Fault if the credentials would be sent unencrypted to `url`. */
export function toAdmin(at: YamlValue | undefined, url: string, env: Environment): Admin | null {
  if (!at) return null
  if (url.startsWith('http:') && !isLoopback(url))
    throw wrong(at, "the administrator's credentials would be sent unencrypted", 'Use https: for the target.')
  const headers = needed(at, membersOf(at, 'entry', ['headers']), 'headers')
  const all = told(headers, (name, header) => [toHeaderName(name, header), secretAt(header, env)])
  const missing = all.map(([, secret]) => secret).find((secret) => 'missing' in secret)
  return {
    headers: Object.fromEntries(all.map(([name, secret]) => [name, textIn(secret)])),
    missing: missing && 'missing' in missing ? `admin: ${missing.missing}` : null,
    secrets: all.flatMap(([, secret]) => ('value' in secret ? [secret.value] : [])),
  }
}

/** Null without a hook. Throws a Fault if the hook's token would be sent unencrypted. */
export function toHook(at: YamlValue | undefined, env: Environment): Hook | null {
  if (!at) return null
  const members = membersOf(at, 'entry', ['url', 'token'])
  const urlAt = needed(at, members, 'url')
  const url = toTargetUrl(textOf(urlAt), placeOf(urlAt))
  const tokenAt = members.get('token')
  const token = tokenAt && secretAt(tokenAt, env)
  if (token && url.startsWith('http:') && !isLoopback(url))
    throw wrong(urlAt, "the hook's token would be sent unencrypted", 'Use https: for the hook.')
  return {
    url,
    token: token && 'value' in token ? token.value : null,
    missing: token && 'missing' in token ? `the hook needs its token: ${token.missing}` : null,
  }
}
