import { describe, expect, it } from 'vitest'
import { caseOf, currentFace } from '../testing/answers.ts'
import { names, needsFresh, situationNeeded } from './needs.ts'

const faceOf = (operation: string) => currentFace(operation)
const locked = caseOf('joinMeetingRoom/room-locked')
const joined = caseOf('joinMeetingRoom/joined-as-guest')

describe('a foreign target must hold', () => {
  const needed = (more: object, testCase = locked): string[] =>
    Object.keys(situationNeeded({ ...testCase, ...more }, faceOf))

  it('what a case names: all of it for a success, of a refusal neither what is of nobody nor what no call names', () => {
    expect(needed({})).toEqual(['meeting-room'])
    expect(needed({ given: { 'meeting-room': ['unknown'] } })).toEqual([])
    expect(needed({ given: { 'meeting-room': [], call: [], limit: [] } })).toEqual(['meeting-room'])
    expect(needed({ given: { 'meeting-room': [], call: [] } }, joined)).toEqual(['meeting-room', 'call'])
    expect(names(locked, 'meeting-room')).toBe(true)
    // The calls that use up a limit are those of a success, and name its subjects.
    const limited = {
      ...caseOf('joinVideoConference/rate-limited'),
      request: { ...locked.request, path: {}, body: {} },
    }
    expect(needed({ given: { call: [], limit: ['used-up'] } }, limited)).toEqual(['call'])
    expect(needed({ given: { call: [] } }, limited)).toEqual([])
    // Any of its calls may name a subject.
    const both = { ...locked, before: [caseOf('joinVideoConference/joined')] }
    expect([names(both, 'meeting-room'), names(both, 'call'), names(locked, 'call')]).toEqual([true, true, false])
    const shown = { ...locked, request: { ...locked.request, path: {} }, shows: { room: { id: '$code' } } }
    expect(names(shown, 'meeting-room')).toBe(true)
    const other = { ...locked, request: { ...locked.request, path: { code: 'x' } } }
    expect(names(other, 'meeting-room')).toBe(false)
    expect(names({ ...other, raw: { text: 'a $code' } }, 'meeting-room')).toBe(true)
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
    const both = { ...joined, before: [caseOf('joinVideoConference/joined')] }
    const one = (operation: string) => ({ ...currentFace(operation), wearsOut: operation === 'joinMeetingRoom' })
    expect([needsFresh(both, one), needsFresh({ ...both, shows: shows(1).shows }, steady)]).toEqual([true, true])
  })
})
