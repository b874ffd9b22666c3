import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { FormFault } from '../contract/model/face.ts'
import { matcher, readFilters, type Filters } from './livechat-filters.ts'
import { pageOf, type Page } from './livechat-page.ts'
import { orderOf, readSort, type Sort } from './livechat-sort.ts'
import type { Call, Effect, Operation, Standing, SuccessValues } from './operation.ts'
import { callerByAuthToken, personOf } from './people.ts'
import { isInUnits, monitoredUnits } from './monitors.ts'
import { isScan, type Scan } from './scan.ts'
import type { Person, RowList, State } from './state.ts'

/** Facts for the rules of `listLivechatRooms`. */
export interface ListFacts {
  readonly person: Person | undefined
  readonly seesAll: boolean
  /** Whether the caller asked only for their own rooms, and may see those. */
  readonly asksForOwn: boolean
  readonly form: FormFault | null
  readonly tooManyItems: boolean
  readonly limit: Standing
  readonly sort: Sort
  readonly filters: Filters
  /** The units to whose rooms the caller is restricted; null: to none. */
  readonly within: readonly string[] | null
  readonly offset: number
  /** Maximum number of rooms; 0 means all that fit in one answer. */
  readonly count: number
  /** All rooms, newest first; called only when the answer is built. */
  readonly rooms: () => RowList<LivechatRoom>
  /** Shows a room with its department, if there is one. */
  readonly shown: (room: LivechatRoom) => LivechatRoom
}

/** GET /api/v1/livechat/rooms */
export const listLivechatRooms: Operation<'listLivechatRooms', ListFacts> = {
  facts(state: State, call: Call): ListFacts {
    const person = personOf(callerByAuthToken(state, call))
    const permissions = state.permissionsOf(person?.role ?? '')
    const { agents, sort, offset, count } = call.query
    return {
      person,
      seesAll: permissions.has('view-livechat-rooms'),
      asksForOwn:
        permissions.has('view-l-room') && Array.isArray(agents) && agents.length === 1 && agents[0] === person?.id,
      form: call.faults.form,
      tooManyItems: call.faults.tooManyItems === true,
      limit: call.limit,
      sort: readSort(sort),
      filters: readFilters(call.query),
      within: monitoredUnits(state.settings, person),
      offset: wholeNumber(offset, 0),
      count: Math.min(wholeNumber(count, DEFAULT_COUNT), MAX_COUNT),
      rooms: () => state.livechatRooms.newestFirst(),
      shown: (room) => withDepartment(room, state),
    }
  },
  rules: {
    'not-logged-in': ({ person }) => person === undefined,
    'rate-limited': ({ limit }) => limit.usedUp && { seconds: limit.seconds },
    'too-many-items': ({ tooManyItems }) => tooManyItems,
    'invalid-query': ({ form }) => form !== null && { message: form.text },
    'invalid-sort': ({ sort }) => sort.kind === 'invalid' && { sort: sort.text },
    'invalid-date-range': ({ filters }) =>
      filters.notJson !== null && { error: `The "${filters.notJson}" query parameter is not JSON.` },
    'invalid-date': ({ filters }) => filters.notDate !== null && { parameter: filters.notDate },
    'not-allowed': ({ seesAll, asksForOwn }) => !seesAll && !asksForOwn,
    'invalid-custom-fields': ({ filters }) => filters.customFields === 'invalid',
    listed: ({ person }) => person !== undefined,
  },
  act({ rooms, shown, filters, within, sort, offset, count }: ListFacts): Effect<'listLivechatRooms'> {
    const limit = count === 0 ? MOST_OF_ALL : count
    const page = pageOf(rooms(), { matches: bothOf(matcher(filters), within), order: orderOf(sort), offset, limit })
    const view: View = { offset, shown }
    return { writes: [], values: isScan(page) ? scanned(page, view) : toValues(page, view) }
  },
}

type Test = NonNullable<ReturnType<typeof matcher>>

/** What a monitor may not see does not count either. */
function bothOf(matches: Test | null, within: ListFacts['within']): Test | null {
  if (within === null) return matches
  return (room) => isInUnits(room, within) && (matches === null || matches(room))
}

type ListValues = SuccessValues<'listLivechatRooms'>

type View = Pick<ListFacts, 'offset' | 'shown'>

function* scanned(page: Scan<Page<LivechatRoom>>, view: View): Scan<ListValues> {
  const found = yield* page
  return found && toValues(found, view)
}

const toValues = ({ rows, total }: Page<LivechatRoom>, { offset, shown }: View): ListValues => ({
  rooms: shownRows(rows, shown),
  count: rows.length,
  offset,
  total,
})

/** The same list if nothing is added: it is written as text only once. */
function shownRows(rows: readonly LivechatRoom[], shown: View['shown']): readonly LivechatRoom[] {
  return rows.some((room) => shown(room) !== room) ? rows.map(shown) : rows
}

function withDepartment(room: LivechatRoom, { departments }: State): LivechatRoom {
  if (room.departmentId === undefined) return room
  const found = departments.get(room.departmentId)
  return found ? { ...room, department: { _id: found.id, name: found.name } } : room
}

// This many are some 2 MB; a million would exhaust the memory, and ten thousand hold up all other calls while they are written.
const MOST_OF_ALL = 1_000

// The real server's settings: API_Default_Count, API_Upper_Count_Limit.
const DEFAULT_COUNT = 50
const MAX_COUNT = 100

const wholeNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= 0 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : otherwise
