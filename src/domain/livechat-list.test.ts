import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf, MANAGER_HEADERS, ORDINARY_HEADERS } from '../../tests/support/call-of.ts'
import { finishScan } from '../../tests/support/finish-scan.ts'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { worldOf } from '../../tests/support/world-of.ts'
import { listLivechatRooms } from './livechat-list.ts'

const AGENT = AGENT_HEADERS['x-user-id']
const { rules } = listLivechatRooms

/** Newest first, the room n is the one of that number. */
const worldWith = (count: number) =>
  worldOf({
    seed: {
      livechatRooms: Array.from({ length: count }, (_, n) =>
        livechatRow(String(n).padStart(4, '0'), { msgs: n, fname: n % 2 ? 'Odd' : 'Even' }),
      ),
    },
  })
const small = worldWith(120)
const factsOf = (query: Record<string, unknown>, headers: Record<string, string> = MANAGER_HEADERS) =>
  listLivechatRooms.facts(small, callOf({ query, headers }))
const make = { id: () => 'new', now: 0, isoText: () => '' }

/** The first id on a page, its length and what it says. */
const pageOf = (query: Record<string, unknown>, world = small) => {
  const { writes, values } = listLivechatRooms.act(
    listLivechatRooms.facts(world, callOf({ query, headers: MANAGER_HEADERS })),
    make,
  )
  const found = finishScan<Readonly<Record<string, unknown>>>(values)
  const rooms = found?.['rooms']
  return {
    writes,
    first: Array.isArray(rooms) ? rooms[0]?._id : null,
    length: Array.isArray(rooms) ? rooms.length : null,
    ...found,
    rooms: null,
  }
}
const page = (first: string | undefined, length: number, offset: number, total = 120) => ({
  writes: [],
  first,
  length,
  count: length,
  offset,
  total,
  rooms: null,
})

describe('a monitor', () => {
  it('sees the rooms of their units alone, and no others count', () => {
    const rooms = [
      livechatRow('a', { departmentAncestors: ['north'] }),
      livechatRow('b'),
      livechatRow('c', { departmentAncestors: ['south'] }),
    ]
    const idsOf = (units: string[], query: object = {}) => {
      const monitors = { [MANAGER_HEADERS['x-user-id']]: units }
      const world = worldOf({ seed: { livechatRooms: rooms }, settings: { monitors } })
      const facts = listLivechatRooms.facts(world, callOf({ query: { ...query }, headers: MANAGER_HEADERS }))
      const found = Object(finishScan<object>(listLivechatRooms.act(facts, make).values))
      return [found.total, ...found.rooms.map(({ _id }: { _id: string }) => _id)]
    }
    expect([idsOf(['north']), idsOf(['north', 'south']), idsOf([])]).toEqual([[1, 'a'], [2, 'a', 'c'], [0]])
    expect(idsOf(['north', 'south'], { units: ['south'] })).toEqual([1, 'c'])
  })
})

describe('rooms of departments', () => {
  it('are shown with them, as far as they exist; a list of others stays the same', () => {
    const world = worldOf({
      seed: {
        livechatRooms: [livechatRow('a', { departmentId: 'sales' }), livechatRow('b', { departmentId: 'none' })],
        departments: [{ id: 'sales', name: 'Sales' }],
      },
    })
    const facts = listLivechatRooms.facts(world, callOf({ headers: MANAGER_HEADERS }))
    const [a, b] = facts.rooms().slice(0, 2)
    if (!a || !b) throw new Error('there are no rooms')
    expect(facts.shown(a)).toEqual({ ...a, department: { _id: 'sales', name: 'Sales' } })
    expect(facts.shown(b)).toBe(b)
    expect(Object(listLivechatRooms.act(facts, make).values)['rooms']).toMatchObject([
      { department: { name: 'Sales' } },
      { _id: 'b' },
    ])
  })
})

describe('who asks for livechat rooms', () => {
  it('sees all as a manager, and as an agent their own, if they ask for these alone', () => {
    const may = (query: object, headers: Record<string, string>) => {
      const found = factsOf({ ...query }, headers)
      return [found.seesAll, found.asksForOwn, rules['not-allowed'](found)]
    }
    expect(may({}, MANAGER_HEADERS)).toEqual([true, false, false])
    expect(may({ agents: [MANAGER_HEADERS['x-user-id']] }, MANAGER_HEADERS)).toEqual([true, true, false])
    expect(may({ agents: [AGENT] }, AGENT_HEADERS)).toEqual([false, true, false])
    for (const agents of [undefined, [], ['x'], [AGENT, 'x'], ['x', AGENT], [AGENT, AGENT], AGENT])
      expect([agents, ...may({ agents }, AGENT_HEADERS)]).toEqual([agents, false, false, true])
    expect(may({ agents: [ORDINARY_HEADERS['x-user-id']] }, ORDINARY_HEADERS)).toEqual([false, false, true])
    expect(may({ agents: [undefined] }, {})).toEqual([false, false, true])
  })

  it('must be known, and is then answered', () => {
    const [known, unknown] = [factsOf({}), factsOf({}, {})]
    expect([known, unknown].map((each) => [rules['not-logged-in'](each), rules.listed(each)])).toEqual([
      [false, true],
      [true, false],
    ])
  })
})

describe('a rule of lists', () => {
  it('of the limit says for how many seconds, and of long lists that they are', () => {
    const good = factsOf({})
    expect([rules['rate-limited'](good), rules['too-many-items'](good)]).toEqual([false, false])
    expect(rules['rate-limited']({ ...good, limit: { usedUp: true, seconds: 7 } })).toEqual({ seconds: 7 })
    expect(rules['too-many-items']({ ...good, tooManyItems: true })).toBe(true)
  })

  it('says what is wrong in the words of the real server', () => {
    const good = factsOf({})
    expect([
      rules['invalid-query'](good),
      rules['invalid-sort'](good),
      rules['invalid-date-range'](good),
      rules['invalid-date'](good),
      rules['invalid-custom-fields'](good),
    ]).toEqual([false, false, false, false, false])
    expect(
      rules['invalid-query']({ ...good, form: { pointer: '/count', keyword: 'type', text: 'must be a text' } }),
    ).toEqual({
      message: 'must be a text',
    })
    expect(rules['invalid-sort'](factsOf({ sort: '{' }))).toEqual({ sort: '{' })
    expect(rules['invalid-date-range'](factsOf({ createdAt: '{' }))).toEqual({
      error: 'The "createdAt" query parameter is not JSON.',
    })
    expect(rules['invalid-date'](factsOf({ closedAt: '{"end":"x"}' }))).toEqual({ parameter: 'closedAt.end' })
    expect(rules['invalid-custom-fields'](factsOf({ customFields: '[]' }))).toBe(true)
  })
})

describe('a page of livechat rooms', () => {
  it('has fifty by default, a hundred at most, and says how many there are', () => {
    expect(pageOf({})).toEqual(page('0000', 50, 0))
    expect(pageOf({ count: 1 })).toEqual(page('0000', 1, 0))
    expect(pageOf({ count: 100 })).toEqual(page('0000', 100, 0))
    expect(pageOf({ count: 101 })).toEqual(page('0000', 100, 0))
    expect(pageOf({ count: 2.9, offset: 1.9 })).toEqual(page('0001', 2, 1))
  })

  it('of a wrong number is the usual one', () => {
    for (const wrong of [-1, 'x', null, NaN, '7'])
      expect(pageOf({ count: wrong, offset: wrong })).toEqual(page('0000', 50, 0))
  })

  it('begins at its offset, and is empty past the last room', () => {
    expect(pageOf({ offset: 119 })).toEqual(page('0119', 1, 119))
    expect(pageOf({ offset: 120 })).toEqual(page(undefined, 0, 120))
    expect(pageOf({ offset: 1e300 })).toEqual(page(undefined, 0, Number.MAX_SAFE_INTEGER))
  })

  it('with a count of 0 has all, up to a thousand', () => {
    expect(pageOf({ count: 0 })).toEqual(page('0000', 120, 0))
    expect(pageOf({ count: 0 }, worldWith(1_001))).toEqual(page('0000', 1_000, 0, 1_001))
  })

  it('is filtered and sorted before it is cut', () => {
    expect(pageOf({ roomName: 'odd', offset: 1, count: 2 })).toEqual(page('0003', 2, 1, 60))
    expect(pageOf({ sort: '{"msgs":-1}', count: 3 })).toEqual(page('0119', 3, 0))
  })

  it('that takes too much to sort is none', () => {
    const { first, length, ...rest } = pageOf({ sort: '{"msgs":-1}', offset: 5_000 }, worldWith(5_001))
    expect([first, length, rest]).toEqual([null, null, { writes: [], rooms: null }])
  })
})

it('a list with too many items is one whose form says so', () => {
  const factsWith = (tooManyItems?: boolean) => {
    const call = callOf({ headers: MANAGER_HEADERS })
    return listLivechatRooms.facts(small, {
      ...call,
      faults: { ...call.faults, ...(tooManyItems === undefined ? {} : { tooManyItems }) },
    })
  }
  expect([true, false, undefined].map((each) => rules['too-many-items'](factsWith(each)))).toEqual([true, false, false])
})
