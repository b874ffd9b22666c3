import { isObject, timeOf } from './json-value.ts'
import { DEFAULT_LIMIT, faultFinder, type Operation } from './operation.ts'
import { failure, json, notLoggedIn, unauthorized, type Reply } from './reply.ts'
import { roomFilter } from './room-filter.ts'
import type { LivechatRoom } from './rooms.ts'
import type { Person, State } from './state.ts'

type Query = Readonly<Record<string, unknown>>

const text = { type: 'string', nullable: true }
const texts = { type: 'array', items: { type: 'string' }, nullable: true }
const flag = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'boolean', nullable: true },
  ],
}
const number = { type: 'number', nullable: true }

/** Listing livechat rooms (§3). */
export const listRooms: Operation = {
  method: 'GET',
  path: '/api/v1/livechat/rooms',
  permission: null,
  anonymous: false,
  limit: DEFAULT_LIMIT,
  faultOf: faultFinder(
    {
      type: 'object',
      properties: {
        agents: texts,
        roomName: text,
        departmentId: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
        open: flag,
        onhold: flag,
        queued: flag,
        createdAt: text,
        closedAt: text,
        tags: texts,
        units: texts,
        customFields: text,
        count: number,
        offset: number,
        sort: text,
        fields: text,
        query: text,
      },
      additionalProperties: false,
    },
    true,
  ),
  handle: (query, caller, state) => {
    if (!caller) return notLoggedIn
    return (
      sortFault(query) ??
      dateFault('createdAt', query) ??
      dateFault('closedAt', query) ??
      (maySee(query, caller) ? null : unauthorized) ??
      customFieldsFault(query) ??
      page(query, state)
    )
  },
}

const sortOf = ({ sort }: Query): [string, unknown][] => {
  const parsed: unknown = typeof sort === 'string' && sort !== '' ? JSON.parse(sort) : { ts: -1 }
  return Object.entries(isObject(parsed) ? parsed : {})
}

function sortFault(query: Query): Reply | null {
  const fault = failure(`Invalid sort parameter provided: "${String(query['sort'])}" [error-invalid-sort]`, {
    errorType: 'error-invalid-sort',
    details: { helperMethod: 'parseJsonQuery' },
  })
  try {
    return sortOf(query).every(([, order]) => order === 1 || order === -1) ? null : fault
  } catch (error) {
    if (error instanceof SyntaxError) return fault
    throw error
  }
}

function dateFault(name: 'createdAt' | 'closedAt', query: Query): Reply | null {
  const found = query[name]
  if (typeof found !== 'string' || found === '') return null
  try {
    const range: unknown = JSON.parse(found)
    const edge = isObject(range)
      ? ['start', 'end'].find((end) => range[end] && Number.isNaN(timeOf(range[end])))
      : undefined
    return edge ? failure(`The "${name}.${edge}" query parameter must be a valid date.`) : null
  } catch (error) {
    if (error instanceof SyntaxError) return failure(error.message)
    throw error
  }
}

// Whoever sees only rooms of its own must ask for exactly these.
const maySee = ({ agents }: Query, { permissions, userId }: Person): boolean =>
  permissions.includes('view-livechat-rooms') ||
  (permissions.includes('view-l-room') && Array.isArray(agents) && agents.length === 1 && agents[0] === userId)

function customFieldsFault({ customFields }: Query): Reply | null {
  if (typeof customFields !== 'string' || customFields === '') return null
  const fault = failure('The "customFields" query parameter must be a valid JSON.')
  try {
    return isObject(JSON.parse(customFields)) ? null : fault
  } catch (error) {
    if (error instanceof SyntaxError) return fault
    throw error
  }
}

function page(query: Query, { rooms, departments }: State): Reply {
  const found = rooms.filter(roomFilter(query)).toSorted(order(sortOf(query)))
  const offset = Math.max(0, numberOf(query['offset'], 0))
  const count = Math.min(100, numberOf(query['count'], 50))
  const shown = found.slice(offset, count === 0 ? undefined : offset + count).map((room) => {
    const department = departments.find(({ _id }) => _id === room.departmentId)
    return department ? { ...room, department } : room
  })
  return json(
    200,
    { rooms: shown, count: shown.length, offset, total: found.length, success: true },
    shown.map(({ _id }) => _id),
  )
}

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

const order =
  (fields: readonly (readonly [string, unknown])[]) =>
  (a: LivechatRoom, b: LivechatRoom): number => {
    for (const [field, direction] of fields) {
      const [left, right] = [sortable(a, field), sortable(b, field)]
      if (left !== right) return (left < right ? -1 : 1) * Number(direction)
    }
    return 0
  }

/** A field, by its path, as text that sorts as the values do; what is missing comes first. */
function sortable(room: LivechatRoom, path: string): string {
  const value = path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), room)
  if (value === undefined) return ''
  return typeof value === 'number' ? String(value).padStart(20, '0') : JSON.stringify(value)
}
