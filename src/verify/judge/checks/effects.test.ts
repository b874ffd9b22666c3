import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Shows } from '../../../contract/model/case.ts'
import { answer, currentFace, foundBy, type Differing } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { checkEffects } from './effects.ts'
import { filledText, isAsWanted } from './wanted.ts'

const LISTED = 'listLivechatRooms/listed'
const rooms = ['a', 'b', 'c'].map((_id, index) => ({ _id, fname: `Room ${_id}`, msgs: index, open: true }))
const page = (held: readonly object[], more: object = {}): string =>
  JSON.stringify({ rooms: held, count: held.length, offset: 0, total: held.length, ...more })
const list = (body: string, shows: Shows, differing: Differing = {}): Answered =>
  answer(LISTED, { body, shows, ...differing })
const messages = (body: string, shows: Shows, differing?: Differing): string[] =>
  foundBy(checkEffects, list(body, shows, differing)).map((text) => text.replace('effect -: ', ''))

describe('a value', () => {
  it.each([
    ['$id', 'r1', true],
    ['$id', '$id', false],
    ['$other', '$other', true],
    [null, null, true],
    [null, undefined, false],
    [1, '1', false],
    [{ includes: 'green' }, ['red', 'green'], true],
    [{ includes: 'green' }, ['evergreen'], false],
    [{ includes: 'GREEN' }, 'evergreen', true],
    [{ includes: '$id' }, ['r1'], true],
    [{ includes: '1' }, 1, false],
    [{ from: '2022-01-01', to: '2022-01-02' }, '2022-01-01T00:00:00.000Z', true],
    [{ from: '2022-01-01', to: '2022-01-02' }, '2022-01-02T00:00:00.001Z', false],
    [{ from: '2022-01-01', to: '2022-01-02' }, '2022-01-02T00:00:00.000Z', true],
    [{ from: '2022-01-01', to: '2022-01-02' }, undefined, false],
  ])('wanted as %j is %j: %s', (wanted, actual, expected) => {
    expect(isAsWanted(actual, wanted, { id: 'r1' })).toBe(expected)
  })

  it('is filled only where it is the name of a value', () => {
    expect([filledText('$a', { a: 'x' }), filledText('a$a', { a: 'x' }), filledText(5, {})]).toEqual(['x', 'a$a', 5])
  })
})

it('a member that the target never sends is not missed', () => {
  const shows = { body: { '/seen': true } }
  const found = (absent: readonly string[]): string[] => foundBy(checkEffects, { ...list(page(rooms), shows), absent })
  expect([found([]), found(['seen'])]).toEqual([['effect -: /seen is missing'], []])
})

describe('a page', () => {
  const sums = (body: string, query: Readonly<Record<string, string>> = {}): string[] =>
    messages(
      body,
      { page: true },
      { call: { request: { path: {}, headers: {}, body: null, query }, shows: { page: true } } },
    )
  const many = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ _id: `r${index}` }))

  it.each([
    ['all that there are', page(rooms), {}],
    ['none', page([]), {}],
    ['fifty of more', page(many(50), { total: 51 }), {}],
    ['as many as asked', page(many(2), { total: 3 }), { count: '2' }],
    ['no more than a hundred', page(many(100), { total: 101 }), { count: '500' }],
    ['all of them if zero are asked', page(many(101)), { count: '0' }],
    ['the rest', page(many(1), { total: 3, offset: 2 }), { offset: '2' }],
    ['nothing beyond the end', page([], { total: 3, offset: 9 }), { offset: '9' }],
  ])('holds %s', (_, body, query) => expect(sums(body, query)).toEqual([]))

  it.each([
    ['count is not the number of rooms', page(rooms, { count: 4 }), {}],
    ['offset is not the requested one', page(many(1), { total: 3 }), { offset: '2' }],
    ['the page has the wrong number of rooms', page(many(1), { total: 3 }), {}],
    ['the page has the wrong number of rooms', page(many(51)), {}],
    ['the page has the wrong number of rooms', page(many(2)), { count: '1' }],
    ['the page has the wrong number of rooms', page(rooms, { total: '3x' }), {}],
    ['a room is on the page twice', page([...many(1), ...many(1)]), {}],
  ])('is wrong if %s (%#)', (message, body, query) => expect(sums(body, query)).toEqual([message]))
})

describe('the rooms of a list', () => {
  const show = (wanted: Shows['rooms'], held: readonly object[] = rooms, differing?: Differing): string[] =>
    messages(page(held), wanted ? { rooms: wanted } : {}, differing)

  it('hold what they should and nothing that they should not', () => {
    expect(
      show({ has: ['$id'], lacks: ['z'], every: { '/open': true }, without: ['/onHold'] }, rooms, {
        values: { id: 'a' },
      }),
    ).toEqual([])
    expect(show({ has: ['z'] })).toEqual(['the list lacks a room that it should contain'])
    expect(show({ lacks: ['$id'] }, rooms, { values: { id: 'b' } })).toEqual([
      'the list contains a room that it should not',
    ])
    expect(show({ every: { '/msgs': 0 } })).toEqual(['/msgs of a room is not the requested one'])
    expect(show({ every: { '/closedAt': { includes: '2022' } } })).toHaveLength(1)
    expect(show({ without: ['/open'] })).toEqual(['a room has /open, which none should have'])
  })

  it('are not those of the list before', () => {
    const earlier = [list(page(rooms.slice(0, 2)), {}), answer('joinLivechatRoom/joined')]
    expect(show({ lacks: ['$earlier'] }, rooms.slice(2), { earlier })).toEqual([])
    expect(show({ lacks: ['$earlier'] }, rooms, { earlier })).toHaveLength(2)
    // Of two lists, the latest.
    const older = [list(page(rooms), {}), ...earlier]
    expect(show({ lacks: ['$earlier'] }, rooms.slice(2), { earlier: older })).toEqual([])
  })

  it('are in order exactly if they are sorted: what is missing first, then numbers, then texts by code unit', () => {
    const keys = fc.array(fc.constantFrom(undefined, null, 0, 2, 10, '1', 'A', 'a', 'b', 'Z'), { maxLength: 6 })
    const rank = [undefined, null, 0, 2, 10, '1', 'A', 'Z', 'a', 'b']
    const at = (key: (typeof rank)[number]): number => Math.max(1, rank.indexOf(key))
    fc.assert(
      fc.property(keys, fc.boolean(), (values, isUp) => {
        const held = values.map((key, index) => ({ _id: `r${index}`, key }))
        const isSorted = values.every(
          (key, index) => index === 0 || (at(key) - at(values[index - 1])) * (isUp ? 1 : -1) >= 0,
        )
        const order = isUp ? 'ascending' : 'descending'
        expect(show({ sorted: { by: '/key', order } }, held)).toHaveLength(isSorted ? 0 : 1)
      }),
      {
        examples: [
          [[undefined, null], true],
          [[undefined, null], false],
          [[10, '1'], true],
          [['1', 10], false],
        ],
      },
    )
  })
})

describe('what a call changes', () => {
  const before = list(page(rooms), {})
  const then = (
    changes: object,
    room: Omit<NonNullable<Shows['room']>, 'id'>,
    earlier: readonly Answered[] = [before],
  ): string[] =>
    messages(page([{ ...rooms[0], ...changes }]), { room: { id: '$id', ...room } }, { earlier, values: { id: 'a' } })

  it('shows in its room', () => {
    expect(
      then(
        { msgs: 1 },
        { rises: { '/msgs': 1 }, keeps: ['/fname', '/closedAt'], renews: ['/msgs'], body: { '/open': true } },
      ),
    ).toEqual([])
    expect(then({}, { rises: { '/msgs': 1 } })).toEqual(['/msgs of the room should have increased by 1'])
    expect(then({ msgs: 2 }, { rises: { '/msgs': 1 } })).toHaveLength(1)
    expect(then({ msgs: 1 }, { rises: { '/msgs': 0 } })).toHaveLength(1)
    expect(then({ fname: 'x' }, { keeps: ['/fname'] })).toEqual(['/fname has changed'])
    expect(then({ closedAt: 'now' }, { keeps: ['/closedAt'] })).toHaveLength(1)
    expect(then({}, { renews: ['/msgs'] })).toEqual(['/msgs has not changed'])
    expect(then({ msgs: undefined }, { renews: ['/msgs'] })).toEqual(['/msgs has not changed'])
    expect(then({ _id: 'z' }, {})).toEqual(['the list lacks the room'])
    const dated = (at: string): Answered => list(page([{ ...rooms[0], at }]), {})
    const [earlier, later] = ['2022-11-21T09:00:00.000Z', '2022-11-21T10:00:00.000+00:00']
    expect(then({ at: later }, { renews: ['/at'] }, [dated(earlier)])).toEqual([])
    expect(then({ at: earlier }, { renews: ['/at'] }, [dated(later)])).toEqual(['/at has not changed'])
    expect(then({ open: 'true' }, { body: { '/open': true } })).toEqual(['/open is wrong'])
  })

  it('rises from what it was, or from nothing', () => {
    const had = (msgs: unknown): Answered => list(page([{ ...rooms[0], msgs }]), {})
    expect(then({ msgs: 6 }, { rises: { '/msgs': 1 } }, [had(5)])).toEqual([])
    expect(then({ msgs: 1 }, { rises: { '/msgs': 1 } }, [had(5)])).toHaveLength(1)
    expect(then({ msgs: 1 }, { rises: { '/msgs': 1 } }, [had(undefined)])).toEqual([])
    expect(then({ msgs: 1 }, { rises: { '/msgs': 1 } }, [])).toEqual([])
    const shows = { room: { id: 'a', rises: { '/msgs': 2 } } }
    expect(checkEffects(list(page(rooms), shows, { earlier: [had(5)] }))).toMatchObject([{ expected: 7, actual: 0 }])
  })

  it.each([
    ['2022-11-21T09:00:00Z', '2022-11-21T09:00:00.000Z', false],
    ['2022-11-21T09:00:00Z', '2022-11-21T09:00:00.001Z', true],
    ['2022-11-21T09:00:00Z', 'later', true],
    ['once', '2022-11-21T09:00:00Z', true],
    ['b', 'a', true],
    ['a', 'a', false],
    [null, 1, true],
  ])('is renewed or not: from %j to %j', (was, at, isRenewed) => {
    const earlier = [list(page([{ ...rooms[0], at: was }]), {})]
    expect(then({ at }, { renews: ['/at'] }, earlier)).toHaveLength(isRenewed ? 0 : 1)
  })

  it('is told with what was expected', () => {
    const missing = list(page([]), { body: { '/more': '$id' } }, { values: { id: 'a' } })
    expect(checkEffects(missing)).toMatchObject([
      { message: '/more is missing', expected: 'a', actual: undefined, check: 'effect', source: 'document' },
    ])
    const order = list(page([...rooms, { _id: 'd', msgs: 1 }]), {
      rooms: { sorted: { by: '/msgs', order: 'ascending' } },
    })
    expect(checkEffects(order)).toMatchObject([
      { message: 'the rooms are not in ascending order of /msgs', actual: [2, 1] },
    ])
    const every = list(page(rooms), { rooms: { every: { '/msgs': '$id' } } }, { values: { id: 'a' } })
    expect(checkEffects(every)).toMatchObject([{ expected: 'a', actual: 0 }])
    const closed = list(page(rooms), { rooms: { every: { '/closedAt': 'x' } } })
    expect(checkEffects(closed)).toMatchObject([{ expected: 'x', actual: null }])
  })

  it('is told with what it was, and what it is now', () => {
    const of = (room: Omit<NonNullable<Shows['room']>, 'id'>, id = 'a') =>
      checkEffects(list(page([{ _id: 'a', fname: 'Other' }]), { room: { id, ...room } }, { earlier: [before] })).map(
        ({ message, expected, actual }) => [message, expected, actual],
      )
    expect(of({ keeps: ['/fname'] })).toEqual([['/fname has changed', 'Room a', 'Other']])
    expect(of({ keeps: ['/open'] })).toEqual([['/open has changed', true, undefined]])
    expect(of({ renews: ['/_id'] })).toEqual([['/_id has not changed', 'a', 'a']])
    expect(of({ body: { '/fname': 'Mine', '/open': true } })).toEqual([
      ['/fname is wrong', 'Mine', 'Other'],
      ['/open is missing', true, undefined],
    ])
    expect(of({}, 'z')).toEqual([['the list lacks the room', 'z', undefined]])
    const absent = list(page([{ _id: 'a' }]), { room: { id: 'a', keeps: ['/fname'], renews: ['/open'] } })
    expect(checkEffects({ ...absent, earlier: [before], absent: ['fname', 'open'] })).toEqual([])
  })

  it('is compared with the latest call to the same operation', () => {
    const older = list(page([{ ...rooms[0], msgs: 7 }]), {})
    const other = answer('joinLivechatRoom/joined')
    expect(then({}, { keeps: ['/msgs'] }, [older, before, other])).toEqual([])
    expect(then({}, { keeps: ['/msgs'] }, [before, older, other])).toHaveLength(1)
  })

  it('shows in the body of an answer', () => {
    const id = 'joinMeetingRoom/joined-as-guest'
    expect(currentFace('joinMeetingRoom').outcomes.length).toBeGreaterThan(5)
    const [first, again] = ['p1', 'p2'].map((each) =>
      answer(id, { body: JSON.stringify({ id: each, roomId: 'r', leftAt: null }) }),
    )
    if (!first || !again) throw new Error('both are there')
    const shows = { renews: ['/id'], keeps: ['/roomId'], body: { '/leftAt': null } }
    expect(checkEffects({ ...again, call: { ...again.call, shows }, earlier: [first] })).toEqual([])
    expect(checkEffects({ ...first, call: { ...first.call, shows }, earlier: [first] })).toHaveLength(1)
    expect(checkEffects({ ...again, call: { ...again.call, shows: { body: { '/kicked': null } } } })).toHaveLength(1)
  })
})

it('sums of a page are asked for in every list, and members of an answer are stated where its body is', () => {
  const listed = answer('listLivechatRooms/listed', { body: page(rooms, { count: 4 }), shows: {} })
  expect(checkEffects(listed).map(({ message, source }) => [message, source])).toEqual([
    ['count is not the number of rooms', 'document'],
  ])
  const joined = answer('joinMeetingRoom/joined-as-guest', { shows: { body: { '/guestName': 'Omar' } } })
  expect(checkEffects(joined).map(({ message, source }) => [message, source])).toEqual([
    ['/guestName is wrong', 'document'],
  ])
})

it('a member of the answer that should have stayed or changed has the source of that member, not of the status', () => {
  const earlier = [answer('joinMeetingRoom/joined-as-guest')]
  const again = answer('joinMeetingRoom/joined-as-guest', { shows: { renews: ['/id'], keeps: ['/isHost'] }, earlier })
  expect(checkEffects(again).map(({ message, source }) => [message, source])).toEqual([
    ['/id has not changed', 'document'],
  ])
})
