import { describe, expect, it } from 'vitest'
import { NO_SPEECH } from '../dialect/speech.ts'
import { toDialect } from './socket.ts'
import { toTransports } from './transports.ts'
import { valueOfData } from './yaml-value.ts'

const data = (value: unknown) => valueOfData(value, 'target')
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('transports', () => {
  it('are HTTP alone where none are named, else those named, in the order of reports', () => {
    expect(toTransports(undefined)).toEqual(['http'])
    expect(toTransports(data(['upgraded', 'http', 'http']))).toEqual(['http', 'upgraded'])
    for (const none of [[], null, ['htp'], 'http']) expect(() => toTransports(data(none))).toThrow(FAULT)
  })
})

describe('a dialect', () => {
  it("is the contract's where nothing is said, and takes what is", () => {
    expect(toDialect(undefined)).toEqual(toDialect(data({})))
    expect(
      toDialect(
        data({
          path: '/io/',
          namespace: '/meetings/v1',
          token: 'jwt',
          events: { 'join-room': 'join' },
          members: { code: 'roomCode' },
          ack: ['/data', '/a~1b/~0'],
          absent: ['joinedAt'],
        }),
      ),
    ).toEqual({
      path: '/io/',
      namespace: '/meetings/v1',
      token: 'jwt',
      events: { 'join-room': 'join' },
      members: { code: { name: 'roomCode', unless: null } },
      messages: {},
      ack: { success: ['/data', '/a~1b/~0'], refusal: ['/data', '/a~1b/~0'] },
      refusal: null,
      answers: {},
      absent: ['joinedAt'],
      speech: NO_SPEECH,
    })
  })

  it.each([
    { path: '/io' },
    { path: 'io/' },
    { path: '/' },
    { path: '/a/../' },
    { path: '/./io/' },
    { path: '/a b/' },
    { path: '/io/?a=b' },
    { namespace: 'meetings' },
    { namespace: '/a b' },
    { events: { 'join-rom': 'join' } },
    { events: { 'join-room': 'same', 'leave-room': 'same' } },
    { members: { code: 'same', guestName: 'same' } },
    { members: { roomCode: 'code' } },
    { ack: ['data'] },
    { ack: ['/a~2'] },
    { ack: '/data' },
    { more: 1 },
  ])('is refused as %j', (written) => {
    expect(() => toDialect(data(written))).toThrow(FAULT)
  })

  it.each(['/', '/a', '/a.b-c~d_e'])('may be in the namespace %s', (namespace) => {
    expect(toDialect(data({ namespace })).namespace).toBe(namespace)
  })
})

it('a relay with the name that an event has in the dialect is refused', () => {
  const value = { events: { 'join-room': 'enter' }, speaks: { relays: { enter: { tells: [] } } } }
  expect(() => toDialect(valueOfData(value, 'socket'))).toThrow('the relay enter would hide join-room')
})

it.each([
  [{ path: '/io' }, '/io is not a path of Socket.IO'],
  [{ namespace: 'meetings' }, 'meetings is not a namespace'],
])('a dialect with %j is refused with what is wrong', (written, message) => {
  const said = expect.stringMatching(`: ${message}$`)
  expect(() => toDialect(data(written))).toThrow(expect.objectContaining({ message: said }))
})
