import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Outcome } from '../../contract/model/face.ts'
import { currentFace } from '../../verify/testing/answers.ts'
import { isPlausible } from './loose.ts'
import { recordedCall } from './recorded-call.ts'

interface Sent {
  readonly query?: Record<string, string>
  readonly body?: Record<string, unknown>
  readonly raw?: CaseCall['raw']
}

function plausible(id: string, { query = {}, body, raw = null }: Sent, more: Partial<Outcome> = {}): boolean {
  const [operation = '', name = ''] = id.split('/')
  const face = currentFace(operation)
  const outcome = face.outcomes.find((each) => each.name === name)
  if (!outcome) throw new Error(`no outcome ${id}`)
  const call = recordedCall(operation, name, { path: {}, query, headers: {}, body: body ?? null }, true)
  return isPlausible({ ...outcome, ...more }, { call: { ...call, raw }, face })
}

describe('an outcome with any text', () => {
  it('is plausible for a body that is no JSON, if its cases send such', () => {
    expect(plausible('joinMeetingRoom/malformed-body', { raw: { text: '{"guest' } })).toBe(true)
    expect(plausible('joinMeetingRoom/malformed-body', { body: { guestName: 'Jane' } })).toBe(false)
  })

  it('is plausible for a query that has what its cases have and the smallest success lacks', () => {
    expect(plausible('listLivechatRooms/invalid-date-range', { query: { createdAt: 'x' } })).toBe(true)
    expect(plausible('listLivechatRooms/invalid-date-range', { query: { count: '5' } })).toBe(false)
    expect(plausible('listLivechatRooms/invalid-date-range', {})).toBe(false)
  })

  const varies = { '/message': null, '/statusCode': '\\d+' }

  it('is plausible for a body that has what its cases have and the smallest success lacks', () => {
    const long = (body: Record<string, unknown>) =>
      plausible('joinMeetingRoom/guest-name-too-long', { body }, { varies })
    expect([long({ guestName: 'Jane' }), long({ code: 'abc' }), long({})]).toEqual([true, false, false])
  })

  it('is plausible for a body that is no JSON, if its cases send one that is only long', () => {
    const large = (sent: Sent) => plausible('joinMeetingRoom/body-too-large', sent, { varies })
    expect([large({ raw: { text: 'x' } }), large({ body: { guestName: 'Jane' } })]).toEqual([true, false])
  })

  it('is plausible for any call, if a case of it sends what the smallest success sends', () => {
    expect(plausible('joinMeetingRoom/room-locked', {}, { varies })).toBe(true)
  })

  it('is plausible for any call, if its operation has no case of it', () => {
    expect(plausible('joinMeetingRoom/room-locked', {}, { varies, name: 'other' })).toBe(true)
    expect(plausible('joinMeetingRoom/room-locked', {}, { varies, name: 'invalid-date-range' })).toBe(true)
  })
})

it('every other outcome is plausible for any call', () => {
  expect(plausible('joinMeetingRoom/room-locked', {})).toBe(true)
  expect(plausible('joinMeetingRoom/joined-as-guest', {})).toBe(true)
  expect(plausible('listLivechatRooms/invalid-sort', {})).toBe(true)
  expect(plausible('listLivechatRooms/invalid-date-range', {}, { status: 399 })).toBe(true)
})
