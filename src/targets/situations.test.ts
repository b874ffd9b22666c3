import { describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { toServing } from './situations.ts'
import { toDialect, toTransports } from './socket.ts'
import { valueOfData, valueOfFile } from './yaml-value.ts'

const serving = (text: string) => toServing(valueOfFile(parseSource(text, 'target.yaml')))
const data = (value: unknown) => valueOfData(value, 'target')
const FAULT = expect.objectContaining({ name: 'Fault' })

describe('an entry that serves for a situation', () => {
  it('names its subjects, their facts once each, and every value that they yield', () => {
    expect(
      serving(
        '{ given: { meeting-room: [locked, full, locked], call: [] }, values: { code: a-b, callId: c }, fresh: true }',
      ),
    ).toEqual({
      given: { 'meeting-room': ['locked', 'full'], call: [] },
      values: { code: 'a-b', callId: 'c' },
      fresh: true,
    })
  })

  it('is not fresh unless it says so', () => {
    const text = 'given: { call: [] }\nvalues: { callId: c }'
    expect(serving(text)).toEqual({ given: { call: [] }, values: { callId: 'c' }, fresh: false })
    expect(serving(`${text}\nfresh: false`).fresh).toBe(false)
  })

  it.each([
    'values: { code: a }',
    'given: { meeting-room: [] }',
    'given: { meeting-room: [] }\nvalues: {}',
    'given: { meeting-room: [] }\nvalues: { code: a, roomId: b }',
    'given: { meting-room: [] }\nvalues: { code: a }',
    'given: { meeting-room: [lockd] }\nvalues: { code: a }',
    'given: { meeting-room: [private] }\nvalues: { code: a }',
    'given: { meeting-room: [unknown, locked] }\nvalues: { code: a }',
    'given: { limit: [used-up] }\nvalues: {}',
    'given: { meeting-room: [], limit: [] }\nvalues: { code: a }',
    'given: { meeting-room: [] }\nvalues: { code: a }\nfresh: "yes"',
    'given: { meeting-room: [] }\nvalues: { code: 5 }',
    'given: { meeting-room: [] }\nvalues: { code: a }\nmore: b',
  ])('is refused as %j', (text) => {
    expect(() => serving(text)).toThrow(FAULT)
  })

  it('may be of an unknown subject alone', () => {
    expect(serving('given: { call: [unknown] }\nvalues: { callId: c }').given).toEqual({ call: ['unknown'] })
  })
})

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
      absent: [],
    })
  })

  it.each([
    { path: '/io' },
    { path: 'io/' },
    { path: '/' },
    { path: '/a/../' },
    { path: '/./io/' },
    { path: '/a b/' },
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
