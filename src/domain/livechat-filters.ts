import type { LivechatRoom } from '../contract/compiled/types.ts'
import { timeOf } from './date-text.ts'
import { isObject, parseJson } from '../json.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** The filters of a list, parsed from its query. Rules answer those that are invalid. */
export interface Filters {
  readonly agents: readonly string[] | null
  readonly departments: readonly string[] | null
  readonly tags: readonly string[] | null
  readonly units: readonly string[] | null
  /** The required phase of a room; null for any. */
  readonly phase: Phase | null
  readonly roomName: { readonly text: string; readonly exact: boolean } | null
  readonly createdAt: Range | null
  readonly closedAt: Range | null
  readonly customFields: readonly (readonly [string, string])[] | 'invalid' | null
  /** The date parameter that is not JSON. */
  readonly notJson: string | null
  /** The date parameter and bound that is not a date: `createdAt.start`. */
  readonly notDate: string | null
}

/** Which of the three must be set (true), must be unset (false), or don't matter (null). */
interface Phase {
  readonly open: boolean | null
  readonly onHold: boolean | null
  readonly servedBy: boolean | null
}

type Query = Readonly<Record<string, unknown>>

/** Parses all filters of a valid query; of an invalid one, as much as possible. */
export function readFilters(query: Query): Filters {
  const createdAt = readRange('createdAt', query['createdAt'])
  const closedAt = readRange('closedAt', query['closedAt'])
  return {
    agents: readList(query['agents']),
    departments: readList(query['departmentId'] === 'undefined' ? null : query['departmentId']),
    tags: readList(query['tags']),
    units: readList(query['units']),
    phase: readPhase(query),
    roomName: readName(query['roomName']),
    createdAt: createdAt.range,
    closedAt: closedAt.range,
    customFields: readCustomFields(query['customFields']),
    notJson: createdAt.notJson ?? closedAt.notJson,
    notDate: createdAt.notDate ?? closedAt.notDate,
  }
}

/** A predicate for rooms, or null if every room passes. */
export function matcher(filters: Filters): ((room: LivechatRoom) => boolean) | null {
  const tests = [
    listTest(filters.agents, (room) => [room.servedBy?._id]),
    listTest(filters.departments, (room) => [room.departmentId]),
    listTest(filters.tags, (room) => room.tags ?? []),
    listTest(filters.units, (room) => room.departmentAncestors ?? []),
    filters.phase && phaseTest(filters.phase),
    filters.roomName && nameTest(filters.roomName),
    rangeTest(filters.createdAt, (room) => room.ts),
    rangeTest(filters.closedAt, (room) => room.closedAt),
    Array.isArray(filters.customFields) ? customFieldsTest(filters.customFields) : null,
  ].filter((test) => test !== null)
  return tests.length === 0 ? null : (room) => tests.every((test) => test(room))
}

type Test = (room: LivechatRoom) => boolean

const listTest = (
  wanted: readonly string[] | null,
  of: (room: LivechatRoom) => readonly (string | undefined)[],
): Test | null => {
  if (wanted === null) return null
  const set = new Set<string | undefined>(wanted)
  return (room) => of(room).some((value) => set.has(value))
}

const phaseTest =
  ({ open, onHold, servedBy }: Phase): Test =>
  (room) =>
    fits(open, room.open === true) && fits(onHold, room.onHold === true) && fits(servedBy, room.servedBy !== undefined)

const fits = (wanted: boolean | null, actual: boolean): boolean => wanted === null || wanted === actual

const nameTest = ({ text, exact }: { text: string; exact: boolean }): Test => {
  const wanted = text.toLowerCase()
  return exact ? (room) => room.fname === text : (room) => room.fname.toLowerCase().includes(wanted)
}

const rangeTest = (range: Range | null, of: (room: LivechatRoom) => string | undefined): Test | null =>
  range &&
  ((room) => {
    const time = Date.parse(of(room) ?? '')
    return time >= range.start && time <= range.end
  })

/** The real server treats each value as a regular expression; here it is plain text, since a pattern could hang the process. */
const customFieldsTest =
  (wanted: readonly (readonly [string, string])[]): Test =>
  (room) =>
    wanted.every(([name, text]) => {
      const data = room.livechatData
      return (
        data !== undefined && Object.hasOwn(data, name) && (data[name] ?? '').toLowerCase().includes(text.toLowerCase())
      )
    })

/** An empty list filters nothing, as for the real server. */
const readList = (value: unknown): readonly string[] | null => {
  const list = Array.isArray(value) ? value : [value]
  const items = list.filter((item) => typeof item === 'string' && item !== '')
  return items.length === 0 ? null : items
}

/** `queued` overrides `onhold`, which overrides what `open` implies about being on hold. */
function readPhase({ open, onhold, queued }: Query): Phase | null {
  if (isOn(queued)) return { open: true, onHold: false, servedBy: false }
  const wanted = open === 'true' || open === true ? true : open === 'false' || open === false ? false : null
  if (isOn(onhold)) return { open: wanted, onHold: true, servedBy: wanted === true ? true : null }
  return wanted === null ? null : { open: wanted, onHold: false, servedBy: wanted ? true : null }
}

const isOn = (value: unknown): boolean => value === true || value === 't' || value === 'true' || value === '1'

const readName = (value: unknown): Filters['roomName'] => {
  if (typeof value !== 'string' || value === '') return null
  const quoted = /^"(.*)"$/s.exec(value)?.[1]
  return quoted === undefined ? { text: value, exact: false } : { text: quoted, exact: true }
}

const NO_RANGE = { range: null, notJson: null, notDate: null }

function readRange(
  name: string,
  text: unknown,
): { range: Range | null; notJson: string | null; notDate: string | null } {
  if (typeof text !== 'string' || text === '') return NO_RANGE
  const value = parseJson(text)
  if (value === undefined) return { ...NO_RANGE, notJson: name }
  // Other valid JSON is accepted, but filters nothing.
  if (!isObject(value)) return NO_RANGE
  const start = bound(value, 'start', -Infinity)
  const end = bound(value, 'end', Infinity)
  const wrong = Number.isNaN(start) ? 'start' : Number.isNaN(end) ? 'end' : null
  return wrong === null ? { ...NO_RANGE, range: { start, end } } : { ...NO_RANGE, notDate: `${name}.${wrong}` }
}

const bound = (range: object, name: string, otherwise: number): number => {
  const value: unknown = Object.hasOwn(range, name) ? Reflect.get(range, name) : undefined
  if (value === undefined || value === null || value === '') return otherwise
  return typeof value === 'string' || typeof value === 'number' ? timeOf(String(value)) : NaN
}

function readCustomFields(text: unknown): Filters['customFields'] {
  if (typeof text !== 'string' || text === '') return null
  const value = parseJson(text)
  if (!isObject(value)) return 'invalid'
  const fields = Object.entries(value).map(
    ([name, wanted]) => [name, typeof wanted === 'string' ? wanted : JSON.stringify(wanted)] as const,
  )
  return fields.length === 0 ? null : fields
}
