import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { describe, expect, it } from 'vitest'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { LivechatRoom } from '../../src/contract/compiled/types.ts'
import { loadDocument } from '../../src/contract/read/load.ts'
import { isObject } from '../../src/json.ts'
import { readFilters } from '../../src/domain/livechat-filters.ts'
import { listLivechatRooms } from '../../src/domain/livechat-list.ts'
import { readSort } from '../../src/domain/livechat-sort.ts'
import type { OrderedBase } from '../../src/world/base.ts'
import { MAX_BUSY, parseBusy } from '../../src/world/busy/busy-name.ts'
import { busyTables } from '../../src/world/busy/busy-tables.ts'
import type { Population } from '../../src/world/busy/population.ts'
import { roomMaker, type RoomMaker } from '../../src/world/busy/livechat-room.ts'
import { newestFirst } from '../../src/world/lists/newest-first.ts'
import { newerFirst } from '../../src/world/seed-tables.ts'
import { createTable } from '../../src/world/table.ts'
import { itAtLength } from '../support/at-length.ts'
import { finishScan } from '../support/finish-scan.ts'

const AGENT = 'rbAXPnMktTFbNpwtJ'
const METEOR_ID = /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/

const roomsOf = (n: number): OrderedBase<LivechatRoom> => busyTables(n).bases.livechatRooms
const places = (count: number): number[] => Array.from({ length: count }, (_, place) => place)
const first = (count: number, n = count): LivechatRoom[] => {
  const rooms = roomsOf(n)
  return places(count).map((place) => rooms.at(place))
}
const time = (text: string | undefined): number => Date.parse(text ?? '')

type Phase = 'queued' | 'served' | 'on hold' | 'closed'
const phaseOf = ({ open, onHold, servedBy }: LivechatRoom): Phase =>
  open !== true ? 'closed' : onHold === true ? 'on hold' : servedBy ? 'served' : 'queued'

describe('the name of a busy seed', () => {
  it.each([
    ['busy:0', 0],
    ['busy:1', 1],
    ['busy:1000', 1000],
    ['busy:1000000', MAX_BUSY],
    ['busy:1000001', null],
    ['busy:9999999', null],
    ['busy:01', null],
    ['busy:-1', null],
    ['busy:1e3', null],
    ['busy:', null],
    ['busy', null],
    [' busy:1', null],
    ['busy:1\n', null],
  ])('%j asks for %j rooms', (name, rooms) => expect(parseBusy(name)).toBe(rooms))
})

describe('a generated room', () => {
  it('is the same whatever was read before it, and after another has taken its place in memory', () => {
    const n = 50_000
    const [forwards, backwards] = [roomsOf(n), roomsOf(n)]
    const some = places(100).map((place) => place * 199)
    const before = some.map((place) => forwards.at(place))
    const texts = before.map((room) => JSON.stringify(room))
    expect(some.toReversed().map((place) => JSON.stringify(backwards.at(place)))).toEqual(texts.toReversed())
    // 20,000 are kept. A room gives way only to one that is asked for twice.
    for (const place of [...some, ...some]) forwards.at(place + 20_000)
    for (const place of some) forwards.at(place + 20_000)
    const again = some.map((place) => forwards.at(place))
    expect(again.every((room, index) => room !== before[index])).toBe(true)
    expect(again.map((room) => JSON.stringify(room))).toEqual(texts)
  })

  it('is one object for as long as it is kept, and those of 20,000 rooms always are', () => {
    const rooms = roomsOf(20_000)
    const some = [...places(200).map((place) => place * 100), 19_999]
    const before = some.map((place) => rooms.at(place))
    expect(some.every((place, index) => rooms.at(place) === before[index])).toBe(true)
    expect(rooms.get(before[7]?._id ?? '')).toBe(before[7])
  })

  it('is another one in a seed of another size', () => {
    const ids = new Set(first(500, 1000).map(({ _id }) => _id))
    expect(first(500, 1001).filter(({ _id }) => ids.has(_id))).toEqual([])
  })

  itAtLength('fits the contract, with no key that the contract does not know', 2000, async (runs) => {
    const document = await loadDocument('specs/rocket-chat.openapi.yaml', '.')
    const schema = closed(member(document.value, 'components', 'schemas', 'LivechatRoom'))
    const check = new Ajv2020({ strict: false, formats: fullFormats }).compile(isObject(schema) ? schema : {})
    expect(check({ ...seeds.documented.livechatRooms[0], extra: 1 })).toBe(false)
    const rooms = roomsOf(MAX_BUSY)
    const step = Math.floor(MAX_BUSY / runs)
    for (const place of places(runs)) expect(check(rooms.at(place * step)) || [place, check.errors]).toBe(true)
  })

  it('has the keys of the documented room of its kind, in their order', () => {
    const known = new Map(seeds.documented.livechatRooms.map((room) => [kindOf(room), Object.keys(room)]))
    const found = first(2000).filter((room) => known.has(kindOf(room)))
    expect(new Set(found.map(kindOf))).toEqual(new Set(known.keys()))
    const added = /^(livechatData|department|departmentId|departmentAncestors|waitingResponse)$/
    for (const room of found) {
      const documented = known.get(kindOf(room)) ?? []
      expect(Object.keys(room).filter((key) => documented.includes(key) || !added.test(key))).toEqual(documented)
    }
  })
})

/** Phase and way in, as far as the documents show them. */
const kindOf = (room: LivechatRoom): string =>
  `${phaseOf(room)}, ${room.source?.type}, agent's arrival ${room.servedBy && !room.servedBy.ts ? 'not ' : ''}stated`

const member = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), value)

/** The same schema, with every object that lists its properties held to them. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!isObject(schema)) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return isObject(schema['properties']) && schema['type'] === 'object'
    ? { ...inner, additionalProperties: false }
    : inner
}

describe('ids', () => {
  itAtLength('lead back to their rooms', 2000, (runs) => {
    const rooms = roomsOf(2000)
    for (const place of places(runs)) {
      const { _id } = rooms.at(place)
      expect(rooms.placeOf(_id)).toBe(place)
      expect(rooms.get(_id)).toBe(rooms.at(place))
    }
  })

  it('of other seeds, or changed in one character, lead nowhere', () => {
    const rooms = roomsOf(2000)
    const foreign = [...first(2000, 2001), ...seeds.documented.livechatRooms].map(({ _id }) => _id)
    const { _id } = rooms.at(5)
    const near = places(17).flatMap((at) => [...'2Zx-é'].map((other) => _id.slice(0, at) + other + _id.slice(at + 1)))
    const odd = ['', ' ', 'x'.repeat(100_000), `${_id} `, _id.toLowerCase(), '_'.repeat(17), '__proto__']
    const wrong = [...foreign, ...near.filter((each) => each !== _id), ...odd]
    expect(wrong.filter((id) => rooms.get(id) !== undefined || rooms.placeOf(id) !== -1)).toEqual([])
  })

  itAtLength('look like those of the real server, and no two of very many are the same', 100_000, (runs) => {
    const ids = first(runs).map(({ _id }) => _id)
    expect(new Set(ids).size).toBe(runs)
    expect(ids.filter((id) => !METEOR_ID.test(id))).toEqual([])
    expect(new Set(ids.map((id) => id[0])).size).toBeGreaterThan(50)
  })

  it('of meeting rooms and calls look right, and lead back, too', () => {
    const { meetingRooms, calls } = busyTables(1000).bases
    for (const [code, room] of meetingRooms.entries()) {
      expect(code).toMatch(/^[a-z]{3}-[a-z]{3}-[a-z]{3}$/)
      expect([room.code, meetingRooms.get(code)]).toEqual([code, room])
    }
    for (const [id, call] of calls.entries()) {
      expect(id).toMatch(/^[0-9a-f]{24}$/)
      expect([call.id, calls.get(id)]).toEqual([id, call])
    }
    expect([...meetingRooms.entries()]).toHaveLength(meetingRooms.size)
    expect([...calls.entries()]).toHaveLength(50)
    expect(meetingRooms.get('non-rom-now')).toBeUndefined()
    expect(calls.get('000000000000000000000000')).toBeUndefined()
  })
})

describe('the rooms of a busy seed', () => {
  const rooms = first(5000)
  const share = (is: (room: LivechatRoom) => boolean): number => rooms.filter(is).length / rooms.length
  const { seed } = busyTables(5000)
  const agents = new Set(seed.people.filter(({ role }) => role === 'livechat-agent').map(({ id }) => id))

  it('come newest first, all before the instant of the seed', () => {
    expect(rooms.toSorted(newerFirst)).toEqual(rooms)
    expect(new Set(rooms.map(({ ts }) => ts)).size).toBe(5000)
    for (const { _updatedAt } of [...rooms, ...first(1)]) expect(time(_updatedAt)).toBeLessThan(time(seed.instant))
  })

  it('are in all phases, and the agent of the documents has a tenth of those with an agent', () => {
    expect(share((room) => phaseOf(room) === 'served')).toBeCloseTo(0.4, 1)
    expect(share((room) => phaseOf(room) === 'queued')).toBeCloseTo(0.15, 1)
    expect(share((room) => phaseOf(room) === 'on hold')).toBeCloseTo(0.05, 1)
    expect(share((room) => phaseOf(room) === 'closed')).toBeCloseTo(0.4, 1)
    expect(share(({ servedBy }) => servedBy?._id === AGENT)).toBeCloseTo(0.085, 1)
    expect(share(({ servedBy }) => servedBy?._id === AGENT)).toBeGreaterThan(0.05)
  })

  it.each<[Phase, readonly string[], readonly string[]]>([
    ['queued', ['open', 'waitingResponse'], ['servedBy', 'responseBy', 'onHold', 'closedAt', 'closedBy', 'tags']],
    ['served', ['open', 'servedBy', 'responseBy'], ['onHold', 'closedAt', 'closedBy', 'closer', 'tags']],
    ['on hold', ['open', 'onHold', 'servedBy', 'responseBy'], ['waitingResponse', 'closedAt', 'closedBy', 'tags']],
    [
      'closed',
      ['servedBy', 'responseBy', 'closedAt', 'closedBy', 'closer', 'tags'],
      ['open', 'onHold', 'waitingResponse'],
    ],
  ])('%s: what such a room has, and what it does not', (phase, present, absent) => {
    for (const room of rooms.filter((each) => phaseOf(each) === phase)) {
      expect(Object.keys(room)).toEqual(expect.arrayContaining([...present]))
      expect(Object.keys(room).filter((key) => absent.includes(key))).toEqual([])
      expect(room.usersCount).toBe(phase === 'served' || phase === 'on hold' ? 2 : 1)
      expect(room.metrics.chatDuration !== undefined).toBe(phase === 'closed')
    }
  })

  itAtLength('tell one story each: times follow one another, and names mean the same everywhere', 5000, (runs) => {
    for (const { ts, lm, lastMessage, closedAt, _updatedAt, v, servedBy, responseBy, ...room } of rooms.slice(
      0,
      runs,
    )) {
      expect([lastMessage.ts, lastMessage.rid, room.queuedAt]).toEqual([lm, room._id, ts])
      const times = [ts, lm, closedAt ?? lm, _updatedAt]
      expect(times.toSorted()).toEqual(times)
      if (closedAt !== undefined) expect(closedAt > lm).toBe(true)
      expect(lastMessage._updatedAt > lm && lastMessage._updatedAt < _updatedAt).toBe(true)
      expect([v._id, servedBy?._id]).toContain(lastMessage.u._id)
      expect((v.lastMessageTs ?? ts) >= ts && (v.lastMessageTs ?? lm) <= lm).toBe(true)
      expect(responseBy?._id).toBe(servedBy?._id)
      if (responseBy)
        expect(responseBy.lastMessageTs >= (room.metrics.response?.fd ?? '~') && responseBy.lastMessageTs <= lm).toBe(
          true,
        )
      if (servedBy) expect(agents).toContain(servedBy._id)
      expect(room.closedBy?._id).toBe(closedAt && (room.closer === 'user' ? servedBy?._id : v._id))
      expect(lastMessage.t).toBe(closedAt && 'livechat-close')
      expect(room.departmentId).toBe(room.department?._id)
      expect(room.departmentAncestors?.length).toBe(room.department && 1)
      if (room.waitingResponse) expect(lastMessage.u._id).toBe(v._id)
    }
  })

  itAtLength('count as the documented ones do', 5000, (runs) => {
    for (const { ts, lm, closedAt, servedBy, msgs, metrics } of rooms.slice(0, runs)) {
      const { reaction, response, chatDuration } = metrics
      if (!reaction || !response) throw new Error('a generated room has both')
      expect(response.avg).toBe(response.tt / response.total)
      expect(response.ft).toBe((time(response.fd) - time(ts)) / 1000)
      expect(reaction.ft).toBe((time(response.fd) - time(servedBy?.ts ?? ts)) / 1000)
      expect(reaction.tt - reaction.ft).toBeCloseTo(response.tt - response.ft, 6)
      expect(response.fd > ts && response.fd <= lm && response.tt >= response.ft && reaction.ft >= 0).toBe(true)
      expect(chatDuration).toBe(closedAt && (time(closedAt) - time(ts)) / 1000)
      expect(msgs).toBeGreaterThanOrEqual(response.total)
    }
  })
})

describe('a list of very many rooms', () => {
  const { bases } = busyTables(12_000)
  const rooms = newestFirst(createTable<LivechatRoom>(bases.livechatRooms), bases.livechatRooms)
  const list = (count: number, query: Readonly<Record<string, unknown>> = {}, offset = 0) => {
    const { values } = listLivechatRooms.act(
      {
        person: undefined,
        seesAll: true,
        asksForOwn: false,
        tooManyItems: false,
        shown: (room: LivechatRoom) => room,
        limit: { usedUp: false, seconds: 0 },
        form: null,
        sort: readSort(query['sort']),
        filters: readFilters(query),
        within: null,
        offset,
        count,
        rooms,
      },
      { id: (kind) => kind, now: 0, isoText: String },
    )
    return values === null ? {} : Object(finishScan<object>(values))
  }

  it('holds a thousand at the most in one answer, and says how many there are', () => {
    expect(list(0)).toMatchObject({ count: 1_000, total: 12_000 })
    expect(list(0, { sort: '{"fname":1}' })).toMatchObject({ count: 1_000, total: 12_000 })
    expect(list(0, {}, 11_990)).toMatchObject({ count: 10, offset: 11_990, total: 12_000 })
  })

  it('is one array for each page, so that its JSON text is written once', () => {
    const page = list(50)
    expect(list(50).rooms).toBe(page.rooms)
  })

  it('can be filtered by the agent of the documents, who has some', () => {
    const found = list(20, { agents: [AGENT] })
    expect(found.rooms.map(({ servedBy }: LivechatRoom) => servedBy?._id)).toEqual(places(20).map(() => AGENT))
    expect(found.total).toBeGreaterThan(500)
  })
})

describe('a busy seed', () => {
  it('keeps the people, keys and roles of the documents, and has agents who cannot log in', () => {
    const { seed, bases } = busyTables(1000)
    expect(seed).toMatchObject({ name: 'busy:1000', livechatRooms: [], calls: [], meetingRooms: [] })
    for (const key of ['instant', 'settings', 'jwtSecret', 'roles', 'identities'] as const)
      expect(seed[key]).toEqual(seeds.documented[key])
    expect(seed.people.slice(0, 7)).toEqual(seeds.documented.people)
    const generated = seed.people.slice(7)
    expect(generated).toHaveLength(20)
    expect(new Set(seed.people.map(({ username }) => username)).size).toBe(27)
    for (const { id, role, authToken } of generated) {
      expect([role, authToken]).toEqual(['livechat-agent', undefined])
      expect(id).toMatch(METEOR_ID)
      expect(bases.people.get(id)?.authToken).toBeNull()
    }
  })

  it.each([
    [0, 3, 9, 0],
    [1, 3, 17, 8],
    [2, 3, 17, 8],
    [999, 20, 109, 50],
    [MAX_BUSY, 200, 100_009, 50_000],
  ])('of %d rooms has %d agents, %d meeting rooms and %d calls', (n, agents, meetingRooms, calls) => {
    const { seed, bases } = busyTables(n)
    expect(seed.people.length - 7).toBe(agents)
    expect([bases.livechatRooms.size, bases.meetingRooms.size, bases.calls.size]).toEqual([n, meetingRooms, calls])
    expect([...bases.roles.entries()]).toHaveLength(3)
    expect(() => bases.livechatRooms.at(n)).toThrow(RangeError)
  })

  it.each([1, 2, 3])('of %d rooms has all of them', (n) => {
    const rooms = roomsOf(n)
    expect([...rooms.entries()].map(([id, { _id }]) => [id, rooms.placeOf(_id)])).toEqual(
      places(n).map((place) => [rooms.at(place)._id, place]),
    )
  })

  it('has a room for each situation that the documents reserve one for, if it has so many', () => {
    const { seed, bases } = busyTables(1000)
    const rows = (reserved: typeof seed.reserved) => reserved.map(({ subject, facts }) => [subject, facts])
    // Of other subjects than these it has no rows.
    const told = new Set(seed.reserved.map(({ subject }) => subject))
    expect([...told]).toEqual(expect.arrayContaining(['livechat-room', 'call', 'meeting-room']))
    expect(rows(seed.reserved)).toEqual(rows(seeds.documented.reserved.filter(({ subject }) => told.has(subject))))
    const livechat = (fact?: string): LivechatRoom | undefined =>
      bases.livechatRooms.get(
        seed.reserved.find(({ subject, facts }) => subject === 'livechat-room' && facts[0] === fact)?.values[
          'roomId'
        ] ?? '',
      )
    const [waiting, over, foreign] = [livechat(), livechat('closed'), livechat('out-of-reach')]
    expect([waiting, over, foreign].map((room) => room && phaseOf(room))).toEqual(['queued', 'closed', 'served'])
    expect(foreign?.servedBy?._id).not.toBe(AGENT)
    expect(livechat('unknown')).toBeUndefined()
    for (const { values } of seed.reserved.filter(({ subject, facts }) => subject === 'call' && facts[0] !== 'unknown'))
      expect(bases.calls.get(values['callId'] ?? '')).toBeDefined()
    for (const { values, facts } of seed.reserved.filter(({ subject }) => subject === 'meeting-room'))
      expect(bases.meetingRooms.get(values['code'] ?? '') === undefined).toBe(facts[0] === 'unknown')
  })

  it('of no rooms reserves only what there is', () => {
    expect(
      busyTables(0).seed.reserved.filter(({ subject, facts }) => subject !== 'meeting-room' && facts[0] !== 'unknown'),
    ).toEqual([])
  })

  it('has meeting rooms to join, locked, full and over, with as many guests as there are seats at the most', () => {
    const { bases } = busyTables(1000)
    const all = [...bases.meetingRooms.entries()].map(([, room]) => room).slice(9)
    const kinds = all.map(({ isActive, isLocked, inside, maxParticipants }) =>
      !isActive ? 'over' : isLocked ? 'locked' : inside.length === maxParticipants ? 'full' : 'joinable',
    )
    expect(kinds.slice(0, 8)).toEqual(expect.arrayContaining(['joinable', 'locked', 'full', 'over']))
    for (const { hostId, inside, maxParticipants, id } of all) {
      expect(bases.people.get(hostId)).toBeDefined()
      expect(inside.length).toBeLessThanOrEqual(maxParticipants)
      for (const seat of inside) expect(seat).toMatchObject({ roomId: id, userId: null, isActive: true, leftAt: null })
    }
  })

  it('of a million rooms is ready at once: none is made but those that are read', () => {
    let made = 0
    const counting = (cast: Population): RoomMaker => {
      const make = roomMaker(cast)
      return (id, place) => {
        made++
        return make(id, place)
      }
    }
    const { livechatRooms } = busyTables(MAX_BUSY, counting).bases
    expect(made).toBeLessThan(100)
    made = 0
    livechatRooms.get(livechatRooms.at(987_654)._id)
    expect(livechatRooms.size).toBe(MAX_BUSY)
    expect(made).toBeLessThanOrEqual(2)
  })
})
