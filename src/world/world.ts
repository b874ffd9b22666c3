import type { LivechatRoom } from '../contract/compiled/types.ts'
import { decodeToken, verifyToken } from '../domain/jwt.ts'
import type { IdKind, Make } from '../domain/operation.ts'
import type { Claims, Settings, State, Tables, Write } from '../domain/state.ts'
import type { Clock } from './clock.ts'
import { idsOf } from './ids.ts'
import type { SeedTables } from './seed-tables.ts'
import { createTable, type Table } from './table.ts'

/** How a world is made. */
export interface WorldOptions {
  readonly tables: SeedTables
  readonly clock: Clock
  /** What tells its ids from those of other worlds of the seed. */
  readonly salt: string
  readonly settings: Settings
  /** The key that signs tokens in another system; null: the seed's own. */
  readonly jwtSecret: string | null
}

/** One isolated copy of all state. */
export interface World extends State {
  /** Ids and the time for one decision. */
  readonly make: Make
  write(writes: readonly Write[]): void
}

/** A world that begins with the rows of its seed. Costs nothing for what is never touched. */
export function createWorld({ tables: { seed, rows }, clock, salt, settings, jwtSecret }: WorldOptions): World {
  const tables: { readonly [Name in keyof Tables]: Table<Tables[Name]> } = {
    people: createTable(rows.people),
    livechatRooms: createTable(rows.livechatRooms),
    subscriptions: createTable(rows.subscriptions),
    messages: createTable(rows.messages),
    calls: createTable(rows.calls),
    meetingRooms: createTable(rows.meetingRooms),
    windows: createTable(rows.windows),
  }
  const permissions = new Map(Object.entries(seed.roles).map(([role, names]) => [role, new Set(names)]))
  const ids = new Map<IdKind, () => string>()
  const nextId = (kind: IdKind): string => {
    const next = ids.get(kind) ?? counting(idsOf(`${seed.name}/${salt}`, kind))
    ids.set(kind, next)
    return next()
  }
  return {
    ...tables,
    livechatRooms: { get: tables.livechatRooms.get, newestFirst: newestFirst(tables.livechatRooms) },
    settings,
    foreignTokens: jwtSecret !== null || settings.trust !== null,
    get now() {
      return clock.now()
    },
    permissionsOf: (role) => permissions.get(role) ?? NO_PERMISSIONS,
    readToken: tokenReader(jwtSecret ?? seed.jwtSecret, settings.trust !== null),
    get make() {
      return { id: nextId, now: clock.now() }
    },
    write(writes) {
      for (const { table, key, value } of writes) setRow(tables, table, key, value)
    },
  }
}

const counting = (idAt: (n: number) => string): (() => string) => {
  let n = 0
  return () => idAt(n++)
}

const NO_PERMISSIONS: ReadonlySet<string> = new Set()

const setRow = <Name extends keyof Tables>(
  tables: { readonly [Each in keyof Tables]: Table<Tables[Each]> },
  name: Name,
  key: string,
  value: Tables[Name],
): void => tables[name].set(key, value)

/** Sorts once for every state of the table, not once for every answer. */
function newestFirst(table: Table<LivechatRoom>): () => readonly LivechatRoom[] {
  let sorted: readonly LivechatRoom[] = []
  let version = -1
  return () => {
    if (version !== table.version) sorted = [...table.values()].sort(byAge)
    version = table.version
    return sorted
  }
}

const byAge = (a: LivechatRoom, b: LivechatRoom): number =>
  a.ts === b.ts ? (a._id < b._id ? -1 : 1) : a.ts < b.ts ? 1 : -1

const KEPT_TOKENS = 1000

/** Reads tokens and remembers what they say, since checking a signature costs more than all the rest of an answer. */
function tokenReader(secret: string, trustsAll: boolean): (token: string) => Claims | null {
  const known = new Map<string, Claims | null>()
  return (token) => {
    const found = known.get(token)
    if (found !== undefined) return found
    const claims = verifyToken(secret, token) ?? (trustsAll ? decodeToken(token) : null)
    if (known.size >= KEPT_TOKENS) known.clear()
    known.set(token, claims)
    return claims
  }
}
