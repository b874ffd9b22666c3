import { describe, expect, it } from 'vitest'
import { readyCall, type WantedCall } from './request.ts'

const ready = (more: Partial<WantedCall>) =>
  readyCall({ operation: 'joinMeetingRoom', edition: 'current', members: { code: 'abc' }, as: undefined, ...more })

describe('a call to make', () => {
  it('is the smallest success, with members of one’s own and the credentials of its caller', () => {
    const { as, withCredentials } = ready({ members: { code: 'a/b', guestName: 'Ann' } })
    expect(as).toBe('guest')
    expect(withCredentials({ Authorization: 'Bearer x' })).toMatchObject({
      method: 'POST',
      target: '/rooms/a%2Fb/join',
      body: '{"guestName":"Ann"}',
      headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json' },
    })
    expect([ready({ as: 'host' }).as, ready({ operation: 'joinLivechatRoom', members: { roomId: 'r' } }).as]).toEqual([
      'host',
      'agent',
    ])
  })

  it('has the face of its edition', () => {
    const path = (edition: 'current' | '2022') =>
      ready({ operation: 'joinLivechatRoom', edition, members: { roomId: 'r 1' } }).withCredentials({}).target
    expect([path('current'), path('2022')]).toEqual([
      '/api/v1/livechat/room.join?roomId=r%201',
      '/api/v1/livechat/room.join?roomId=r%201',
    ])
  })

  it('that lacks a value says which, and how to give it', () => {
    expect(() => ready({ members: {} })).toThrow(
      expect.objectContaining({
        message: 'joinMeetingRoom needs code',
        fix: 'For example: greenroom call joinMeetingRoom code=…; greenroom rooms lists codes and ids.',
      }),
    )
    expect(() => ready({ members: { code: '$a', guestName: '$b' } })).toThrow(
      expect.objectContaining({
        message: 'joinMeetingRoom needs a and b',
        fix: expect.stringContaining('joinMeetingRoom a=… b=…; '),
      }),
    )
  })

  it('of sockets alone is none over HTTP', () => {
    expect(() => ready({ operation: 'lockMeetingRoom' })).toThrow(
      expect.objectContaining({
        message: 'lockMeetingRoom is an event of Socket.IO, not a call over HTTP',
        fix: 'greenroom show lockMeetingRoom/<outcome> --as socket prints a program that sends it; greenroom outcomes lockMeetingRoom lists them.',
      }),
    )
  })
})
