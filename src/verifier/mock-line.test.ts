import { expect, it } from 'vitest'
import { caseOf } from '../verify/testing/answers.ts'
import { mockLine, playLine, quoted } from './mock-line.ts'

const locked = caseOf('joinMeetingRoom/room-locked')

it.each([
  ['current', 'http', 'npx greenroom show joinMeetingRoom/room-locked'],
  ['2022', 'http', 'npx greenroom show joinMeetingRoom/room-locked --edition 2022'],
  ['current', 'polling', 'npx greenroom show joinMeetingRoom/room-locked --as socket'],
  ['2022', 'websocket', 'npx greenroom show joinMeetingRoom/room-locked --edition 2022 --as socket'],
] as const)('a case of %s by %s is shown by: %s', (edition, transport, line) => {
  expect(mockLine(locked, edition, transport)).toBe(line)
})

it('a case that changes facts on its way is played', () => {
  const set = {
    ...locked,
    id: 'joinMeetingRoom/joined-as-guest:scenario-full-house',
    set: { 'meeting-room': ['full'] },
  }
  expect(mockLine(set, 'current', 'http')).toBe('npx greenroom play full-house')
  const [call] = [{ ...locked, set: { 'meeting-room': ['full'] } }]
  // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
  expect(mockLine({ ...locked, id: 'a/b:scenario-c', then: [call] }, '2022', 'polling')).toBe('npx greenroom play c')
  expect(playLine({ id: 'a/b:scenario-c:scenario-d' })).toBe('npx greenroom play d')
  expect(playLine({ id: 'a/b:scenario-the-scenario-c' })).toBe('npx greenroom play the-scenario-c')
})

it.each([
  ['a/b:c-d_1.2@x=y', 'a/b:c-d_1.2@x=y'],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['a/b:*', "'a/b:*'"],
  ['', "''"],
  ['é', "'é'"],
])('%j in a shell is %s', (text, expected) => expect(quoted(text)).toBe(expected))
