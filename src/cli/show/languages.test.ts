import { describe, expect, it } from 'vitest'
import { caseOf } from '../../verify/testing/answers.ts'
import { refuseLanguage, SOCKET, usualLanguage } from './languages.ts'

const fault = (message: string, fix: string): unknown => expect.objectContaining({ name: 'Fault', message, fix })
const locked = caseOf('joinMeetingRoom/room-locked')

describe('the language of a case', () => {
  it('is curl, or that of sockets for what only they have; no other can say that', () => {
    const only = { ...locked, socketOnly: true }
    expect([usualLanguage(locked, 'current'), usualLanguage(only, 'current')]).toEqual(['curl', SOCKET])
    expect(() => refuseLanguage(only, 'curl', 'current')).toThrow(
      fault(
        'joinMeetingRoom/room-locked exists only on sockets, and curl makes calls over HTTP',
        'Drop --as, or write --as socket.',
      ),
    )
    expect(() => refuseLanguage(only, SOCKET, 'current')).not.toThrow()
    expect(() => refuseLanguage(locked, 'python', 'current')).not.toThrow()
  })

  it('is none where facts change on the way, and not that of sockets for what is about HTTP alone', () => {
    expect(() => refuseLanguage({ ...locked, before: [{ ...locked, set: {} }] }, 'curl', 'current')).toThrow(
      fault(
        'the situation of joinMeetingRoom/room-locked changes between its calls',
        'Play it on a mock: npx greenroom play joinMeetingRoom/room-locked',
      ),
    )
    for (const [id, why] of [
      ['joinLivechatRoom/joined', 'calls joinLivechatRoom, which is not an event'],
      ['joinMeetingRoom/joined-as-guest:form', 'is about a media type'],
      ['joinMeetingRoom/body-too-large', 'has an answer that no event has'],
    ] as const)
      expect(() => refuseLanguage(caseOf(id), SOCKET, 'current'), id).toThrow(
        fault(`${id} exists only over HTTP: it ${why}`, 'Drop --as for curl.'),
      )
  })
})
