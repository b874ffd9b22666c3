import type { LivechatRoom } from '../contract/compiled/types.ts'
import type { FormFault } from '../contract/model/face.ts'
import { matcher, readFilters, type Filters } from './livechat-filters.ts'
import { pageOf } from './livechat-page.ts'
import { orderOf, readSort, type Sort } from './livechat-sort.ts'
import type { Call, Effect, Operation } from './operation.ts'
import { callerByAuthToken, personOf } from './people.ts'
import type { Person, RowList, State } from './state.ts'

/** Facts for the rules of `listLivechatRooms`. */
export interface ListFacts {
  readonly person: Person | undefined
  readonly seesAll: boolean
  /** Whether the caller asked only for their own rooms, and may see those. */
  readonly asksForOwn: boolean
  readonly form: FormFault | null
  readonly sort: Sort
  readonly filters: Filters
  readonly offset: number
  /** Maximum number of rooms; 0 means all that fit in one answer. */
  readonly count: number
  /** All rooms, newest first; called only when the answer is built. */
  readonly rooms: () => RowList<LivechatRoom>
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
      sort: readSort(sort),
      filters: readFilters(call.query),
      offset: wholeNumber(offset, 0),
      count: Math.min(wholeNumber(count, DEFAULT_COUNT), MAX_COUNT),
      rooms: () => state.livechatRooms.newestFirst(),
    }
  },
  rules: {
    'not-logged-in': ({ person }) => person === undefined,
    'invalid-query': ({ form }) => form !== null && { message: form.text },
    'invalid-sort': ({ sort }) => sort.kind === 'invalid' && { sort: sort.text },
    'invalid-date-range': ({ filters }) =>
      filters.notJson !== null && { error: `The "${filters.notJson}" query parameter is not JSON.` },
    'invalid-date': ({ filters }) => filters.notDate !== null && { parameter: filters.notDate },
    'not-allowed': ({ seesAll, asksForOwn }) => !seesAll && !asksForOwn,
    'invalid-custom-fields': ({ filters }) => filters.customFields === 'invalid',
    listed: ({ person }) => person !== undefined,
  },
  act({ rooms, filters, sort, offset, count }: ListFacts): Effect<'listLivechatRooms'> {
    const limit = count === 0 ? MOST_OF_ALL : count
    const page = pageOf(rooms(), { matches: matcher(filters), order: orderOf(sort), offset, limit })
    return { writes: [], values: { rooms: page.rows, count: page.rows.length, offset, total: page.total } }
  },
}

// A million rooms would exhaust the memory; this many are some 20 MB already.
const MOST_OF_ALL = 10_000

// The real server's settings: API_Default_Count, API_Upper_Count_Limit.
const DEFAULT_COUNT = 50
const MAX_COUNT = 100

const wholeNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= 0 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : otherwise
