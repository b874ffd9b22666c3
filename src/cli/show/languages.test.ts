import { describe, expect, it } from 'vitest'
import { caseOf } from '../../verify/testing/answers.ts'
import { refuseLanguage, SOCKET, usualLanguage } from './languages.ts'

const FAULT = expect.objectContaining({ name: 'Fault' })
const locked = caseOf('joinMeetingRoom/room-locked')

describe('the language of a case', () => {
  it('is curl, or that of sockets for what only they have; no other can say that', () => {
    const only = { ...locked, socketOnly: true }
    expect([usualLanguage(locked, 'current'), usualLanguage(only, 'current')]).toEqual(['curl', SOCKET])
    expect(() => refuseLanguage(only, 'curl', 'current')).toThrow(FAULT)
    expect(() => refuseLanguage(only, SOCKET, 'current')).not.toThrow()
    expect(() => refuseLanguage(locked, 'python', 'current')).not.toThrow()
  })

  it('is none where facts change on the way, and not that of sockets for what is about HTTP alone', () => {
    expect(() => refuseLanguage({ ...locked, before: [{ ...locked, set: {} }] }, 'curl', 'current')).toThrow(FAULT)
    expect(() => refuseLanguage(caseOf('joinLivechatRoom/joined'), SOCKET, 'current')).toThrow(FAULT)
    const typed = { ...locked, raw: { contentType: 'text/plain', text: 'x' } }
    expect(() => refuseLanguage(typed, SOCKET, 'current')).toThrow(FAULT)
  })
})
