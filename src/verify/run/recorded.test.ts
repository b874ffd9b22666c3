import { expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { breach, type BreachParts } from '../judge/checks/breach.ts'
import { judge } from '../judge/judge.ts'
import type { RecordedFinding } from '../model/target.ts'
import type { Played } from '../play/played.ts'
import { createMask, fixedTextsOf } from '../redact/mask.ts'
import { createRedaction } from '../redact/redaction.ts'
import { answer, exampleOf, withMembers, type Differing } from '../testing/answers.ts'
import { isRecordedAs, recordedOf, stablePointer } from './recorded.ts'

const JOINED = 'joinMeetingRoom/joined-as-guest'
const LOCKED = 'joinMeetingRoom/room-locked'
const LISTED = 'listLivechatRooms/listed'

function played(id: string, differing: Differing): Played {
  const answered = answer(id, differing)
  const request = { method: 'GET', target: '/', headers: {}, body: null }
  return { call: answered.call, request, answered, judgement: judge(answered), packets: [] }
}

const open = createRedaction([], null)
/** Like off this machine, where each run has its own key. */
const masked = (key: number) =>
  createRedaction([], createMask({ fixed: fixedTextsOf(faces.current), key: new Uint8Array(32).fill(key) }))
const recorded = (id: string, differing: Differing, redaction = open): RecordedFinding[] =>
  recordedOf([played(id, differing)], redaction)
const isSame = (before: readonly RecordedFinding[], now: readonly RecordedFinding[]): boolean =>
  now.length > 0 && now.every((each) => before.some((one) => isRecordedAs(one, each)))

it('records statuses and words as they are', () => {
  expect(recorded(LOCKED, { status: 400, body: '{"statusCode":400,"message":"Room is Locked"}' })).toEqual([
    { check: 'status', found: 400 },
    { check: 'body', at: '/statusCode', found: 400 },
    { check: 'body', at: '/message', found: 'Room is Locked' },
  ])
})

it('records what is missing, and whole answers of the other end by their members', () => {
  const { leftAt: _gone, ...rest } = JSON.parse(exampleOf(JOINED))
  const call = { values: {}, shows: {} }
  expect(recorded(JOINED, { body: JSON.stringify(rest), call })).toEqual([
    { check: 'body', at: '/leftAt', found: '<nothing>' },
  ])
  const [, whole] = recorded(LOCKED, { status: 201, body: exampleOf(JOINED) })
  expect(whole).toMatchObject({ at: '', found: { id: '<text>', isHost: false, joinedAt: '<instant>', leftAt: null } })
})

it('records a figure where one was expected, and else only that it is one', () => {
  const { call, request, answered, packets } = played(LOCKED, {})
  const found = (parts: Partial<BreachParts>, redaction = open): unknown => {
    const breaches = [breach('it is another', { check: 'headers', sources: [], ...parts })]
    const judgement = { breaches, extra: [], answeredAs: null, endsCase: false }
    return recordedOf([{ call, request, answered, judgement, packets }], redaction).map((each) => each.found)
  }
  expect(found({ expected: 3, actual: 5 })).toEqual([5])
  expect(found({ expected: 'json', actual: 5 })).toEqual(['<number>'])
  expect(found({ expected: 'json', actual: 'html' })).toEqual(['html'])
  expect(found({ check: 'effect', expected: 3, actual: 5 })).toEqual(['<number>'])
  // What leaks, and what others hear, may be about people; an item of a list has the name of the list.
  expect(found({ check: 'leak', actual: 'Elsie' })).toEqual(['<text>'])
  expect(found({ check: 'effect', actual: 'Elsie' }, masked(1))).toEqual(['<any>'])
  expect(found({ check: 'heard', actual: 'Elsie' }, masked(1))).toEqual(['…'])
  expect(found({ actual: 'Elsie' }, masked(1))).toEqual(['Elsie'])
  expect(found({ check: 'body', pointer: '/message/7', actual: 'a word' })).toEqual(['a word'])
  expect(found({ check: 'body', pointer: '/message/of', actual: 'Elsie' })).toEqual(['<text>'])
})

it('a place is the same in every run: without indexes of lists, and without what stands for hidden names', () => {
  expect(stablePointer('/rooms/12/text(4) #0a1b2c/number #fedcba/3a/text(4)/x text(4) #0a1b2c')).toBe(
    '/rooms/<…>/<…>/<…>/3a/text(4)/x text(4) #0a1b2c',
  )
  expect([stablePointer(''), stablePointer('/0')]).toEqual(['', '/<…>'])
})

it('matches what is left out of a record, whatever that is', () => {
  const found = { check: 'body', at: '/message', says: 'it is another', found: 'Nein' } as const
  expect([
    isRecordedAs({ check: 'body' }, found),
    isRecordedAs({ check: 'body', at: '/message' }, found),
    isRecordedAs({ check: 'body', found: 'Nein' }, found),
    isRecordedAs({ check: 'body', at: '/error' }, found),
    isRecordedAs({ check: 'body', says: 'it is gone' }, found),
    isRecordedAs({ check: 'body', found: 'Non' }, found),
    isRecordedAs({ check: 'status' }, found),
  ]).toEqual([true, true, true, false, false, false, false])
})

it('matches a finding of the same call alone', () => {
  const status = { check: 'status', found: 400 } as const
  expect(isRecordedAs(status, { ...status, call: 1 })).toBe(true)
  expect([isRecordedAs(status, { ...status, call: 2 }), isRecordedAs({ ...status, call: 2 }, status)]).toEqual([
    false,
    false,
  ])
})

it('records the values of a case by what they are, not by which', () => {
  const lost = (code: string): RecordedFinding[] =>
    recorded(LOCKED, { body: JSON.stringify({ statusCode: 403, message: `${code} is locked` }), values: { code } })
  expect(lost('abc-def-ghi')).toEqual([{ check: 'body', at: '/message', found: '<…> is locked' }])
  expect(isSame(lost('abc-def-ghi'), lost('xyz-uvw-rst'))).toBe(true)
})

it('records a finding of a list without its items, whichever of them it is about', () => {
  const [room] = JSON.parse(exampleOf(LISTED)).rooms
  const list = (wrong: number, length: number): string =>
    withMembers(exampleOf(LISTED), {
      rooms: Array.from({ length }, (_, at) => ({ ...room, _id: at === wrong ? 5 : `room-${at}` })),
      count: length,
      total: length,
    })
  const find = (wrong: number, length: number): RecordedFinding[] =>
    recorded(LISTED, { body: list(wrong, length), shows: {} })
  expect(JSON.stringify(find(3, 400)).length).toBeLessThan(400)
  expect(isSame(find(3, 400), find(7, 90))).toBe(true)
})

it('records off this machine nothing of people, and the same in each run', () => {
  const [room] = JSON.parse(exampleOf(LISTED)).rooms
  const wrong = { ...room, _id: 5, fname: 'Elsie Teng', 'of Elsie': 'Teng' }
  const body = withMembers(exampleOf(LISTED), { rooms: [wrong], success: 'Elsie' })
  const [first, second] = [1, 2].map((key) => recorded(LISTED, { body, shows: {} }, masked(key)))
  if (!first || !second) throw new Error('there are two')
  expect(JSON.stringify(first)).not.toMatch(/Elsie|Teng/)
  expect(isSame(first, second)).toBe(true)
})

it('records once what several say, and for each call of its own', () => {
  const one = played(LOCKED, { status: 400 })
  const { judgement } = one
  if (!judgement) throw new Error('it is judged')
  const twice = { ...judgement, breaches: [...judgement.breaches, ...judgement.breaches] }
  expect(recordedOf([{ ...one, judgement: twice }], open)).toEqual([{ check: 'status', found: 400 }])
  expect(recordedOf([one, one], open)).toEqual([
    { check: 'status', found: 400 },
    { call: 2, check: 'status', found: 400 },
  ])
})

it('records a member that is null in one outcome by its type if it varies in another, else as it is', () => {
  const body = withMembers(exampleOf(JOINED), { userId: 'elsie', leftAt: 'never' })
  const [, whole] = recorded(LOCKED, { status: 201, body })
  expect(whole).toMatchObject({ at: '', found: { userId: '<text>', leftAt: 'never' } })
})
