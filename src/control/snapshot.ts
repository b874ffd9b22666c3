import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Snapshot } from '../contract/compiled/types.ts'
import { isIdKind } from '../world/ids.ts'
import { subscriptionKey, type Arm } from '../domain/state.ts'
import type { Core } from '../mock/core.ts'
import type { Contents } from '../world/recipe.ts'
import { isSeed, SEED_NAMES } from '../world/seeds/names.ts'
import type { WorldEntry } from '../world/world-entry.ts'
import { escaped } from './wrong-form.ts'
import { calls, departments, livechatRooms, meetingRooms, people, roles, type OpenTable } from './open-tables.ts'

/** A valid snapshot. */
export interface ReadSnapshot {
  readonly seed: string
  readonly salt: string
  readonly contents: Contents
}

/** Why a snapshot can't be restored: where, and what was expected. */
export interface SnapshotFault {
  readonly pointer: string
  readonly expected: string
}

/** The complete state of a world as data for a file, except for whom it trusts, which its server decides. */
export function toSnapshot({ recipe, seed }: WorldEntry, { rows, ids }: Contents): Snapshot {
  const settings = rows.settings?.map(([key, row]) => [key, row && { ...row, trust: null }] as const)
  const written = Object.entries({ ...rows, settings }).map(([table, entries = []]) => [
    table,
    Object.fromEntries(entries),
  ])
  return sealed({
    format: 'greenroom-snapshot-1',
    seed: seed.name,
    seedHash: hashOf(seed),
    salt: recipe.salt,
    ids: Object.fromEntries(Object.entries(ids).map(([kind, n]) => [kind, n])),
    rows: Object.fromEntries(written),
  })
}

const sealed = (rest: Omit<Snapshot, 'hash'>): Snapshot => ({ ...rest, hash: hashOf(rest) })

const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))))

/**
 * Reads a snapshot that passed its validator, or says what is wrong with it: it was damaged or edited, its seed
 * is not available here, or a row has the wrong key.
 */
export function readSnapshot({ hash, ...rest }: Snapshot, core: Core): ReadSnapshot | SnapshotFault {
  if (hash !== hashOf(rest))
    return { pointer: '/hash', expected: 'must match the rest: the snapshot was damaged or edited' }
  if (!isSeed(rest.seed) && rest.seed !== core.seed.name)
    return { pointer: '/seed', expected: `must be one of ${SEED_NAMES}` }
  const { seed } = core.recipeOf('', { seed: rest.seed }).tables
  if (rest.seedHash !== hashOf(seed))
    return {
      pointer: '/seedHash',
      expected: `must match the seed ${seed.name} here: the snapshot was taken with another version of it`,
    }
  return faultIn(rest.rows, core) ?? { seed: rest.seed, salt: rest.salt, contents: contentsOf(rest) }
}

type Rows = Snapshot['rows']

function faultIn(rows: Rows, core: Core): SnapshotFault | null {
  return (
    rowFault(people, 'people', rows.people) ??
    rowFault(roles, 'roles', rows.roles) ??
    rowFault(livechatRooms, 'livechatRooms', rows.livechatRooms) ??
    rowFault(calls, 'calls', rows.calls) ??
    rowFault(departments, 'departments', rows.departments) ??
    rowFault(meetingRooms, 'meetingRooms', rows.meetingRooms) ??
    keyFault('subscriptions', rows.subscriptions, ({ rid, userId }) => subscriptionKey(rid, userId)) ??
    keyFault('messages', rows.messages, ({ id }) => id) ??
    singleFault('settings', rows.settings) ??
    singleFault('clock', rows.clock) ??
    singleFault('arms', rows.arms) ??
    armFault(rows, core)
  )
}

function rowFault<Row extends object>(
  table: OpenTable<Row>,
  name: string,
  rows: Readonly<Record<string, unknown>> = {},
): SnapshotFault | null {
  for (const [key, row] of Object.entries(rows)) {
    const pointer = pointerTo(name, key)
    const fault = row === null ? null : table.validator(row)
    if (fault) return { pointer: `${pointer}${fault.pointer}`, expected: fault.text }
    if (table.isRow(row) && row[table.keyName] !== key)
      return { pointer: `${pointer}/${table.keyName}`, expected: 'must equal the key of its entry' }
  }
  return null
}

const pointerTo = (table: string, key: string): string => `/rows/${table}/${escaped(key)}`

/** Checks the keys of rows, which their schema can't. */
function keyFault<Row>(
  name: string,
  rows: Readonly<Record<string, Row | null>> = {},
  keyOf: (row: Row) => string,
): SnapshotFault | null {
  const wrong = Object.entries(rows).find(([key, row]) => row !== null && keyOf(row) !== key)
  return wrong ? { pointer: pointerTo(name, wrong[0]), expected: 'must have the key that its members give' } : null
}

const singleFault = (name: string, rows: Readonly<Record<string, unknown>> = {}): SnapshotFault | null => {
  const other = Object.keys(rows).find((key) => key !== '')
  return other === undefined
    ? null
    : { pointer: pointerTo(name, other), expected: 'is not allowed: this table has one row, with an empty key' }
}

/** An arm must name a served outcome, or its calls would have no answer; and it must have calls left. */
function armFault({ arms = {} }: Rows, { faces, socketFaces }: Core): SnapshotFault | null {
  const spent = (arms[''] ?? []).findIndex(({ times }) => times !== null && times < 1)
  if (spent >= 0) return { pointer: `/rows/arms//${spent}/times`, expected: 'must be at least 1, or null' }
  const isServed = ({ operation, answer }: Arm): boolean =>
    answer.kind !== 'outcome' ||
    [...faces, ...socketFaces].some(
      (face) => face.operation === operation && face.outcomes.some(({ name }) => name === answer.outcome),
    )
  const at = (arms[''] ?? []).findIndex((arm) => !isServed(arm))
  return at < 0 ? null : { pointer: `/rows/arms//${at}/answer`, expected: 'must be an outcome of a served operation' }
}

const contentsOf = ({ ids, rows }: Omit<Snapshot, 'hash'>): Contents => ({
  ids: Object.fromEntries(Object.entries(ids).filter(([kind]) => isIdKind(kind))),
  rows: {
    people: rowsOf(people, rows.people),
    roles: rowsOf(roles, rows.roles),
    livechatRooms: rowsOf(livechatRooms, rows.livechatRooms),
    calls: rowsOf(calls, rows.calls),
    departments: rowsOf(departments, rows.departments),
    meetingRooms: rowsOf(meetingRooms, rows.meetingRooms),
    subscriptions: Object.entries(rows.subscriptions ?? {}),
    messages: Object.entries(rows.messages ?? {}),
    windows: Object.entries(rows.windows ?? {}),
    settings: Object.entries(rows.settings ?? {}),
    clock: Object.entries(rows.clock ?? {}),
    arms: Object.entries(rows.arms ?? {}),
  },
})

const rowsOf = <Row>(table: OpenTable<Row>, rows: Readonly<Record<string, unknown>> = {}): [string, Row | null][] =>
  Object.entries(rows).flatMap(([key, row]): [string, Row | null][] =>
    row === null ? [[key, null]] : table.isRow(row) ? [[key, row]] : [],
  )
