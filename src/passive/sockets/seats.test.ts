import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { answer, currentFace } from '../../verify/testing/answers.ts'
import { contractParts } from '../contract-parts.ts'
import type { SocketClientState } from './namespaces.ts'
import { seatWords } from './seat-words.ts'
import { createSeats, type HeardEvent, type SeatBreach, type SeatCall, type Seats } from './seats.ts'
import { successOf } from './socket-calls.ts'

const ANSWERED = answer('joinMeetingRoom/joined-as-guest')
const words = seatWords(contractParts('current'))

function client(name: string, more: { readonly secret?: string; readonly isWhole?: boolean } = {}): SocketClientState {
  const { secret, isWhole = true } = more
  return {
    key: name,
    namespace: '/',
    session: {
      key: name,
      url: new URL('http://localhost/socket.io/'),
      before: '',
      headers: [],
      transport: 'websocket',
      isWhole,
    },
    place: 'here',
    auth: {},
    secrets: secret === undefined ? [] : [secret],
    id: null,
    waiting: new Map(),
    unacked: [],
    acked: new Map(),
    log: [],
  }
}

const socketFace = (operation: string) => {
  const face = socketFaces.find((each) => each.operation === operation)
  if (!face) throw new Error(`no face ${operation}`)
  return face
}

const SENT = { payload: {}, sent: { event: '', args: [] }, wantsAck: true, at: 0, place: '' }

const call = (operation: string, by: SocketClientState | null, more: Partial<SeatCall> = {}): SeatCall => {
  const face = by ? socketFace(operation) : currentFace(operation)
  const answered = { ...ANSWERED, face }
  const from = by && { client: by, call: { ...SENT, face: socketFace(operation) } }
  return { answered, payload: { code: 'abc' }, state: 'here', by: from, at: 0, place: operation, ...more }
}

const event = (name: string, payload: unknown, more: Partial<HeardEvent> = {}): HeardEvent => ({
  event: name,
  payload,
  isJoining: false,
  place: `hearing ${name}`,
  stated: successOf(socketFace('joinMeetingRoom')),
  ...more,
})

const joined = (id: string, place = id): HeardEvent => event('user-joined', { participant: { id } }, { place })
const leaves = (id: string): HeardEvent => event('user-left', { participantId: id })
const short = (found: readonly SeatBreach[]): string[] => found.map((each) => `${each.breach.message}; ${each.note}`)

const UNSEATED = 'a client without a seat hears user-joined; heard in p'
const seated = (by = client('a')): { readonly seats: Seats; readonly by: SocketClientState } => {
  const seats = createSeats(words)
  seats.succeeded(call('joinMeetingRoom', by))
  return { seats, by }
}

describe('a seat after the end', () => {
  it('is a breach, on a socket and over HTTP, that names where it ended', () => {
    const { seats, by } = seated()
    seats.succeeded(call('endMeetingRoom', by, { place: 'entry 7' }))
    const said = ['a seat was given after the end; it ended in entry 7']
    expect(short(seats.succeeded(call('joinMeetingRoom', client('b'))))).toEqual(said)
    expect(short(seats.succeeded(call('joinMeetingRoom', null)))).toEqual(said)
    expect(seats.succeeded(call('joinMeetingRoom', null))).toMatchObject([{ breach: { check: 'effect' } }])
  })

  it('is none in another room, or in another place', () => {
    const { seats, by } = seated()
    seats.succeeded(call('endMeetingRoom', by))
    expect(seats.succeeded(call('joinMeetingRoom', null, { payload: { code: 'xyz' } }))).toEqual([])
    expect(seats.succeeded(call('joinMeetingRoom', null, { state: 'there' }))).toEqual([])
  })

  it('is one where a host ended the room of its seat without naming it', () => {
    const { seats, by } = seated()
    seats.succeeded(call('endMeetingRoom', by, { payload: {} }))
    expect(seats.succeeded(call('joinMeetingRoom', client('b')))).toHaveLength(1)
    expect(createSeats(words).succeeded(call('endMeetingRoom', client('c'), { payload: {} }))).toEqual([])
  })

  it('is one where a client was told of the end, and none where it was told of another reason', () => {
    const told = (reason: string): SeatBreach[] => {
      const { seats, by } = seated()
      expect(seats.heard(by, event('force-disconnect', { reason }, { place: 'here' }))).toEqual([])
      return seats.succeeded(call('joinMeetingRoom', null))
    }
    expect(short(told('The meeting has ended'))).toEqual(['a seat was given after the end; it ended in here'])
    expect(told('Joined from elsewhere')).toEqual([])
  })
})

it('of more than ten thousand rooms that ended, the oldest is forgotten', () => {
  const { seats, by } = seated()
  for (let n = 0; n <= 10_000; n++) seats.succeeded(call('endMeetingRoom', by, { payload: { code: `room-${n}` } }))
  const after = (code: string): number => seats.succeeded(call('joinMeetingRoom', null, { payload: { code } })).length
  expect([after('room-0'), after('room-1')]).toEqual([0, 1])
})

describe('an event for those who have a seat', () => {
  it('is no breach where a seat was taken', () => {
    const { seats, by } = seated()
    expect(seats.heard(by, joined('p'))).toEqual([])
  })

  it.each<[string, (seats: Seats, by: SocketClientState) => void]>([
    ['never took one', () => {}],
    ['left it', (seats, by) => seats.succeeded(call('leaveMeetingRoom', by))],
    ['left it without a word which', (seats, by) => seats.succeeded(call('leaveMeetingRoom', by, { payload: {} }))],
    ['lost it to another', (seats, by) => seats.heard(by, event('force-disconnect', {}))],
    ['is gone', (seats, by) => seats.gone(by)],
  ])('is a breach where the client %s', (title, act) => {
    const seats = createSeats(words)
    const by = client('a')
    if (title !== 'never took one') seats.succeeded(call('joinMeetingRoom', by))
    act(seats, by)
    expect(short(seats.heard(by, joined('p')))).toEqual([UNSEATED])
  })

  it('is no breach while the client waits for a seat, or where its beginning was not seen', () => {
    const seats = createSeats(words)
    expect(seats.heard(client('a'), { ...joined('p'), isJoining: true })).toEqual([])
    expect(seats.heard(client('b', { isWhole: false }), joined('p'))).toEqual([])
  })

  it('is no breach after a client left what may be another room, until it has a seat again', () => {
    const { seats, by } = seated()
    seats.succeeded(call('leaveMeetingRoom', by, { payload: { roomId: 'x' } }))
    expect(seats.heard(by, joined('p'))).toEqual([])
    seats.succeeded(call('joinMeetingRoom', by))
    seats.succeeded(call('leaveMeetingRoom', by))
    expect(short(seats.heard(by, joined('p')))).toEqual([UNSEATED])
  })

  it('is no breach after a client left another room by name, or somebody left over HTTP', () => {
    const { seats, by } = seated()
    seats.succeeded(call('leaveMeetingRoom', by, { payload: { code: 'xyz' } }))
    seats.succeeded(call('leaveMeetingRoom', by, { by: null }))
    expect(seats.heard(by, joined('p'))).toEqual([])
  })

  it('is none of those that its caller hears, or that no contract has', () => {
    const seats = createSeats(words)
    expect(seats.heard(client('a'), event('exception', {}))).toEqual([])
    expect(seats.heard(client('a'), event('chat', {}))).toEqual([])
  })
})

describe('who comes and goes', () => {
  it('is told once each, in turns', () => {
    const { seats, by } = seated()
    for (const each of [joined('p'), leaves('p'), joined('p'), joined('q')]) expect(seats.heard(by, each)).toEqual([])
  })

  it('is a breach if it is told twice, with the place of the first', () => {
    const { seats, by } = seated()
    seats.heard(by, joined('p', 'message 1'))
    expect(short(seats.heard(by, joined('p', 'message 2')))).toEqual([
      'user-joined tells twice that the same participant has joined; told before in message 1',
    ])
    seats.heard(by, leaves('q'))
    expect(short(seats.heard(by, leaves('q')))).toEqual([
      'user-left tells twice that the same participant has left; told before in hearing user-left',
    ])
  })

  it('begins anew with a new seat', () => {
    const { seats, by } = seated()
    seats.heard(by, joined('p'))
    seats.succeeded(call('joinMeetingRoom', by))
    expect(seats.heard(by, joined('p'))).toEqual([])
  })

  it('is remembered for the last thousand participants', () => {
    const { seats, by } = seated()
    for (let n = 0; n < 1001; n++) seats.heard(by, joined(`p${n}`))
    expect(seats.heard(by, joined('p1'))).toHaveLength(1)
    expect(seats.heard(by, joined('p0'))).toEqual([])
  })
})

describe('the same user on two sockets', () => {
  const twice = (older: SocketClientState, newer: SocketClientState, more: Partial<SeatCall> = {}): Seats => {
    const seats = createSeats(words)
    seats.succeeded(call('joinMeetingRoom', older))
    seats.succeeded(call('joinMeetingRoom', newer, { at: 1000, ...more }))
    return seats
  }

  it('is overdue five seconds after the second join, once, for the older socket', () => {
    const [older, newer] = [client('a', { secret: 's' }), client('b', { secret: 's' })]
    const seats = twice(older, newer)
    expect([seats.overdue(older, 5999), seats.overdue(newer, 9000)]).toEqual([[], []])
    const [{ call: second, late } = {}] = seats.overdue(older, 6000)
    expect(second?.by.client).toBe(newer)
    expect(short(late ? [late] : [])).toEqual([
      'the same user has joined twice: nobody told the older socket that its seat is gone; the older socket is still connected',
    ])
    expect(seats.overdue(older, 7000)).toEqual([])
  })

  it('is not, once the older socket was told', () => {
    const [older, newer] = [client('a', { secret: 's' }), client('b', { secret: 's' })]
    const seats = twice(older, newer)
    seats.heard(older, event('force-disconnect', {}))
    expect(seats.overdue(older, 9000)).toEqual([])
  })

  it.each<[string, SocketClientState, SocketClientState, Partial<SeatCall>]>([
    ['guests', client('a'), client('b'), {}],
    ['users with other credentials', client('a', { secret: 's' }), client('b', { secret: 't' }), {}],
    ['other rooms', client('a', { secret: 's' }), client('b', { secret: 's' }), { payload: { code: 'xyz' } }],
    ['the same socket', client('a', { secret: 's' }), client('a', { secret: 's' }), {}],
  ])('are not %s', (_, older, newer, more) => expect(twice(older, newer, more).overdue(older, 9000)).toEqual([]))
})
