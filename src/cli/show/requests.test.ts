import { describe, expect, it } from 'vitest'
import { bareArrangement } from '../../verify/model/arrangement.ts'
import { caseOf, currentFace } from '../../verify/testing/answers.ts'
import { seatCall } from '../serve/seat-call.ts'
import { markedEnvironment, mockArrangement } from './arrangement.ts'
import {
  callerOf,
  openValues,
  shownRequest,
  shownRequests,
  unmarked,
  variableMark,
  variablesOf,
  withOpenValues,
} from './requests.ts'

const FAULT = expect.objectContaining({ name: 'Fault' })
const locked = caseOf('joinMeetingRoom/room-locked')
const faceOf = (operation: string) => currentFace(operation)
const bare = bareArrangement({ baseUrl: '', identities: { guest: {} } })

describe('a value that is not known', () => {
  it('is a variable of its name, which is unmarked wherever it stands', () => {
    expect(openValues({ ...locked, given: { 'livechat-room': [], limit: [] } })).toEqual([
      { subject: 'livechat-room', facts: [], value: 'roomId', variable: 'ROOM_ID' },
    ])
    expect(unmarked(`a${variableMark('A_B')}c${variableMark('D')}`)).toEqual([
      'a',
      { env: 'A_B' },
      'c',
      { env: 'D' },
      '',
    ])
    expect(unmarked('plain ~~ text')).toBe('plain ~~ text')
    expect(markedEnvironment['TOKEN']).toBe(variableMark('TOKEN'))
  })

  it('is shown as that, and one that is known as itself', () => {
    const arrangement = withOpenValues(locked, bare)
    expect([...variablesOf(shownRequests(locked, { arrangement, faceOf, limit: 0 }))]).toEqual(['CODE'])
    const known = withOpenValues(locked, { ...bare, values: { code: 'abc' } })
    expect(shownRequest(locked, { arrangement: known, faceOf }).target).toBe('/rooms/abc/join')
  })

  it('is a variable in a body, in a header and in a query, too', () => {
    const joined = caseOf('joinVideoConference/joined')
    const as = { 'X-User-Id': 'a', 'X-Auth-Token': variableMark('TOKEN') }
    const unknown = { ...bare, identities: { 'no-permission': as } }
    const shown = shownRequest(joined, { arrangement: withOpenValues(joined, unknown), faceOf })
    expect([shown.body, shown.headers['X-Auth-Token']]).toEqual([
      ['{"callId":"', { env: 'CALL_ID' }, '"}'],
      ['', { env: 'TOKEN' }, ''],
    ])
    expect([...variablesOf([shown])]).toEqual(['CALL_ID', 'TOKEN'])
  })

  it('in a form has a variable of its own, unless the value is known', () => {
    const upper = caseOf('joinMeetingRoom/room-not-found:upper-case')
    const targetOf = (values: Readonly<Record<string, string>>) =>
      shownRequest(upper, { arrangement: withOpenValues(upper, { ...bare, values }), faceOf }).target
    expect(targetOf({})).toEqual(['/rooms/', { env: 'CODE_UPPER_CASE' }, '/join'])
    expect(targetOf({ code: 'abc' })).toBe('/rooms/ABC/join')
    const raw = { ...locked, raw: { query: '$code.upper-case' } }
    expect(openValues(raw).map(({ variable }) => variable)).toEqual(['CODE', 'CODE_UPPER_CASE'])
  })

  it('is refused where nothing yields it, as is a caller or an operation that is not there', () => {
    expect(() => callerOf({ ...locked, as: 'host' }, bare)).toThrow(FAULT)
    expect(() => callerOf(locked, bare)).toThrow(
      expect.objectContaining({ message: 'nothing yields $code here', fix: 'Give its caller an X-User-Id.' }),
    )
    expect(() => shownRequest(locked, { arrangement: bare, faceOf: () => undefined })).toThrow(FAULT)
  })

  it('a limit is used up by as many calls as a window takes, and one', () => {
    const shown = (testCase: typeof locked) =>
      shownRequests(testCase, { arrangement: mockArrangement(testCase, '').arrangement, faceOf, limit: 10 })
    expect(shown(caseOf('joinVideoConference/rate-limited')).at(-1)?.times).toBe(11)
    expect(shown(locked)[0]).not.toHaveProperty('times')
    const limited = caseOf('joinVideoConference/rate-limited')
    expect(shown({ ...limited, before: [limited] }).map(({ times }) => times)).toEqual([undefined, 11])
    expect([shown(locked)[0]?.waitMs, shown({ ...locked, waitMs: 5_000 })[0]?.waitMs]).toEqual([0, 5_000])
  })
})

it('a seat is taken by an expression, where the values name something that has seats', () => {
  expect(seatCall({ code: 'abc' }, "O'Hara")).toMatch(/^'join-room', \{.*guestName: 'O\\'Hara'.*\}$/)
  expect(seatCall({ callId: 'abc' }, 'Ada')).toBeUndefined()
})
