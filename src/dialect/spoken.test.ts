import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from './dialect.ts'
import { toOurCall, toTheirMessage, wordsOf } from './spoken.ts'

const name = (theirs: string) => ({ name: theirs, unless: null })
const dialect: SocketDialect = {
  ...PLAIN_DIALECT,
  events: { 'lock-room': 'lock' },
  members: { code: name('roomCode'), guestName: { name: 'displayName', unless: 'userId' } },
  ack: { success: ['/data'], refusal: [''] },
  refusal: { when: { '/ok': false }, message: ['/error/text'], status: {} },
  absent: ['leftAt'],
  speech: { ...PLAIN_DIALECT.speech, caller: 'userId' },
}

describe('the words of a call', () => {
  it.each([
    ['theirs', 'join-room', { roomCode: 'a' }],
    ['theirs', 'join-room', { roomCode: 'a', code: 'b' }],
    ['theirs', 'lock', { locked: true }],
    ['theirs', 'join-room', { userId: 'u' }],
    ['ours', 'join-room', { code: 'a' }],
    ['ours', 'join-room', { code: 'a', userId: 'u' }],
    ['ours', 'lock-room', { locked: true }],
    [null, 'leave-room', { roomId: 'r' }],
    [null, 'join-room', undefined],
    [null, 'join-room', 'text'],
  ])('are %s in %s %j', (words, event, payload) => {
    expect(wordsOf(dialect, { event, payload })).toBe(words)
  })

  it('are theirs in an event that the contract does not have, whatever it says', () => {
    const relays = { wave: { isForHost: false, ack: null, tells: [] } }
    const waving = { ...dialect, speech: { ...dialect.speech, relays } }
    expect([wordsOf(waving, { event: 'wave', payload: {} }), wordsOf(dialect, { event: 'wave', payload: {} })]).toEqual(
      ['theirs', null],
    )
  })

  it('are not told by a member that has the same name in both', () => {
    const same = { ...dialect, members: { code: name('code') } }
    expect(wordsOf(same, { event: 'join-room', payload: { code: 'a' } })).toBeNull()
  })

  it('of a success to others are those in which they hear the event', () => {
    const own = { ...dialect, messages: { 'join-room': { heard: { code: name('heardCode') } } } }
    expect(toTheirMessage(own, { event: 'join-room', way: 'succeeds', body: { code: 'a' } })).toEqual({
      heardCode: 'a',
    })
  })

  it('are turned into those of the contract', () => {
    expect(toOurCall(dialect, { event: 'lock', payload: { roomCode: 'a', locked: true } })).toEqual({
      event: 'lock-room',
      payload: { code: 'a', locked: true },
    })
    expect(toOurCall(dialect, { event: 'join-room', payload: { displayName: 'A', userId: 'u' } }).payload).toEqual({
      guestName: null,
      userId: 'u',
    })
  })
})

describe('a message without a template', () => {
  it('has the other names, no member that is never sent, and its place in the ack', () => {
    const body = { guestName: 'Ann', leftAt: null, inside: [{ guestName: 'Bob', leftAt: null }] }
    const renamed = { displayName: 'Ann', inside: [{ displayName: 'Bob' }] }
    expect(toTheirMessage(dialect, { event: 'join-room', way: 'answered', body })).toEqual({ data: renamed })
    expect(toTheirMessage(dialect, { event: 'user-joined', way: 'heard', body })).toEqual(renamed)
  })

  it('of a refusal has the signs of one, and the reason in its place, a list as a list', () => {
    const body = { statusCode: 400, message: ['a', 'b'] }
    const said = { ok: false, error: { text: ['a', 'b'] } }
    expect(toTheirMessage(dialect, { event: 'join-room', way: 'refused', body })).toEqual(said)
    expect(toTheirMessage(dialect, { event: 'join-room', way: 'fails', body })).toEqual(said)
    const plain = { ...dialect, refusal: null }
    expect(toTheirMessage(plain, { event: 'join-room', way: 'refused', body })).toEqual(body)
    const own = {
      ...plain,
      ack: { success: [], refusal: ['/fault'] },
      messages: { 'join-room': { refused: { message: name('reason') }, answered: { statusCode: name('status') } } },
    }
    for (const way of ['refused', 'fails'] as const)
      expect(toTheirMessage(own, { event: 'join-room', way, body })).toEqual({
        fault: { statusCode: 400, reason: ['a', 'b'] },
      })
  })
})

it('a message with a template is that', () => {
  const says = { 'join-room': { answered: { ok: true, at: '$/room/id', who: '$/body/guestName', why: '$?/message' } } }
  const spoken = { ...dialect, speech: { ...dialect.speech, says } }
  const message = { event: 'join-room', way: 'answered', body: { guestName: 'Ann' } } as const
  expect(toTheirMessage(spoken, message, { room: { id: 'r' } })).toEqual({ ok: true, at: 'r', who: 'Ann' })
})

it('a template may name the reason of a refusal, and nothing takes the place of the body', () => {
  const says = { 'join-room': { refused: { why: '$/message', status: '$/body/statusCode' } } }
  const spoken = { ...dialect, speech: { ...dialect.speech, says } }
  const message = { event: 'join-room', way: 'refused', body: { statusCode: 403, message: 'Locked' } } as const
  expect(toTheirMessage(spoken, message, { body: 'x', message: 'y' })).toEqual({ why: 'Locked', status: 403 })
})
