import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import { NO_SPEECH } from '../dialect/speech.ts'
import { toDialect } from './socket.ts'
import { toTransports } from './transports.ts'
import { valueOfData } from './yaml-value.ts'

const data = (value: unknown) => valueOfData(value, 'target')
const faultOf = (message: string, fix: unknown = expect.any(String)) =>
  expect.objectContaining({ name: 'Fault', message: `target${message}`, fix })

describe('transports', () => {
  it('are HTTP alone where none are named, else those named, in the order of reports', () => {
    expect(toTransports(undefined)).toEqual(['http'])
    expect(toTransports(data(['upgraded', 'http', 'http']))).toEqual(['http', 'upgraded'])
    const known = 'Known: http, polling, websocket, upgraded.'
    const empty = ['target: transports is empty', 'Name one, or remove the entry for [http].'] as const
    for (const [none, message, fix] of [
      [[], ...empty],
      [null, ...empty],
      [['polling', 'htp'], 'target.1: there is no transport htp', `Did you mean http? ${known}`],
      ['http', 'target: target is not a list', 'Write one item per line, each after a dash.'],
    ])
      expect(() => toTransports(data(none))).toThrow(expect.objectContaining({ name: 'Fault', message, fix }))
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

  it('takes all its other entries, too', () => {
    const refusal = { when: { '/ok': false }, message: ['/why'], status: {} }
    expect(
      toDialect(
        data({
          messages: { 'join-room': { sent: { code: 'pin' } } },
          refusal,
          answers: { 'join-room': { success: 'joined' } },
          speaks: { caller: 'uid' },
        }),
      ),
    ).toEqual({
      ...PLAIN_DIALECT,
      messages: { 'join-room': { sent: { code: { name: 'pin', unless: null } } } },
      refusal,
      answers: { 'join-room': { inPlaceOfAck: false, success: ['joined'], refusal: [] } },
      speech: { ...NO_SPEECH, caller: 'uid' },
    })
    expect(toDialect(undefined)).toEqual(PLAIN_DIALECT)
  })

  const SLASHES = 'Write it with a slash at both ends: /socket.io/.'
  const SLASH = 'Start it with a slash: /meetings; / is the main one.'

  it.each(['/io', 'io/', '/', '/a/../', '/./io/', '/a b/', '/io/?a=b', '/a//b/'])('has no path %s', (path) => {
    expect(() => toDialect(data({ path }))).toThrow(faultOf(`.path: ${path} is not a path of Socket.IO`, SLASHES))
  })

  it.each(['meetings', '/a b', '/a?b', 'a/b'])('has no namespace %s', (namespace) => {
    expect(() => toDialect(data({ namespace }))).toThrow(faultOf(`.namespace: ${namespace} is not a namespace`, SLASH))
  })

  it.each(['/a/', '/a.b-c~d_e/', '/.a/..b/', '/a/.../'])('may have the path %s', (path) => {
    expect(toDialect(data({ path })).path).toBe(path)
  })

  it.each([
    [{ events: { 'join-rom': 'join' } }, '.events.join-rom: there is no event of the contract join-rom'],
    [
      { events: { 'join-room': 'same', 'leave-room': 'same' } },
      '.events.leave-room: same is used for two words of the contract',
    ],
    [
      { members: { code: 'same', guestName: 'same' } },
      '.members.guestName: same is used for two words of the contract',
    ],
    [{ messages: { 'join-rom': {} } }, '.messages.join-rom: there is no event of the contract join-rom'],
    [{ ack: ['data'] }, '.ack.0: data is not a JSON Pointer'],
    [{ ack: '/data' }, '.ack: ack is not a list'],
    [{ token: 5 }, '.token: token is not a string'],
    [{ more: 1 }, '.more: there is no entry more'],
  ])('is refused as %j', (written, message) => {
    expect(() => toDialect(data(written))).toThrow(faultOf(message))
  })

  it('is refused with the entries that there are', () => {
    const known = 'path, namespace, token, events, members, messages, ack, refusal, answers, absent, speaks'
    expect(() => toDialect(data({ more: 1 }))).toThrow(faultOf('.more: there is no entry more', `Known: ${known}.`))
  })

  it.each(['/', '/a', '/a.b-c~d_e'])('may be in the namespace %s', (namespace) => {
    expect(toDialect(data({ namespace })).namespace).toBe(namespace)
  })
})

it('a relay with the name that an event has in the dialect is refused', () => {
  const value = { events: { 'join-room': 'enter' }, speaks: { relays: { enter: { tells: [] } } } }
  expect(() => toDialect(data(value))).toThrow(
    faultOf(': the relay enter would hide join-room, which events names so', 'Give one of them another name.'),
  )
})
