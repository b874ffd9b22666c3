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
import { newestFirst } from './lists/newest-first.ts'
import type { Contents, Recipe } from './recipe.ts'
import { createTable, type Table } from './table.ts'
import { createRowBudget, type RowBudget } from './rows/budget.ts'
import { grownBy, rowSize } from './rows/growth.ts'
import { sizeOf } from './rows/size.ts'
import { signToken } from '../domain/jwt.ts'
import { tokenReader } from './token-reader.ts'

/** An isolated copy of all state. */
export interface World extends State {
  /** Ids and time for one decision. */
  readonly make: Make
  write(writes: readonly Write[]): void
  /** The same; returns what takes it back. Of several, the last one is to be taken back first. */
  attempt(writes: readonly Write[]): () => void
  /** The current row of a table, of the seed or written; undefined if there is none. */
  row(table: TableName, key: string): unknown
  readonly ids: IdCounter
  contents(): Contents
}

type WorldTables = { readonly [Name in TableName]: Table<Tables[Name]> }

/** What a store gives each of its worlds. */
export interface WorldHost {
  /** The clock behind running worlds. */
  readonly machine: Clock
  /** The bytes that its rows may take. */
  readonly mostBytes: number
}

/** A world with the recipe's initial state, or continuing from `contents`. Tables that are never used cost nothing. */
export function createWorld(recipe: Recipe, around: WorldHost, contents: Contents = NO_CONTENTS): World {
  const world = new OverlayWorld(recipe, around, contents.ids)
  if (contents !== NO_CONTENTS) world.write(writesOf(contents))
  return world
}

const NO_CONTENTS: Contents = { rows: {}, ids: {} }

/** A class, since there may be thousands and every answer reads one: prototype accessors are fast and take no memory. */
class OverlayWorld implements World {
  readonly people: Table<Tables['people']>
  readonly roles: Table<Role>
  readonly livechatRooms: LivechatReader
  readonly subscriptions: Table<Tables['subscriptions']>
  readonly calls: Table<Tables['calls']>
  readonly departments: Table<Tables['departments']>
  readonly meetingRooms: Table<Tables['meetingRooms']>
  readonly windows: Table<Tables['windows']>
  readonly foreignTokens: boolean
  readonly readToken: (token: string) => Claims | null
  readonly tokenFor: (userId: string) => string
  readonly #tables: WorldTables
  readonly #recipe: Recipe
  readonly #machine: Clock
  readonly #budget: RowBudget
  readonly ids: IdCounter
  readonly #isoText = latestIsoText()
  readonly #permissions = new WeakMap<Role, ReadonlySet<string>>()

  constructor(recipe: Recipe, { machine, mostBytes }: WorldHost, ids: Contents['ids']) {
    const { seed, bases } = recipe.tables
    const tables = tablesOf(recipe)
    this.people = tables.people
    this.roles = tables.roles
    this.livechatRooms = livechatReader(tables.livechatRooms, bases.livechatRooms)
    this.subscriptions = tables.subscriptions
    this.calls = tables.calls
    this.departments = tables.departments
    this.meetingRooms = tables.meetingRooms
    this.windows = tables.windows
    this.foreignTokens = recipe.jwtSecret !== null || recipe.settings.trust !== null
    this.readToken = tokenReader(recipe.jwtSecret ?? seed.jwtSecret, recipe.settings.trust !== null)
    this.tokenFor = (userId) => weekly(recipe.jwtSecret ?? seed.jwtSecret, userId, this.now)
    this.#tables = tables
    this.#recipe = recipe
    this.#machine = machine
    this.#budget = createRowBudget(mostBytes, () => sizeOf(writtenRows(tables)))
    this.ids = createIdCounter(`${seed.name}/${recipe.salt}`, ids)
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

  get isFull(): boolean {
    return this.#budget.isFull
  }

  get machineTime(): number {
    return this.#machine.now()
  }

  get now(): number {
    const { clock } = this
    return clock.kind === 'frozen' ? clock.at : this.#machine.now() + clock.ahead
  }

  get make(): Make {
    return { id: this.ids.next, now: this.now, isoText: this.#isoText }
  }

  permissionsOf(name: string): ReadonlySet<string> {
    const role = this.roles.get(name)
    if (role === undefined) return NO_PERMISSIONS
    const found = this.#permissions.get(role) ?? new Set(role.permissions)
    this.#permissions.set(role, found)
    return found
  }

  write(writes: readonly Write[]): void {
    this.#spending(writes, ({ table, key, value }) => setRow(this.#tables, table, key, value))
  }

  attempt(writes: readonly Write[]): () => void {
    const undos: (() => void)[] = []
    const spent = this.#spending(writes, ({ table, key, value }) =>
      undos.push(attemptRow(this.#tables, table, key, value)),
    )
    return () => {
      for (const undo of undos.toReversed()) undo()
      if (undos.length > 0) this.#budget.refund(spent)
    }
  }

  #spending(writes: readonly Write[], carryOut: (write: Write) => void): number {
    const { isFull } = this.#budget
    let bytes = 0
    for (const write of writes) {
      const { table, key, value } = write
      const before = this.#tables[table].written.get(key)
      if (!isFull) bytes += grownBy(table, key, before, value)
      carryOut(write)
      if (isFull) bytes += rowSize(key, this.#tables[table].written.get(key)) - rowSize(key, before)
    }
    this.#budget.spend(bytes)
    return bytes
  }

  row(table: TableName, key: string): unknown {
    return this.#tables[table].get(key)
  }

  contents(): Contents {
    const standing = { settings: [['', this.settings]], clock: [['', this.clock]] } as const
    return { rows: { ...standing, ...writtenRows(this.#tables) }, ids: this.ids.made() }
  }
}

const NO_ARMS: readonly Arm[] = []
const WEEK = 7 * 24 * 60 * 60

function weekly(secret: string, sub: string, now: number): string {
  const issued = Math.floor(now / 1000)
  return signToken(secret, { sub, issued, expires: issued + WEEK })
}

const NO_PERMISSIONS: ReadonlySet<string> = new Set()

const tablesOf = ({ tables: { bases } }: Recipe): WorldTables => ({
  people: createTable(bases.people),
  roles: createTable(bases.roles),
  livechatRooms: createTable(bases.livechatRooms),
  subscriptions: createTable(noRows),
  messages: createTable(noRows),
  calls: createTable(bases.calls),
  departments: createTable(bases.departments),
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

const attemptRow = <Name extends TableName>(
  tables: { readonly [Each in TableName]: Table<Tables[Each]> },
  name: Name,
  key: string,
  value: Tables[Name] | null,
): (() => void) => tables[name].attempt(key, value)

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
  ...writesTo('departments', rows.departments),
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
