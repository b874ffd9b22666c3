import { describe, expect, it } from 'vitest'
import { answerIn, heardIn, PLAIN_DIALECT, theirEvent, toTheirAuth, toTheirs, type SocketDialect } from './dialect.ts'

const dialect: SocketDialect = {
  ...PLAIN_DIALECT,
  token: 'jwt',
  events: { 'join-room': 'joinRoom', 'user-joined': 'came' },
  members: { code: 'roomCode', guestName: 'displayName', participant: 'who' },
  ack: ['/data', '/error'],
}

describe("a target's dialect of Socket.IO", () => {
  it('renames events, members at any depth, and the token; what it does not name stays', () => {
    expect([theirEvent(dialect, 'join-room'), theirEvent(dialect, 'leave-room')]).toEqual(['joinRoom', 'leave-room'])
    expect(toTheirs(dialect, { code: 'a', list: [{ guestName: null }], locked: true })).toEqual({
      roomCode: 'a',
      list: [{ displayName: null }],
      locked: true,
    })
    expect(toTheirs(dialect, 'code')).toBe('code')
    expect(toTheirAuth(dialect, { token: 't', world: 'w' })).toEqual({ jwt: 't', world: 'w' })
  })

  it('reads what comes back in the same names', () => {
    const heard = heardIn(dialect, { event: 'came', args: [{ who: { displayName: 'Jane', roomId: 'r' } }] })
    expect(heard).toEqual({ event: 'user-joined', args: [{ participant: { guestName: 'Jane', roomId: 'r' } }] })
  })

  it('finds the answer in an ack where the first pointer leads somewhere, else the ack is it', () => {
    expect(answerIn(dialect, { success: true, data: { displayName: 'Jane' } })).toEqual({ guestName: 'Jane' })
    expect(answerIn(dialect, { success: false, error: { statusCode: 403 } })).toEqual({ statusCode: 403 })
    expect(answerIn(dialect, { statusCode: 403 })).toEqual({ statusCode: 403 })
    expect(answerIn(dialect, undefined)).toBeUndefined()
  })

  it('never lets a member of one name stand in for another that is called so there', () => {
    expect(toTheirs(dialect, { guestName: 'Jane', displayName: 'Omar' })).toEqual({ displayName: 'Jane' })
    expect(toTheirs(dialect, { displayName: 'Omar', guestName: 'Jane' })).toEqual({ displayName: 'Jane' })
  })

  it('of the contract changes nothing', () => {
    const payload = { code: 'a', displayName: 'b' }
    expect(toTheirs(PLAIN_DIALECT, payload)).toBe(payload)
    expect(answerIn(PLAIN_DIALECT, payload)).toBe(payload)
    expect(toTheirAuth(PLAIN_DIALECT, { token: 't' })).toEqual({ token: 't' })
  })
})
