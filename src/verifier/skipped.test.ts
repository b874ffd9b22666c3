import { expect, it } from 'vitest'
import { caseOf } from '../verify/testing/answers.ts'
import { skippedBy, toSkip } from './skipped.ts'

const locked = caseOf('joinMeetingRoom/room-locked')
const joined = caseOf('joinLivechatRoom/joined')

it('a case is skipped for the reason of the first entry that means it', () => {
  const skip = skippedBy([
    { case: 'joinMeetingRoom/room-locked', reason: '  no host ' },
    { case: 'joinMeetingRoom', reason: 'no rooms' },
  ])
  expect([skip(locked), skip(caseOf('joinMeetingRoom/room-full')), skip(joined)]).toEqual(['no host', 'no rooms', null])
  expect(skippedBy([])(locked)).toBeNull()
})

it.each(['', ' ', '-', '…'])('%j is no reason', (reason) => {
  expect(() => skippedBy([{ case: 'joinMeetingRoom', reason }])).toThrow(
    expect.objectContaining({
      name: 'Fault',
      message: 'joinMeetingRoom is skipped without a reason',
      fix: "Add one, since every report shows it: --skip 'joinMeetingRoom=the sandbox has no second user'",
    }),
  )
})

it.each(['x', '世', '5'])('%j is one', (reason) => {
  expect(skippedBy([{ case: 'joinMeetingRoom', reason }])(locked)).toBe(reason)
})

it('a case that there is not is refused', () => {
  expect(() => skippedBy([{ case: 'joinMeetingRom', reason: 'x' }])).toThrow(
    expect.objectContaining({ name: 'Fault', message: 'there is no case joinMeetingRom' }),
  )
})

it.each([
  ['a/b=no user', { case: 'a/b', reason: 'no user' }],
  ['a/b=x=y', { case: 'a/b', reason: 'x=y' }],
  ['a/b', { case: 'a/b', reason: '' }],
  ['a/b=', { case: 'a/b', reason: '' }],
  ['=x', { case: '', reason: 'x' }],
])('%s is read', (text, expected) => expect(toSkip(text)).toEqual(expected))
