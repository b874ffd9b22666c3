import type { Shows } from '../../../contract/model/case.ts'
import { valueAt } from '../../../contract/model/pointer.ts'
import type { Answered } from './answered.ts'
import { breach, type Breach } from './breach.ts'
import { effectSources } from './statement.ts'
import { filledText, isAsWanted } from './wanted.ts'

/** The rooms of a list. */
export const roomsOf = (json: unknown): readonly unknown[] => {
  const rooms = valueAt(json, '/rooms')
  return Array.isArray(rooms) ? rooms : []
}

/** The room with an id in a list, or undefined. */
export const roomOf = (json: unknown, id: string): unknown => roomsOf(json).find((room) => valueAt(room, '/_id') === id)

/** Unmet expectations of the rooms of a list. */
export function roomsBreaches(wanted: NonNullable<Shows['rooms']>, answered: Answered): Breach[] {
  const rooms = roomsOf(answered.json)
  const ids = (names: readonly string[] = []): string[] =>
    names.flatMap((name) => idsOf(String(filledText(name, answered.values)), answered))
  const wrong = (message: string, parts: { expected?: unknown; actual?: unknown }): Breach =>
    breach(message, { check: 'effect', sources: effectSources(answered), ...parts })
  return [
    ...ids(wanted.has)
      .filter((id) => roomOf(answered.json, id) === undefined)
      .map((id) => wrong('the list lacks a room that it should contain', { expected: id })),
    ...ids(wanted.lacks)
      .filter((id) => roomOf(answered.json, id) !== undefined)
      .map((id) => wrong('the list contains a room that it should not', { actual: id })),
    ...Object.entries(wanted.every ?? {}).flatMap(([pointer, value]) => {
      const room = rooms.find((each) => !isAsWanted(valueAt(each, pointer), value, answered.values))
      if (room === undefined) return []
      const expected = filledText(value, answered.values)
      return [
        wrong(`${pointer} of a room is not the requested one`, {
          expected,
          actual: valueAt(room, pointer) ?? null,
        }),
      ]
    }),
    ...(wanted.without ?? []).flatMap((pointer) => {
      const room = rooms.find((each) => valueAt(each, pointer) !== undefined)
      return room === undefined
        ? []
        : [wrong(`a room has ${pointer}, which none should have`, { actual: valueAt(room, pointer) })]
    }),
    ...(wanted.sorted ? orderBreaches(rooms, wanted.sorted, wrong) : []),
  ]
}

/** `$earlier` means all rooms of the previous list. */
const idsOf = (id: string, { call, earlier }: Answered): string[] =>
  id === '$earlier'
    ? roomsOf(earlier.findLast((each) => each.call.operation === call.operation)?.json).map((room) =>
        String(valueAt(room, '/_id')),
      )
    : [id]

function orderBreaches(
  rooms: readonly unknown[],
  { by, order }: { readonly by: string; readonly order: 'ascending' | 'descending' },
  wrong: (message: string, parts: { expected?: unknown; actual?: unknown }) => Breach,
): Breach[] {
  const keys = rooms.map((room) => valueAt(room, by))
  const sign = order === 'ascending' ? 1 : -1
  const at = keys.findIndex((key, index) => index > 0 && compared(keys[index - 1], key) * sign > 0)
  return at < 0 ? [] : [wrong(`the rooms are not in ${order} order of ${by}`, { actual: keys.slice(at - 1, at + 1) })]
}

/** The order of a document store: missing first, then numbers, then strings by code unit. */
function compared(a: unknown, b: unknown): number {
  const rank = (value: unknown): number =>
    value === undefined || value === null ? 0 : typeof value === 'number' ? 1 : 2
  // Missing values and null have the same rank.
  if (rank(a) !== rank(b) || rank(a) === 0) return rank(a) - rank(b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}
