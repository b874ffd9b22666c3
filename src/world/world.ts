import type { IdKind, Make } from '../domain/operation.ts'
import type { ClockSetting, Role, Settings, State, TableName, Tables, Write } from '../domain/state.ts'
import { noRows, singleRow } from './base.ts'
import type { Clock } from './clock.ts'
import { idsOf } from './ids.ts'
import { newestFirst } from './newest-first.ts'
import type { Contents, Recipe } from './recipe.ts'
import { createTable, type Table } from './table.ts'
import { tokenReader } from './token-reader.ts'

/** One isolated copy of all state. */
export interface World extends State {
  /** Ids and the time for one decision. */
  readonly make: Make
  write(writes: readonly Write[]): void
  contents(): Contents
}

type WorldTables = { readonly [Name in TableName]: Table<Tables[Name]> }

/** A world that begins by its recipe, or goes on from `contents`. Costs nothing for what is never touched. */
export function createWorld(recipe: Recipe, machine: Clock, contents: Contents = { rows: {}, ids: {} }): World {
  const tables = tablesOf(recipe)
  const ids = idCounter(`${recipe.tables.seed.name}/${recipe.salt}`, contents.ids)
  const { jwtSecret } = recipe
  const only = <Name extends 'settings' | 'clock' | 'arms'>(name: Name, otherwise: Tables[Name]): Tables[Name] =>
    tables[name].get('') ?? otherwise
  const now = (): number => timeOf(only('clock', recipe.clock), machine)
  const world: World = {
    ...tables,
    livechatRooms: {
      get: tables.livechatRooms.get,
      entries: tables.livechatRooms.entries,
      newestFirst: newestFirst(tables.livechatRooms, recipe.tables.bases.livechatRooms),
    },
    get settings() {
      return only('settings', recipe.settings)
    },
    get arms() {
      return only('arms', NO_ARMS)
    },
    get now() {
      return now()
    },
    get clock() {
      return only('clock', recipe.clock)
    },
    get machineTime() {
      return machine.now()
    },
    foreignTokens: jwtSecret !== null || recipe.settings.trust !== null,
    permissionsOf: permissionReader(tables.roles),
    readToken: tokenReader(jwtSecret ?? recipe.tables.seed.jwtSecret, recipe.settings.trust !== null),
    get make() {
      return { id: ids.next, now: now() }
    },
    write: (writes) => writes.forEach((write) => setRow(tables, write.table, write.key, write.value)),
    contents: () => ({ rows: writtenRows(tables), ids: ids.made() }),
  }
  world.write(writesOf(contents))
  return world
}

const NO_ARMS: Tables['arms'] = []

const tablesOf = ({ tables: { bases }, clock, settings }: Recipe): WorldTables => ({
  people: createTable(bases.people),
  roles: createTable(bases.roles),
  livechatRooms: createTable(bases.livechatRooms),
  subscriptions: createTable(noRows),
  messages: createTable(noRows),
  calls: createTable(bases.calls),
  meetingRooms: createTable(bases.meetingRooms),
  windows: createTable(noRows),
  settings: createTable<Settings>(singleRow(settings)),
  clock: createTable<ClockSetting>(singleRow(clock)),
  arms: createTable(noRows),
})

/** What a clock says by its setting, in milliseconds since 1970. */
const timeOf = (setting: ClockSetting, machine: Clock): number =>
  setting.kind === 'frozen' ? setting.at : machine.now() + setting.ahead

/** Makes the ids of a world, kind by kind, going on from how many there are. */
function idCounter(
  source: string,
  begun: Contents['ids'],
): {
  readonly next: (kind: IdKind) => string
  readonly made: () => Contents['ids']
} {
  const makers = new Map<IdKind, (n: number) => string>()
  const made = new Map<IdKind, number>()
  return {
    next(kind) {
      const maker = makers.get(kind) ?? idsOf(source, kind)
      makers.set(kind, maker)
      const n = made.get(kind) ?? begun[kind] ?? 0
      made.set(kind, n + 1)
      return maker(n)
    },
    made: () => ({ ...begun, ...Object.fromEntries(made) }),
  }
}

const NO_PERMISSIONS: ReadonlySet<string> = new Set()

/** A set per role, made once for as long as the role stays the same. */
function permissionReader(roles: Table<Role>): (role: string) => ReadonlySet<string> {
  const sets = new WeakMap<Role, ReadonlySet<string>>()
  return (name) => {
    const role = roles.get(name)
    if (role === undefined) return NO_PERMISSIONS
    const found = sets.get(role)
    if (found) return found
    const set = new Set(role.permissions)
    sets.set(role, set)
    return set
  }
}

const setRow = <Name extends TableName>(
  tables: { readonly [Each in TableName]: Table<Tables[Each]> },
  name: Name,
  key: string,
  value: Tables[Name] | null,
): void => tables[name].set(key, value)

const writtenRows = (tables: WorldTables): Contents['rows'] =>
  Object.fromEntries(
    Object.entries(tables)
      .filter(([, { written }]) => written.size > 0)
      .map(([name, { written }]) => [name, [...written]]),
  )

const writesOf = ({ rows }: Contents): Write[] => [
  ...writesTo('people', rows.people),
  ...writesTo('roles', rows.roles),
  ...writesTo('livechatRooms', rows.livechatRooms),
  ...writesTo('subscriptions', rows.subscriptions),
  ...writesTo('messages', rows.messages),
  ...writesTo('calls', rows.calls),
  ...writesTo('meetingRooms', rows.meetingRooms),
  ...writesTo('windows', rows.windows),
  ...writesTo('settings', rows.settings),
  ...writesTo('clock', rows.clock),
  ...writesTo('arms', rows.arms),
]

const writesTo = <Name extends TableName>(
  table: Name,
  rows: readonly (readonly [string, Tables[Name] | null])[] = [],
): { table: Name; key: string; value: Tables[Name] | null }[] => rows.map(([key, value]) => ({ table, key, value }))
