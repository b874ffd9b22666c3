import { describe, expect, it } from 'vitest'
import { toEvents, toMessages, toNames } from './socket-names.ts'
import { valueOfData } from './yaml-value.ts'

const EVENTS = ['join-room', 'leave-room', 'user-joined', 'force-disconnect']
const data = (value: unknown) => valueOfData(value, 'socket')
const faultOf = (message: string, fix: unknown = expect.any(String)) =>
  expect.objectContaining({ name: 'Fault', message: `socket${message}`, fix })

describe('names of members', () => {
  it('are texts, or have a member beside which they mean something else', () => {
    expect(
      toNames(data({ code: 'roomCode', guestName: { name: 'name', unless: 'userId' }, userId: { name: 'uid' } })),
    ).toEqual({
      code: { name: 'roomCode', unless: null },
      guestName: { name: 'name', unless: 'userId' },
      userId: { name: 'uid', unless: null },
    })
    expect(toNames(data({}))).toEqual({})
  })

  it.each([
    [{ cod: 'x' }, '.cod: there is no member of the contract cod', expect.stringContaining('Did you mean code?')],
    [
      { code: 'x', guestName: { name: 'x' } },
      '.guestName: x is used for two words of the contract',
      'Keep one of them.',
    ],
    [{ code: 5 }, '.code: code is not a string', expect.any(String)],
    [{ code: {} }, '.code: code has no name', 'Add name.'],
    [{ code: { name: 'x', unles: 'id' } }, '.code.unles: there is no entry unles', expect.any(String)],
    [
      { code: { name: 'x', unless: 'roomCode' } },
      '.code.unless: there is no member of the contract roomCode',
      expect.any(String),
    ],
  ])('are refused as %j', (names, message, fix) => {
    expect(() => toNames(data(names))).toThrow(faultOf(message, fix))
  })
})

describe('names of events', () => {
  it('are those of events that there are, each its own', () => {
    expect(toEvents(data({ 'join-room': 'join', 'user-joined': 'joined' }), EVENTS)).toEqual({
      'join-room': 'join',
      'user-joined': 'joined',
    })
    expect(() => toEvents(data({ 'join-rom': 'join' }), EVENTS)).toThrow(
      faultOf(
        '.join-rom: there is no event of the contract join-rom',
        expect.stringContaining('Did you mean join-room?'),
      ),
    )
    expect(() => toEvents(data({ 'join-room': 'x', 'leave-room': 'y', 'user-joined': 'x' }), EVENTS)).toThrow(
      faultOf('.user-joined: x is used for two words of the contract', 'Keep one of them.'),
    )
    expect(() => toEvents(data({ 'join-room': '' }), EVENTS)).toThrow(faultOf('.join-room: join-room is not a string'))
    expect(() => toEvents(data({ 'join-room': 'disconnect' }), EVENTS)).toThrow(
      faultOf(".join-room: disconnect can't be sent: Socket.IO has it for itself"),
    )
    expect(() => toEvents(data({ 'join-room': 'leave-room' }), EVENTS)).toThrow(
      faultOf(
        '.join-room: leave-room is another event of the contract',
        'Choose another name for join-room, or give leave-room one, too.',
      ),
    )
    const turned = { 'join-room': 'leave-room', 'leave-room': 'join-room', 'user-joined': 'user-joined' }
    expect(toEvents(data(turned), EVENTS)).toEqual(turned)
    expect(toEvents(data({ 'join-room': 'end-room' }), EVENTS)).toEqual({ 'join-room': 'end-room' })
  })
})

describe('names in single messages', () => {
  it('are those of a call, its acks, or of what is heard', () => {
    expect(
      toMessages(
        data({
          'join-room': { sent: { code: 'room' }, answered: { id: 'pid' }, refused: { id: 'no' } },
          'user-joined': { heard: { id: 'who' } },
        }),
        EVENTS,
      ),
    ).toEqual({
      'join-room': {
        sent: { code: { name: 'room', unless: null } },
        answered: { id: { name: 'pid', unless: null } },
        refused: { id: { name: 'no', unless: null } },
      },
      'user-joined': { heard: { id: { name: 'who', unless: null } } },
    })
  })

  it('are refused for a direction that the event never takes', () => {
    expect(() => toMessages(data({ 'join-room': { heard: {} } }), EVENTS)).toThrow(
      faultOf('.join-room.heard: there is no direction of join-room heard', 'Known: sent, answered, refused.'),
    )
    expect(() => toMessages(data({ 'user-joined': { sent: {} } }), EVENTS)).toThrow(
      faultOf('.user-joined.sent: there is no direction of user-joined sent', 'Known: heard.'),
    )
    expect(() => toMessages(data({ 'end-room': {} }), EVENTS)).toThrow(
      faultOf('.end-room: there is no event of the contract end-room'),
    )
  })

  it('are names of members, two of which may share one in different directions', () => {
    expect(
      Object.keys(toMessages(data({ 'join-room': { sent: { code: 'x' }, answered: { id: 'x' } } }), EVENTS)),
    ).toEqual(['join-room'])
    expect(() => toMessages(data({ 'join-room': { sent: { code: 'x', id: 'x' } } }), EVENTS)).toThrow(
      faultOf('.join-room.sent.id: x is used for two words of the contract'),
    )
  })
})

it('of several names that are used twice, the first is told', () => {
  const names = { code: 'x', id: 'y', userId: 'x', guestName: 'y' }
  expect(() => toNames(data(names))).toThrow(faultOf('.userId: x is used for two words of the contract'))
})
