import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { Fault } from '../fault.ts'
import { EDITIONS } from '../edition.ts'
import type { Source } from '../verify/model/finding.ts'
import { GATE_WORDS, toGate } from '../verify/model/gate.ts'
import type { Hook } from '../verify/arrange/hook-arranger.ts'
import { ownIdentities, type Random } from '../verify/arrange/own-identities.ts'
import type { Serving } from '../verify/arrange/static-arranger.ts'
import type { Target } from '../verify/model/target.ts'
import { missingOf, toAdmin, toHook, toIdentities, userIdIn, withoutKeys, type Admin } from './identities.ts'
import { refuseSecrets, type Environment } from './secrets.ts'
import { toScope } from './scope.ts'
import { toServing } from './situations.ts'
import type { TargetData } from './target-data.ts'
import { loadDialect } from './dialect-file.ts'
import { toDialect } from './socket.ts'
import { toTransports } from './transports.ts'
import { toTargetUrl } from './url.ts'
import {
  countOf,
  itemsOf,
  membersOf,
  needed,
  placeOf,
  textOf,
  wordOf,
  valueOfData,
  wrong,
  type YamlValue,
} from './yaml-value.ts'
import { loadYaml } from './yaml-file.ts'
import { PLAIN_DIALECT, type SocketDialect } from '../dialect/dialect.ts'
import { isLoopback } from '../verify/model/loopback.ts'

/** A target, and how to arrange its situations. */
export interface TargetFile {
  readonly target: Target
  readonly situations: readonly Serving[]
  readonly hook: Hook | null
  /** Who makes what cases need through the API of the target itself; null: nobody does. */
  readonly admin: Admin | null
  /** Null: not specified. */
  readonly gate: Source | null
}

/** Sources of a target file's variables and made-up credentials. */
export interface Surroundings {
  readonly env: Environment
  readonly random: Random
}

const ALL_FACES = Object.values(faces).flat()
const OPERATIONS: readonly string[] = [...new Set(ALL_FACES.map(({ operation }) => operation))]
/** Including those of sockets only. */
const SERVED: readonly string[] = [...new Set([...OPERATIONS, ...socketFaces.map(({ operation }) => operation)])]
const APIS: readonly string[] = [...new Set(ALL_FACES.map(({ api }) => api))]
const ENTRIES = [
  'url',
  'name',
  'authority',
  'operations',
  'prefixes',
  'transports',
  'socket',
  'identities',
  'scope',
  'limits',
  'situations',
  'hook',
  'admin',
]

/** The target of a bare URL: only identities without secrets. */
export const targetOf = (
  url: string,
  { random, edition = 'current' }: { readonly random: Random; readonly edition?: string },
): Target => {
  const found = toTargetUrl(url, 'the URL to verify')
  const identities = ownIdentities(random)
  return {
    name: new URL(found).host,
    url: found,
    edition,
    operations: null,
    prefixes: {},
    identities,
    missing: missingOf(identities, {}, 'needs credentials: name them in a target file'),
    payloads: {},
    unset: [],
    scope: null,
    limits: {},
    transports: ['http'],
    socket: PLAIN_DIALECT,
    secrets: [],
  }
}

/** Reads a target file. Throws a Fault with file and line for an invalid entry; no message contains a secret. */
export async function loadTarget(file: string, surroundings: Surroundings): Promise<TargetFile> {
  await refuseUnsafe(file)
  const at = await loadYaml(file, 'Make sure that it is a readable file.')
  const socket = membersOf(at, 'entry').get('socket')
  const isNamed = typeof socket?.value === 'string'
  return toTargetFile(at, surroundings, isNamed ? await namedDialect(socket, dirname(file)) : undefined)
}

/** Reads the same as data. Throws a Fault with the path of an invalid entry; no message contains a secret. */
export const targetFrom = (data: TargetData, surroundings: Surroundings): TargetFile =>
  toTargetFile(valueOfData(data, 'target'), surroundings)

/** The dialect that a target file names. */
async function namedDialect(at: YamlValue, folder: string): Promise<SocketDialect> {
  try {
    return await loadDialect(textOf(at), folder)
  } catch (error) {
    if (error instanceof Fault) throw new Fault(`${placeOf(at)}: ${error.message}`, error.fix, { cause: error })
    throw error
  }
}

async function refuseUnsafe(file: string): Promise<void> {
  const about = await stat(file).catch(() => null)
  if (!about?.isFile()) throw new Fault(`${file}: no such file`, 'greenroom target init <url> writes one.')
  // Anyone who can write to it could send the credentials elsewhere.
  if (process.platform !== 'win32' && (about.mode & 0o022) !== 0)
    throw new Fault(`${file}: users other than its owner may write to it`, `chmod go-w ${file}`)
}

function toTargetFile(at: YamlValue, { env, random }: Surroundings, dialect?: SocketDialect): TargetFile {
  refuseSecrets(at)
  const members = membersOf(at, 'entry', ENTRIES)
  const urlAt = needed(at, members, 'url')
  const url = toTargetUrl(textOf(urlAt), placeOf(urlAt))
  const name = members.get('name')
  const { edition, gate } = toAuthority(members.get('authority'))
  const found = toIdentities(members.get('identities'), env)
  // A role with credentials in the file never falls back to being anonymous.
  const own = ownIdentities(random, userIdIn(found.identities))
  const identities = { ...withoutKeys(own, found.missing), ...found.identities }
  const hook = toHook(members.get('hook'), env)
  const admin = toAdmin(members.get('admin'), url, env)
  return {
    target: {
      name: name ? textOf(name) : new URL(url).host,
      url,
      edition,
      operations: toWords(members.get('operations'), 'operation', SERVED),
      prefixes: mapped(members.get('prefixes'), 'API', APIS, toPrefix),
      identities,
      missing: missingOf(
        identities,
        found.missing,
        `needs credentials: name them in ${at.origin.isShared ? at.origin.name : 'the target'}`,
      ),
      payloads: found.payloads,
      unset: Object.keys(found.missing),
      // With a hook on this machine, all rooms are the hook's own.
      scope: toScope(members.get('scope')) ?? (hook !== null && isLoopback(url) ? {} : null),
      limits: mapped(members.get('limits'), 'operation', OPERATIONS, toLimit),
      transports: toTransports(members.get('transports')),
      socket: dialect ?? toDialect(members.get('socket')),
      secrets: [...new Set([...found.secrets, ...(hook?.token ? [hook.token] : []), ...(admin?.secrets ?? [])])],
    },
    situations: optional(members.get('situations'), itemsOf)?.map(toServing) ?? [],
    hook,
    admin,
    gate,
  }
}

const optional = <Result>(at: YamlValue | undefined, convert: (at: YamlValue) => Result): Result | undefined =>
  at ? convert(at) : undefined

/** Reads each member of a mapping. */
const mapped = <Result>(
  at: YamlValue | undefined,
  what: string,
  words: readonly string[] | null,
  convert: (at: YamlValue) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries([...(at ? membersOf(at, what, words) : [])].map(([key, member]) => [key, convert(member)]))

const toWords = (at: YamlValue | undefined, what: string, words: readonly string[]): readonly string[] | null =>
  at ? itemsOf(at).map((item) => wordOf(item, what, words)) : null

function toAuthority(at: YamlValue | undefined): { edition: string; gate: Source | null } {
  const members = at ? membersOf(at, 'entry', ['edition', 'gate']) : new Map<string, YamlValue>()
  const edition = optional(members.get('edition'), (each) => wordOf(each, 'edition', EDITIONS)) ?? 'current'
  const gate = optional(members.get('gate'), (each) => toGate(wordOf(each, 'gate', GATE_WORDS)))
  return { edition, gate: gate ?? null }
}

function toPrefix(at: YamlValue): string {
  const prefix = textOf(at)
  if (!/^(?:\/[\w.~-]+)+$/.test(prefix) || /\/\.\.?(?:\/|$)/.test(prefix))
    throw wrong(at, `${prefix} is not a path prefix`, 'Write it as /api: with a leading slash, without a trailing one.')
  return prefix
}

function toLimit(at: YamlValue): Target['limits'][string] {
  if (at.value === 'none') return null
  if (typeof at.value !== 'object')
    throw wrong(at, 'this is not a limit', 'Write { requests: 10, windowMs: 60000 }, or none.')
  const members = membersOf(at, 'entry', ['requests', 'windowMs'])
  return { requests: countOf(needed(at, members, 'requests')), windowMs: countOf(needed(at, members, 'windowMs')) }
}
