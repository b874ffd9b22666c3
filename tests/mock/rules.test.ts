import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LivechatRoom } from '../../src/contract/compiled/types.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { readFilters } from '../../src/domain/livechat-filters.ts'
import { listLivechatRooms } from '../../src/domain/livechat-list.ts'
import { readSort } from '../../src/domain/livechat-sort.ts'
import { joinLivechatRoom } from '../../src/domain/livechat.ts'
import { joinMeetingRoom, shownLength } from '../../src/domain/meeting.ts'
import type { Faults, Make, Caller } from '../../src/domain/operation.ts'
import type { MeetingRoom, Person } from '../../src/domain/state.ts'
import { joinVideoConference } from '../../src/domain/video-conference.ts'
import { itAtLength } from '../support/at-length.ts'
import { documentedOrders } from '../support/documented-orders.ts'
import { participantOf } from '../support/participant.ts'

const person = (id: string): Person => ({ id, username: id, name: id, role: 'user', authToken: null })
const aPerson = fc.constantFrom('ann', 'ben', 'host').map(person)
const aCaller: fc.Arbitrary<Caller> = fc.oneof(
  fc.constant<Caller>({ kind: 'nobody' }),
  fc.constant<Caller>({ kind: 'wrong' }),
  aPerson.map((found): Caller => ({ kind: 'person', person: found })),
)
const aForm = fc.option(
  fc.record({
    pointer: fc.string(),
    keyword: fc.constantFrom('required', 'type', 'additionalProperties'),
    text: fc.string(),
  }),
)
const someFaults: fc.Arbitrary<Faults> = fc.record({
  unreadable: fc.option(fc.string()),
  tooLarge: fc.boolean(),
  form: aForm,
})
const aStanding = fc.record({ usedUp: fc.boolean(), seconds: fc.nat(60) })
const aLivechatRoom: fc.Arbitrary<LivechatRoom> = fc.constantFrom(...seeds.documented.livechatRooms)

const seat = (userId: string | null, n: number) =>
  participantOf({ id: `c${n}`, userId, guestName: userId === null ? 'Jane' : null, joinedAt: '' })
const aMeetingRoom: fc.Arbitrary<MeetingRoom> = fc.record({
  id: fc.constant('r'),
  code: fc.constant('abc-def-ghi'),
  hostId: fc.constantFrom('host', 'somebody'),
  isActive: fc.boolean(),
  isLocked: fc.boolean(),
  maxParticipants: fc.integer({ min: 1, max: 4 }),
  inside: fc.array(fc.option(fc.constantFrom('ann', 'ben', 'cal')), { maxLength: 4 }).map((ids) => ids.map(seat)),
  past: fc.constant([]),
})

const meetingFacts = fc.record({
  faults: someFaults,
  body: fc.oneof(fc.object(), fc.jsonValue()),
  caller: aCaller,
  guestName: fc.oneof(fc.string({ maxLength: 60 }), fc.constant(undefined), fc.constant(null), fc.integer()),
  code: fc.oneof(fc.string(), fc.constant(undefined), fc.integer()),
  room: fc.option(aMeetingRoom, { nil: undefined }),
  socket: fc.option(
    fc.record({
      id: fc.string(),
      caller: aCaller,
      seat: fc.option(fc.record({ code: fc.string(), participantId: fc.string() })),
    }),
    { nil: undefined },
  ),
  elsewhere: fc.option(aMeetingRoom, { nil: undefined }),
})
const joinFacts = fc.record({
  person: fc.option(aPerson, { nil: undefined }),
  mayView: fc.boolean(),
  form: aForm,
  room: fc.option(aLivechatRoom, { nil: undefined }),
  hasAccess: fc.boolean(),
  isInside: fc.boolean(),
  limit: aStanding,
  barred: fc.constantFrom(undefined, {}, { overContactLimit: true }, { app: 'no' }),
})
const callFacts = fc.record({
  caller: aCaller,
  anonymousReading: fc.boolean(),
  limit: aStanding,
  form: aForm,
  call: fc.option(
    fc.record({
      id: fc.string(),
      url: fc.string(),
      providerName: fc.string(),
      members: fc.option(fc.array(fc.constantFrom('ann', 'ben'))),
      users: fc.constant([]),
      anonymousUsers: fc.nat(),
      status: fc.constantFrom('calling', 'started', 'ended'),
      provider: fc.constantFrom('ready', 'missing', 'unconfigured'),
    }),
    { nil: undefined },
  ),
  devices: fc.record({ mic: fc.boolean(), cam: fc.boolean() }),
})
const aQuery = fc.dictionary(
  fc.constantFrom(
    'agents',
    'open',
    'onhold',
    'queued',
    'createdAt',
    'closedAt',
    'customFields',
    'sort',
    'roomName',
    'tags',
  ),
  fc.oneof(fc.string(), fc.array(fc.string()), fc.boolean(), fc.json(), fc.constant(null)),
)
const listFacts = fc
  .record({
    person: fc.option(aPerson, { nil: undefined }),
    seesAll: fc.boolean(),
    asksForOwn: fc.boolean(),
    form: aForm,
    tooManyItems: fc.boolean(),
    limit: aStanding,
    query: aQuery,
    offset: fc.nat(10),
    count: fc.nat(10),
  })
  .map(({ query, ...facts }) => ({
    ...facts,
    sort: readSort(query['sort']),
    filters: readFilters(query),
    within: null,
    rooms: () => seeds.documented.livechatRooms,
    shown: (room: LivechatRoom) => room,
  }))

/** The rules that hold, whatever their order. */
const holding = <Facts>(rules: Readonly<Record<string, (facts: Facts) => unknown>>, facts: Facts): string[] =>
  Object.entries(rules)
    .filter(([, rule]) => rule(facts) !== false)
    .map(([name]) => name)

describe('rules are total: of any facts at least one holds, and none throws', () => {
  const total =
    <Facts>(rules: Readonly<Record<string, (facts: Facts) => unknown>>, facts: fc.Arbitrary<Facts>) =>
    (numRuns: number): void =>
      fc.assert(
        fc.property(facts, (given) => holding(rules, given).length > 0),
        { numRuns },
      )

  itAtLength('for joinMeetingRoom', 2000, total(joinMeetingRoom.rules, meetingFacts))
  itAtLength('for joinLivechatRoom', 2000, total(joinLivechatRoom.rules, joinFacts))
  itAtLength('for joinVideoConference', 2000, total(joinVideoConference.rules, callFacts))
  itAtLength('for listLivechatRooms', 2000, total(listLivechatRooms.rules, listFacts))
})

describe('rules lean on no earlier rule', () => {
  const order = documentedOrders
    .find(({ operation, edition }) => operation === 'joinMeetingRoom' && edition === 'current')
    ?.outcomes.map(([name]) => name)

  itAtLength(
    'a success is never decided where the room is missing, locked, full or over, whatever else is wrong',
    2000,
    (numRuns) => {
      fc.assert(
        fc.property(meetingFacts, (facts) => {
          const held = new Set(holding(joinMeetingRoom.rules, facts))
          const decided = order?.find((name) => held.has(name)) ?? ''
          const isOpen = facts.room !== undefined && facts.room.isActive && !facts.room.isLocked
          expect(decided.startsWith('joined') && !isOpen).toBe(false)
          expect(held.has('room-locked')).toBe(facts.room?.isLocked === true)
          expect(held.has('room-inactive')).toBe(facts.room?.isActive === false)
          expect(held.has('room-not-found')).toBe(facts.room === undefined)
        }),
        { numRuns },
      )
    },
  )

  it('a room that is over, locked and full is all of it, to a guest without a name and a body too large, too', () => {
    const facts = {
      faults: { unreadable: null, tooLarge: true, form: null },
      body: {},
      caller: { kind: 'nobody' },
      guestName: undefined,
      code: 'abc-def-ghi',
      room: {
        id: 'r',
        code: 'abc-def-ghi',
        hostId: 'host',
        isActive: false,
        isLocked: true,
        maxParticipants: 1,
        inside: [seat('ann', 1)],
        past: [],
      },
      socket: undefined,
      elsewhere: undefined,
    } as const
    expect(holding(joinMeetingRoom.rules, facts).sort()).toEqual([
      'body-too-large',
      'guest-name-missing',
      'joined-as-guest',
      'room-full',
      'room-inactive',
      'room-locked',
    ])
  })
})

describe('seats', () => {
  const make: Make = { id: () => 'c', now: 0, isoText: String }
  const faults: Faults = { unreadable: null, tooLarge: false, form: null }

  it('are never taken beyond what the room has, one for each user, whoever comes in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.option(fc.constantFrom('ann', 'ben', 'cal', 'host')), { maxLength: 30 }),
        (maxParticipants, callers) => {
          let room: MeetingRoom = {
            id: 'r',
            code: 'abc-def-ghi',
            hostId: 'host',
            isActive: true,
            isLocked: false,
            maxParticipants,
            inside: [],
            past: [],
          }
          for (const id of callers) {
            const facts = {
              faults,
              body: {},
              caller: id === null ? ({ kind: 'nobody' } as const) : ({ kind: 'person', person: person(id) } as const),
              guestName: 'Jane',
              code: room.code,
              room,
              socket: undefined,
              elsewhere: undefined,
            }
            const isFull =
              room.inside.filter(({ userId }) => userId === null || userId !== id).length >= maxParticipants
            expect(joinMeetingRoom.rules['room-full'](facts)).toBe(isFull)
            if (isFull) continue
            const [write] = joinMeetingRoom.act(facts, make).writes
            if (write?.table === 'meetingRooms' && write.value) room = write.value
            const users = room.inside.flatMap(({ userId }) => userId ?? [])
            expect(room.inside.length).toBeLessThanOrEqual(maxParticipants)
            expect(new Set(users).size).toBe(users.length)
          }
        },
      ),
    )
  })
})

describe('texts', () => {
  it('are as long as their code points, but for variation selectors behind another character', () => {
    const piece = fc.constantFrom<readonly [string, number]>(
      ['a', 1],
      ['é', 1],
      ['e\u0301', 2],
      ['😀', 1],
      ['👩\u200d👧', 3],
      ['❤\ufe0f', 1],
      ['x\ufe0e\ufe0f', 2],
      ['😀\ufe0e', 1],
      ['\ufe0d', 1],
      ['\u0000', 1],
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.map(([part]) => part).join('')
        expect(shownLength(text)).toBe(pieces.reduce((sum, [, length]) => sum + length, 0))
      }),
    )
    expect(shownLength('\ud800')).toBe(1)
  })

  it('of a sort are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) =>
        ['default', 'fields', 'invalid'].includes(readSort(text).kind),
      ),
    )
  })
})
