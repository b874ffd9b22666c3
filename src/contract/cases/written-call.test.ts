import { describe, expect, it } from 'vitest'
import { currentFace } from '../../verify/testing/answers.ts'
import type { Success } from '../model/case.ts'
import { smallestCall, toCaseCall, toRaw, toSituation, toSuccess } from './written-call.ts'

const SMALLEST: Success = {
  as: 'guest',
  given: {},
  request: { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane' } },
  hears: {},
}
const context = {
  successes: new Map([['join', SMALLEST]]),
  words: { faces: [], identities: new Map(), subjects: new Map() },
}
const call = (written: Record<string, unknown>) => toCaseCall('join', { expect: 'joined', ...written }, context)

describe('a call as written', () => {
  it('is the smallest successful one, unless it says otherwise', () => {
    expect(call({})).toMatchObject({
      operation: 'join',
      expect: 'joined',
      as: 'guest',
      request: SMALLEST.request,
      raw: null,
      values: {},
      shows: {},
      waitMs: 0,
      atOnce: null,
      set: null,
    })
    expect(smallestCall('other', context.successes)).toEqual(toSuccess({}))
  })

  it('is patched by its request, and has its values as texts', () => {
    const made = call({
      as: 'member',
      request: { body: { guestName: null, age: 5 } },
      values: { seconds: 5, name: 'x' },
      wait: 1500,
      'at-once': { calls: 2, others: 'full' },
      shows: { page: true },
    })
    expect(made).toMatchObject({ as: 'member', waitMs: 1500, shows: { page: true } })
    expect(made.request).toEqual({ ...SMALLEST.request, body: { age: 5 } })
    expect([made.values, made.atOnce]).toEqual([
      { seconds: '5', name: 'x' },
      { calls: 2, others: 'full' },
    ])
  })
})

it('what a patch cannot express is taken as it is, also if it is empty or nothing', () => {
  expect([toRaw(undefined), toRaw('x'), toRaw({ other: 1, text: 5 })]).toEqual([null, null, {}])
  const all = { contentType: '', text: '', fill: 0, query: '', times: 0 }
  expect(toRaw(all)).toEqual(all)
})

it('a situation has the facts of its subjects, none where none are listed', () => {
  expect(toSituation({ room: ['locked', 'full'], call: null })).toEqual({ room: ['locked', 'full'], call: [] })
  expect(toSituation(undefined)).toEqual({})
})

it('others hear of a success what they hear of the smallest one, and of a refusal nothing', () => {
  const { successes, words } = context
  const hears = { others: ['came'] }
  const face = currentFace('joinMeetingRoom')
  const outcomes = face.outcomes
    .slice(0, 2)
    .map((outcome, at) => ({ ...outcome, name: ['in', 'out'][at] ?? '', status: at === 0 ? 201 : 400 }))
  const known = {
    successes: new Map([...successes, ['join', { ...SMALLEST, hears }]]),
    words: { ...words, faces: [{ ...face, operation: 'join', outcomes }] },
  }
  const heard = (expected: string) => toCaseCall('join', { expect: expected }, known).socket.hears
  expect([heard('in'), heard('out')]).toEqual([hears, {}])
})

it('what has another form than a request can have is left out', () => {
  expect(toRaw({ contentType: 1, text: 2, fill: '3', query: 4, times: '5' })).toEqual({})
})
