import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import { caseOf, currentFace } from '../testing/answers.ts'
import { names, needsFresh, situationNeeded } from './needs.ts'
import { scoped } from './scope.ts'
import { isJoinable, seatIn, seatPacket, seats } from './seats.ts'
import { heldSubjects, isOfNobody, subjectsOf, usesUp, wearsOut, yieldsOf } from './subjects.ts'

const faceOf = (operation: string) => currentFace(operation)
const locked = caseOf('joinMeetingRoom/room-locked')
const joined = caseOf('joinMeetingRoom/joined-as-guest')

describe('subjects', () => {
  it('that a target can hold are those that a request can name', () => {
    expect([heldSubjects.includes('limit'), heldSubjects.includes('meeting-room')]).toEqual([false, true])
    expect(subjectsOf({ limit: ['used-up'], call: [], nothing: [] })).toEqual([['call', []]])
    expect([yieldsOf('call'), yieldsOf('limit'), yieldsOf('nothing')]).toEqual([['callId'], [], []])
  })

  it('are of nobody, wear out or are used up by their facts', () => {
    expect([isOfNobody('call', ['unknown']), isOfNobody('call', ['private']), isOfNobody('x', ['unknown'])]).toEqual([
      true,
      false,
      false,
    ])
    expect([wearsOut({ 'meeting-room': ['last-seat'] }), wearsOut({ 'meeting-room': ['locked'] })]).toEqual([
      true,
      false,
    ])
    expect([usesUp({ given: { limit: ['used-up'] } }), usesUp({ given: { limit: [] } })]).toEqual([true, false])
  })
})

describe('a foreign target must hold', () => {
  const needed = (more: object, testCase = locked): string[] =>
    Object.keys(situationNeeded({ ...testCase, ...more }, faceOf))

  it('what a case names: all of it for a success, of a refusal neither what is of nobody nor what no call names', () => {
    expect(needed({})).toEqual(['meeting-room'])
    expect(needed({ given: { 'meeting-room': ['unknown'] } })).toEqual([])
    expect(needed({ given: { 'meeting-room': [], call: [], limit: [] } })).toEqual(['meeting-room'])
    expect(needed({ given: { 'meeting-room': [], call: [] } }, joined)).toEqual(['meeting-room', 'call'])
    expect(names(locked, 'meeting-room')).toBe(true)
    expect(names({ ...locked, request: { ...locked.request, path: { code: 'x' } } }, 'meeting-room')).toBe(false)
  })

  it('subjects that are fresh where a success wears one out, or shows a rise', () => {
    expect(needsFresh({ ...locked, given: { 'meeting-room': ['last-seat'] } }, faceOf)).toBe(false)
    expect(needsFresh({ ...joined, given: { 'meeting-room': ['last-seat'] } }, faceOf)).toBe(true)
    const shows = (by: number) => ({ ...joined, shows: { room: { id: '$code', rises: { '/n': by } } } })
    const steady = (operation: string) => ({ ...currentFace(operation), wearsOut: false })
    expect([needsFresh(shows(1), steady), needsFresh(shows(0), steady), needsFresh(joined, steady)]).toEqual([
      true,
      false,
      false,
    ])
    expect(needsFresh(joined, (operation) => ({ ...currentFace(operation), wearsOut: true }))).toBe(true)
  })
})

describe('a list', () => {
  const list = caseOf('listLivechatRooms/listed')
  const face = currentFace('listLivechatRooms')
  const scope = { departmentId: 'ours', tags: ['a', 'b'] }
  const asking = (query: Record<string, unknown>, more: Partial<CaseCall> = {}) =>
    scoped({ ...list, ...more, request: { ...list.request, query } }, face, scope)

  it('bears its scope beside what it asks for', () => {
    expect(asking({ count: 5 })).toMatchObject({
      request: { query: { departmentId: 'ours', tags: ['a', 'b'], count: 5 } },
    })
    expect(asking({ departmentId: 'ours' })).toMatchObject({ request: { query: { ...scope } } })
  })

  it.each([{ departmentId: 'theirs' }, { 'departmentId[]': 'ours' }, { 'tags[0]': 'a' }, { 'departmentId[$ne]': 'x' }])(
    'never leaves it by %j',
    (query) => {
      expect(asking(query)).toMatchObject({ kind: 'safety' })
    },
  )

  it('is not sent without a scope, nor with a query to the letter; what is no list is sent as it is', () => {
    expect(scoped(list, face, null)).toMatchObject({ kind: 'safety' })
    expect(asking({}, { raw: { query: 'a=b' } })).toMatchObject({ kind: 'safety' })
    expect(scoped(locked, currentFace('joinMeetingRoom'), null)).toBe(locked)
    for (const other of [{ method: 'POST' as const }, { mutates: true }, { path: '/rooms/{code}' }])
      expect(scoped(list, { ...face, ...other }, null)).toBe(list)
  })
})

describe('others take a seat', () => {
  it('where there is one, and the case is not about what would keep them out', () => {
    expect(seatIn({ 'meeting-room': ['locked'] })?.seat.subject).toBe('meeting-room')
    expect([seatIn({ 'meeting-room': ['unknown'] }), seatIn({ call: [] }), seatIn({})]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([isJoinable(joined), isJoinable(locked), isJoinable({ given: {} })]).toEqual([true, false, false])
  })

  it('by a packet that names them and the room, and by none where no value names that', () => {
    const [face] = seats
    if (!face) throw new Error('nobody can take a seat')
    expect(seatPacket(face, 'Ada', { code: 'c', more: 'x' })).toMatchObject({
      event: 'join-room',
      args: [{ code: 'c', guestName: 'Ada' }],
      auth: {},
      headers: {},
    })
    expect(seatPacket(face, 'Ada', { roomId: 'c' })).toBeUndefined()
    expect(seatPacket(face, 'Ada', { code: undefined })).toBeUndefined()
  })
})
