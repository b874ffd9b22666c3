import { mergePatch } from '../contract/model/merge-patch.ts'
import type { State } from '../domain/state.ts'
import type { Decision } from '../world/store.ts'
import { json, unavailable, wrongInput, type Handler } from './handler.ts'
import type { OpenTable, RowPage } from './open-tables.ts'
import { inWorld, inWorldWithSpace, type ControlParts } from './parts.ts'
import { wrongForm } from './wrong-form.ts'

/** The five operations on the rows of a table. */
export interface RowHandlers {
  readonly list: Handler
  readonly read: Handler
  readonly put: Handler
  readonly patch: Handler
  readonly remove: Handler
}

/** Handlers for one table. Changes are atomic: two simultaneous patches both take effect. */
export function rowHandlers<Row extends object>(parts: ControlParts, table: OpenTable<Row>): RowHandlers {
  const { store } = parts.core
  const missing = (key: string) =>
    unavailable(
      404,
      `No such ${table.word}`,
      `There is no ${table.word} ${JSON.stringify(key.slice(0, 80))} in this world.`,
    )
  const keyIn = (params: Readonly<Record<string, string>>): string => params['key'] ?? ''
  return {
    list: inWorld(parts, async ({ name }, { query }) =>
      json(await store.change(name, (state) => ({ result: pageOf(table, state, query), writes: [] }))),
    ),
    read: inWorld(parts, async ({ name }, { params }) => {
      const found = await store.change(name, (state) => ({ result: table.from(state).get(keyIn(params)), writes: [] }))
      return found ? json(found) : missing(keyIn(params))
    }),
    put: inWorldWithSpace(parts, async ({ name }, { params, body }) => {
      if (!table.isRow(body)) return faultOf(table, body)
      const key = keyIn(params)
      if (body[table.keyName] !== key)
        return wrongInput(`/${table.keyName}`, `must be ${JSON.stringify(key)}, as in the path`)
      return json(
        await store.change(name, (state) => written(table, 'wrote', key, [table.from(state).get(key), body], body)),
      )
    }),
    patch: inWorldWithSpace(parts, async ({ name }, { params, body }) => {
      const key = keyIn(params)
      const patched = await store.change(name, (state) => patchedIn(table, state, key, body))
      if (patched === undefined) return missing(key)
      if (!table.isRow(patched)) return faultOf(table, patched)
      if (patched[table.keyName] !== key) return wrongInput(`/${table.keyName}`, 'cannot be changed')
      return json(patched)
    }),
    remove: inWorld(parts, async ({ name }, { params }) => {
      const key = keyIn(params)
      const isRemoved = await store.change<boolean>(name, (state) => {
        const before = table.from(state).get(key)
        return before === undefined
          ? { result: false, writes: [] }
          : written(table, 'removed', key, [before, null], true)
      })
      return isRemoved ? json({ count: 1 }) : missing(key)
    }),
  }
}

/** A row written by hand, and what is told of that. */
const written = <Row, Result>(
  table: OpenTable<Row>,
  did: 'wrote' | 'changed' | 'removed',
  key: string,
  [before, after]: readonly [before: Row | undefined, after: Row | null],
  result: Result,
): Decision<Result> => ({
  result,
  writes: [table.toWrite(key, after)],
  announces: table.announces?.(before, after) ?? [],
  isByHand: true,
  what: `${did} ${table.word} ${key.slice(0, 80)}`,
})

/** Patches a row in one step; writes nothing if the result is not a row with the same key. Undefined: there is none to patch. */
function patchedIn<Row extends object>(
  table: OpenTable<Row>,
  state: State,
  key: string,
  patch: unknown,
): Decision<unknown> {
  const before = table.from(state).get(key)
  if (before === undefined) return { result: undefined, writes: [] }
  const after = withNulls(mergePatch(before, patch), table.nullable)
  return table.isRow(after) && after[table.keyName] === key
    ? written(table, 'changed', key, [before, after], after)
    : { result: after, writes: [] }
}

/** Restores as null the members that a patch removed but that are required. */
const withNulls = (row: unknown, nullable: object = {}): Record<string, unknown> => {
  const members: Record<string, unknown> = { ...Object(row) }
  for (const [name, empty] of Object.entries(nullable)) if (!Object.hasOwn(members, name)) members[name] = empty
  return members
}

const faultOf = <Row>(table: OpenTable<Row>, value: unknown) => {
  const fault = table.validator(value)
  return fault ? wrongForm(fault) : wrongInput('', `must be a ${table.word}`)
}

const DEFAULT_LIMIT = 100

function pageOf<Row>(
  table: OpenTable<Row>,
  state: State,
  { offset, limit }: Readonly<Record<string, unknown>>,
): RowPage<Row> {
  const start = typeof offset === 'number' ? offset : 0
  const end = start + (typeof limit === 'number' ? limit : DEFAULT_LIMIT)
  if (table.page) return table.page(state, start, end)
  const rows = [...table.from(state).entries()].map(([, each]) => each)
  return { rows: rows.slice(start, end), total: rows.length }
}
