import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { Make } from '../domain/operation.ts'
import type {
  Arm,
  Claims,
  ClockSetting,
  LivechatReader,
  Role,
  Settings,
  State,
  TableName,
  Tables,
  Write,
} from '../domain/state.ts'
import { noRows, type OrderedBase } from './base.ts'
import type { Clock } from './clock.ts'
import { createIdCounter, type IdCounter } from './id-counter.ts'
import { latestIsoText } from './latest-iso-text.ts'
import { newestFirst } from './newest-first.ts'
import type { Contents, Recipe } from './recipe.ts'
import { createTable, type Table } from './table.ts'
import { tokenReader } from './token-reader.ts'

/** An isolated copy of all state. */
export interface World extends State {
  /** Ids and time for one decision. */
  readonly make: Make
  write(writes: readonly Write[]): void
  contents(): Contents
}

type WorldTables = { readonly [Name in TableName]: Table<Tables[Name]> }

/** A world with the recipe's initial state, or continuing from `contents`. Tables that are never used cost nothing. */
export function createWorld(recipe: Recipe, machine: Clock, contents: Contents = { rows: {}, ids: {} }): World {
  const world = new OverlayWorld(recipe, machine, contents.ids)
  world.write(writesOf(contents))
  return world
}

/** A class, since there may be thousands and every answer reads one: prototype accessors are fast and take no memory. */
class OverlayWorld implements World {
  readonly people: Table<Tables['people']>
  readonly roles: Table<Role>
  readonly livechatRooms: LivechatReader
  readonly subscriptions: Table<Tables['subscriptions']>
  readonly calls: Table<Tables['calls']>
  readonly meetingRooms: Table<Tables['meetingRooms']>
  readonly windows: Table<Tables['windows']>
  readonly foreignTokens: boolean
  readonly readToken: (token: string) => Claims | null
  readonly #tables: WorldTables
  readonly #recipe: Recipe
  readonly #machine: Clock
  readonly #ids: IdCounter
  readonly #isoText = latestIsoText()
  readonly #permissions = new WeakMap<Role, ReadonlySet<string>>()

  constructor(recipe: Recipe, machine: Clock, ids: Contents['ids']) {
    const { seed, bases } = recipe.tables
    const tables = tablesOf(recipe)
    this.people = tables.people
    this.roles = tables.roles
    this.livechatRooms = livechatReader(tables.livechatRooms, bases.livechatRooms)
    this.subscriptions = tables.subscriptions
    this.calls = tables.calls
    this.meetingRooms = tables.meetingRooms
    this.windows = tables.windows
    this.foreignTokens = recipe.jwtSecret !== null || recipe.settings.trust !== null
    this.readToken = tokenReader(recipe.jwtSecret ?? seed.jwtSecret, recipe.settings.trust !== null)
    this.#tables = tables
    this.#recipe = recipe
    this.#machine = machine
    this.#ids = createIdCounter(`${seed.name}/${recipe.salt}`, ids)
  }

  get settings(): Settings {
    return this.#tables.settings.get('') ?? this.#recipe.settings
  }

  get arms(): readonly Arm[] {
    return this.#tables.arms.get('') ?? NO_ARMS
  }

  get clock(): ClockSetting {
    return this.#tables.clock.get('') ?? this.#recipe.clock
  }

  get machineTime(): number {
    return this.#machine.now()
  }

  get now(): number {
    const { clock } = this
    return clock.kind === 'frozen' ? clock.at : this.#machine.now() + clock.ahead
  }

  get make(): Make {
    return { id: this.#ids.next, now: this.now, isoText: this.#isoText }
  }

  permissionsOf(name: string): ReadonlySet<string> {
    const role = this.roles.get(name)
    if (role === undefined) return NO_PERMISSIONS
    const found = this.#permissions.get(role) ?? new Set(role.permissions)
    this.#permissions.set(role, found)
    return found
  }

  write(writes: readonly Write[]): void {
    for (const { table, key, value } of writes) setRow(this.#tables, table, key, value)
  }

  contents(): Contents {
    const standing = { settings: [['', this.settings]], clock: [['', this.clock]] } as const
    return { rows: { ...standing, ...writtenRows(this.#tables) }, ids: this.#ids.made() }
  }
}

const NO_ARMS: readonly Arm[] = []
const NO_PERMISSIONS: ReadonlySet<string> = new Set()

const tablesOf = ({ tables: { bases } }: Recipe): WorldTables => ({
  people: createTable(bases.people),
  roles: createTable(bases.roles),
  livechatRooms: createTable(bases.livechatRooms),
  subscriptions: createTable(noRows),
  messages: createTable(noRows),
  calls: createTable(bases.calls),
  meetingRooms: createTable(bases.meetingRooms),
  windows: createTable(noRows),
  settings: createTable<Settings>(noRows),
  clock: createTable<ClockSetting>(noRows),
  arms: createTable(noRows),
})

const livechatReader = (table: Table<LivechatRoom>, base: OrderedBase<LivechatRoom>): LivechatReader => ({
  get: (key) => table.get(key),
  entries: () => table.entries(),
  newestFirst: newestFirst(table, base),
})

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
