import { describe, expect, it } from 'vitest'
import {
  callsBeside,
  fromTheirs,
  heardIn,
  PLAIN_DIALECT,
  theirEvent,
  toTheirAuth,
  toTheirs,
  type SocketDialect,
} from './dialect.ts'
import type { MemberNames } from './names.ts'
import { NO_SPEECH } from './speech.ts'
import { filled } from './template.ts'

const named = (names: Readonly<Record<string, string>>): MemberNames =>
  Object.fromEntries(Object.entries(names).map(([ours, name]) => [ours, { name, unless: null }]))

const dialect: SocketDialect = {
  ...PLAIN_DIALECT,
  token: 'jwt',
  events: { 'join-room': 'joinRoom', 'user-joined': 'came' },
  members: named({ code: 'roomCode', guestName: 'displayName', participant: 'who' }),
}

describe("a target's dialect of Socket.IO", () => {
  it('renames events, members at any depth, and the token; what it does not name stays', () => {
    expect([theirEvent(dialect, 'join-room'), theirEvent(dialect, 'leave-room')]).toEqual(['joinRoom', 'leave-room'])
    expect(toTheirs(dialect, 'join-room', { code: 'a', list: [{ guestName: null }], locked: true })).toEqual({
      roomCode: 'a',
      list: [{ displayName: null }],
      locked: true,
    })
    expect(toTheirs(dialect, 'join-room', 'code')).toBe('code')
    expect(toTheirAuth(dialect, { token: 't', world: 'w' })).toEqual({ jwt: 't', world: 'w' })
  })

  it('is heard in the names of the contract’s event, and what it does not name as it is', () => {
    const own = { ...dialect, messages: { 'user-joined': { heard: named({ isHost: 'owner' }) } } }
    expect(heardIn(own, { event: 'came', args: [{ owner: true, roomCode: 'a' }] })).toEqual({
      event: 'user-joined',
      args: [{ isHost: true, code: 'a' }],
    })
    expect(heardIn(own, { event: 'waved', args: [] })).toEqual({ event: 'waved', args: [] })
  })

  it('has calls besides those of the contract: other names for them, and what it passes on', () => {
    const relays = { wave: { isForHost: false, ack: null, tells: [] } }
    const ours = ['join-room', 'leave-room']
    expect(callsBeside({ ...dialect, speech: { ...NO_SPEECH, relays } }, ours)).toEqual(['joinRoom', 'wave'])
    expect(callsBeside(PLAIN_DIALECT, ours)).toEqual([])
  })

  it('reads what comes back in the same names', () => {
    const heard = heardIn(dialect, { event: 'came', args: [{ who: { displayName: 'Jane', roomId: 'r' } }] })
    expect(heard).toEqual({ event: 'user-joined', args: [{ participant: { guestName: 'Jane', roomId: 'r' } }] })
    expect(fromTheirs(dialect, { who: { displayName: 'Jane' } })).toEqual({ participant: { guestName: 'Jane' } })
  })

  it('has other names in a message where that says so, and the usual ones in all others', () => {
    const own = { ...dialect, messages: { 'join-room': { sent: named({ guestName: 'nick' }) } } }
    const payload = { code: 'a', guestName: 'Jane' }
    expect(toTheirs(own, 'join-room', payload)).toEqual({ roomCode: 'a', nick: 'Jane' })
    expect(toTheirs(own, 'leave-room', payload)).toEqual({ roomCode: 'a', displayName: 'Jane' })
  })

  it("never takes a user's name for a guest's where both have one member", () => {
    const members = { guestName: { name: 'displayName', unless: 'userId' }, ...named({ participant: 'who' }) }
    const came = (who: object): unknown => heardIn({ ...dialect, members }, { event: 'came', args: [{ who }] }).args[0]
    expect(came({ displayName: 'Hanna', userId: 'u' })).toEqual({ participant: { guestName: null, userId: 'u' } })
    expect(came({ displayName: 'Jane' })).toEqual({ participant: { guestName: 'Jane' } })
    expect(came({ displayName: 'Jane', userId: null })).toEqual({ participant: { guestName: 'Jane', userId: null } })
  })

  it('never lets a member of one name stand in for another that is called so there', () => {
    expect(toTheirs(dialect, 'join-room', { guestName: 'Jane', displayName: 'Omar' })).toEqual({ displayName: 'Jane' })
    expect(toTheirs(dialect, 'join-room', { displayName: 'Omar', guestName: 'Jane' })).toEqual({ displayName: 'Jane' })
  })

  it('of the contract changes nothing', () => {
    const payload = { code: 'a', displayName: 'b' }
    expect(toTheirs(PLAIN_DIALECT, 'join-room', payload)).toBe(payload)
    expect(toTheirAuth(PLAIN_DIALECT, { token: 't' })).toEqual({ token: 't' })
    expect(PLAIN_DIALECT).toMatchObject({ path: '/socket.io/', namespace: '/', token: 'token', refusal: null })
    expect(filled(NO_SPEECH.refusal, { status: 404, message: 'gone' })).toEqual({ statusCode: 404, message: 'gone' })
  })
})
