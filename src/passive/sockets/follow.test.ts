import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import type { Sighting } from '../model/sighting.ts'
import { ENTERED, sightings, socketItems, wrongIn, type Said, SEAT } from '../testing/traffic.ts'

const LOCKED = { statusCode: 403, message: 'Room is locked' }
const JOIN = 'join-room",{"code":"abc-def-ghi","guestName":"Jane"}]'
const asks = (id: number | ''): string => `>42${id}["${JOIN}`
const acks = (id: number, ...answers: readonly unknown[]): string => `<43${id}${JSON.stringify(answers)}`
const hears = (event: string, ...args: readonly unknown[]): string => `<42${JSON.stringify([event, ...args])}`

const met = (messages: readonly Said[], dialect?: SocketDialect): Sighting[] =>
  sightings(socketItems(messages), dialect)
const short = (seen: readonly Sighting[]): string[] =>
  seen.map(({ face, outcome, place }) => `${face.operation}/${outcome?.name ?? '-'} in ${place}`)

describe('a connection', () => {
  it('is a call that is answered by being let in', () => {
    const [entered] = met(ENTERED)
    expect(short(entered ? [entered] : [])).toEqual(['connectMeetingRooms/connected in wire 3'])
    expect(entered).toMatchObject({
      transport: 'websocket',
      breaches: [],
      notes: [],
      secrets: [],
      origin: 'http://127.0.0.1:4010',
      played: {
        request: { method: 'CONNECT', target: '/', headers: {}, body: null },
        answered: { sockets: { answeredBy: 'connection', acks: null, callerId: 'socket1' } },
        packets: [{ way: 'received', name: 'connect', args: [], who: 'client' }],
      },
    })
  })

  it('is a call that a refusal answers, with the status that it says', () => {
    const refused = (data: object): Sighting[] =>
      met(['>40{"token":"a.b.c"}', `<44${JSON.stringify({ message: 'Unauthorized', data })}`])
    const [said] = refused({ statusCode: 401, message: 'Unauthorized' })
    expect(said).toMatchObject({
      outcome: { name: 'unauthorized' },
      secrets: ['a.b.c'],
      played: {
        answered: {
          received: { status: 401 },
          sockets: { answeredBy: 'refusal', refusedBy: 'Unauthorized', acks: null, event: null },
        },
      },
    })
    expect(refused({ teapot: true })[0]?.played.answered?.received.status).toBe(400)
  })

  it('of a namespace that is neither the contract’s nor a world’s shows nothing; that of a world does', () => {
    const enters = (namespace: string): string[] => short(met([`>40${namespace},`, `<40${namespace},{"sid":"s"}`]))
    expect(enters('/chat')).toEqual([])
    expect(enters('/~qa')).toEqual(['connectMeetingRooms/connected in wire 2'])
    expect(met(['>40/~qa,', '<40/~qa,{"sid":"s"}'])[0]?.played.request.target).toBe('/~qa')
  })
})

it('a connection is followed into a hundred namespaces, and no further', () => {
  const enters = Array.from({ length: 101 }, (_, n) => [`>40/~w${n},`, `<40/~w${n},{"sid":"s"}`]).flat()
  expect(met(enters)).toHaveLength(100)
  // Those that it is in are still followed.
  const join = '["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]'
  const seen = met([...enters, `>42/~w0,0${join}`, `<43/~w0,0${JSON.stringify([LOCKED])}`, `>42/~w100,0${join}`])
  expect(short(seen).slice(100)).toEqual(['joinMeetingRoom/room-locked in wire 204'])
})

describe('a call on a socket', () => {
  it('is answered by the ack of its number', () => {
    const [, locked, seat] = met([...ENTERED, asks(0), asks(1), acks(1, LOCKED), acks(0, SEAT)])
    expect(short([locked, seat].filter((each) => each !== undefined))).toEqual([
      'joinMeetingRoom/room-locked in wire 6',
      'joinMeetingRoom/joined-as-guest in wire 7',
    ])
    expect(wrongIn([locked, seat].filter((each) => each !== undefined))).toEqual([])
    expect(locked?.played).toMatchObject({
      call: { operation: 'joinMeetingRoom', request: { body: { code: 'abc-def-ghi', guestName: 'Jane' } } },
      request: { method: 'EVENT', target: 'join-room', body: '{"code":"abc-def-ghi","guestName":"Jane"}' },
      answered: { received: { status: 403, ms: 1 }, sockets: { answeredBy: 'ack', acks: 1, ackArguments: 1 } },
    })
    expect(locked?.played.packets.map(({ way, name }) => `${way} ${name}`)).toEqual([
      'received connect',
      'sent join-room',
      'sent join-room',
      'received ack',
    ])
  })

  it('without a number is answered by the event of its contract, the oldest call first', () => {
    const [, first, second] = met([
      ...ENTERED,
      asks(''),
      `>42["join-room",{"code":"lck"}]`,
      hears('exception', LOCKED),
      hears('room-joined', SEAT),
    ])
    expect([first, second].map((each) => each?.played.call.request.body)).toEqual([
      { code: 'abc-def-ghi', guestName: 'Jane' },
      { code: 'lck' },
    ])
    expect(first?.played.answered).toMatchObject({
      received: { status: 403 },
      sockets: { answeredBy: 'event', event: 'exception', acks: null },
    })
    expect(second?.outcome?.name).toBe('joined-as-guest')
    expect(met([...ENTERED, asks(''), hears('exception', LOCKED), hears('exception', LOCKED)])).toHaveLength(2)
  })

  it('without a number waits for its event with a hundred others at most', () => {
    const asked = Array.from({ length: 101 }, (_, n) => `>42["join-room",{"code":"${n}"}]`)
    const answered = met([...ENTERED, ...asked, ...asked.map(() => hears('exception', LOCKED))]).slice(1)
    expect([answered.length, answered[0]?.played.call.request.body]).toEqual([100, { code: '1' }])
  })

  it('that wants an ack is not answered by an event, unless the target answers so', () => {
    const messages = [...ENTERED, asks(0), hears('exception', LOCKED), acks(0, LOCKED)]
    expect(short(met(messages)).slice(1)).toEqual(['joinMeetingRoom/room-locked in wire 6'])
    const answers = { 'join-room': { inPlaceOfAck: true, success: ['room-joined'], refusal: ['exception'] } }
    const inPlace = met(messages, { ...PLAIN_DIALECT, answers }).slice(1)
    expect(short(inPlace)).toEqual(['joinMeetingRoom/room-locked in wire 5'])
    expect(inPlace[0]?.played.answered?.sockets?.answeredBy).toBe('event')
  })

  it('is read in the names of the target', () => {
    const dialect = {
      ...PLAIN_DIALECT,
      events: { 'join-room': 'enter' },
      members: { code: { name: 'roomCode', unless: null } },
    }
    const [, call] = met([...ENTERED, '>420["enter",{"roomCode":"abc"}]', acks(0, LOCKED)], dialect)
    expect(call?.played).toMatchObject({
      call: { operation: 'joinMeetingRoom', request: { body: { code: 'abc' } } },
      request: { target: 'enter', body: '{"roomCode":"abc"}' },
    })
  })

  it('of an event that no contract has is none, and neither is what a server calls', () => {
    expect(met([...ENTERED, '>420["chat",{}]', acks(0, {}), '<427["join-room",{}]', '>437[{}]'])).toHaveLength(1)
  })

  it('is no more, once its client has left', () => {
    expect(met([...ENTERED, asks(0), '>41', acks(0, LOCKED)])).toHaveLength(1)
    expect(met([...ENTERED, asks(0), '<41', acks(0, LOCKED)])).toHaveLength(1)
    expect(met([asks(0), acks(0, LOCKED)]).length).toBe(1)
  })
})

describe('an ack', () => {
  it('that comes twice is a breach, and said once', () => {
    const seen = met([...ENTERED, asks(0), acks(0, SEAT), acks(0, SEAT), acks(0, SEAT)])
    expect(wrongIn(seen)).toEqual(['joinMeetingRoom/joined-as-guest, wire 6: the call was acked more than once'])
    expect(seen.at(-1)?.played).toMatchObject({
      call: {
        operation: 'joinMeetingRoom',
        expect: 'joined-as-guest',
        request: { body: { code: 'abc-def-ghi', guestName: 'Jane' } },
        socket: { ack: true },
      },
      answered: null,
    })
  })

  it('that never comes is a breach once the server shows that it lives, ten seconds later', () => {
    const waiting = (at: number, text = '<2'): string[] => wrongIn(met([...ENTERED, asks(0), { at, text }]))
    expect(waiting(10_004)).toEqual([])
    expect(waiting(10_005)).toEqual(['joinMeetingRoom/joined-as-guest, wire 4: there was no ack within 10000 ms'])
    expect(waiting(10_005, hears('chat'))).toHaveLength(1)
    expect(waiting(10_005, '<40{"sid":"socket2"}')).toHaveLength(1)
    expect(waiting(10_005, '<41')).toHaveLength(1)
    expect(waiting(10_005, '>2')).toEqual([])
    expect(waiting(10_005, `<44${JSON.stringify({ message: 'Unauthorized', data: { statusCode: 401 } })}`)).toContain(
      'joinMeetingRoom/joined-as-guest, wire 4: there was no ack within 10000 ms',
    )
    expect(wrongIn(met([...ENTERED, asks(0), { at: 10_005, text: '<2' }, '<2']))).toHaveLength(1)
    expect(wrongIn(met([...ENTERED, asks(''), { at: 10_005, text: '<2' }]))).toEqual([])
  })

  it('of another call shows that the server lives, and that the first is overdue', () => {
    const seen = met([...ENTERED, asks(0), asks(1), { at: 10_005, text: acks(1, LOCKED) }])
    expect(short(seen).slice(1)).toEqual([
      'joinMeetingRoom/joined-as-guest in wire 4',
      'joinMeetingRoom/room-locked in wire 6',
    ])
  })

  it('is overdue in each namespace of a connection', () => {
    const calls = ['/~a', '/~b'].flatMap((each) => [`>40${each},`, `<40${each},{"sid":"s"}`, `>42${each},0["${JOIN}`])
    expect(wrongIn(met([...calls, { at: 10_007, text: '<2' }])).map((each) => each.slice(0, 39))).toEqual([
      'joinMeetingRoom/joined-as-guest, wire 3',
      'joinMeetingRoom/joined-as-guest, wire 6',
    ])
  })
})

describe('what others do', () => {
  const joined = (id: string, participant: object = { socketId: null, ...SEAT, id }): string =>
    hears('user-joined', { participant })

  it('is heard by those who have a seat, or wait for one, alone', () => {
    expect(wrongIn(met([...ENTERED, joined('p')]))).toEqual([
      'joinMeetingRoom/joined-as-guest, wire 4: a client without a seat hears user-joined',
    ])
    expect(wrongIn(met([...ENTERED, asks(0), joined('p'), acks(0, SEAT), joined('q')]))).toEqual([])
    expect(wrongIn(met([...ENTERED, asks(''), joined('p'), hears('room-joined', SEAT), joined('q')]))).toEqual([])
    expect(wrongIn(met([...ENTERED, asks(0), acks(0, LOCKED), joined('p')]))).toHaveLength(1)
    expect(met([...ENTERED, '<42[7]', '>42[7]'])).toHaveLength(1)
    expect(met([...ENTERED, joined('p')]).at(-1)?.notes).toEqual(['heard in wire 4'])
  })

  it('is not heard after leaving', () => {
    const leaves = ['>421["leave-room",{}]', '<431[{"success":true}]']
    expect(wrongIn(met([...ENTERED, asks(0), acks(0, SEAT), ...leaves, joined('p')]))).toHaveLength(1)
  })

  it('has the form of the contract: one argument, and its members', () => {
    const heard = (...said: readonly string[]): string[] => wrongIn(met([...ENTERED, asks(0), acks(0, SEAT), ...said]))
    const [two = ''] = heard(hears('user-joined', { participant: { socketId: null, ...SEAT } }, 'more'))
    expect(two).toContain('user-joined does not have exactly one argument')
    const [wrong = ''] = heard(hears('user-left', { participantId: 7, userId: null, socketId: null }))
    expect(wrong).toMatch(/^leaveMeetingRoom\/left, wire 6: user-left \/participantId /)
  })

  it('is not judged where the target never sends some members', () => {
    expect(wrongIn(met([...ENTERED, joined('p')], { ...PLAIN_DIALECT, absent: ['socketId'] }))).toEqual([])
  })

  it('tells one socket of a user that the other took its seat, or it is a breach', () => {
    const enters = ['<0{"sid":"e"}', '>40{"token":"a.b.c"}', '<40{"sid":"s"}', asks(0), acks(0, SEAT)]
    const second = socketItems(enters, 'second')
    const late = socketItems([...enters, hears('chat'), { at: 6000, text: '<2' }], 'first')
    const [begins, ends] = [late.slice(0, -1), late.slice(-1)]
    const seen = sightings([...begins, ...second, ...ends])
    expect(wrongIn(seen)).toEqual([
      expect.stringMatching(/^joinMeetingRoom\/joined-as-guest, second 5: the same user has joined twice/),
    ])
    expect(seen.at(-1)).toMatchObject({
      notes: ['the older socket is still connected'],
      played: {
        call: { request: { body: { code: 'abc-def-ghi', guestName: 'Jane' } } },
        request: { target: 'join-room', body: '{"code":"abc-def-ghi","guestName":"Jane"}' },
        // Those of the newer socket.
        packets: { length: 3 },
      },
    })
    expect(wrongIn(sightings([...begins, ...second]))).toEqual([])
  })

  it.each(['>41', '<41'])('is given up with the namespace (%s), and what was under way is no matter', (leaves) => {
    const whole = [...ENTERED, asks(0), acks(0, SEAT), leaves, joined('p')]
    expect(wrongIn(met(whole))).toEqual([])
    expect(wrongIn(met([...whole, ...ENTERED.slice(1), joined('q')]))).toEqual([
      expect.stringContaining('a client without a seat hears user-joined'),
    ])
  })

  it('is no matter of a client whose connection is over', () => {
    const enters = ['<0{"sid":"e"}', '>40{"token":"a.b.c"}', '<40{"sid":"s"}', asks(0), acks(0, SEAT)]
    const close = { kind: 'close', wire: 'first', at: 10, place: 'end' } as const
    const again = socketItems([...enters, { at: 6000, text: '<2' }], 'second')
    expect(wrongIn(sightings([...socketItems(enters, 'first'), close, ...again]))).toEqual([])
  })

  it('is heard by nobody whose seat went with an earlier connection', () => {
    const close = { kind: 'close', wire: 'wire', at: 10, place: 'end' } as const
    const seated = socketItems([...ENTERED, asks(0), acks(0, SEAT)])
    expect(wrongIn(sightings([...seated, close, ...socketItems([...ENTERED, joined('p')])]))).toEqual([
      expect.stringContaining('a client without a seat hears user-joined'),
    ])
  })
})

it('what is wrong beside an answer names what states it, and what came', () => {
  const last = (...said: readonly Said[]) => met([...ENTERED, ...said]).at(-1)?.breaches
  expect(last(asks(0), { at: 10_005, text: '<2' })).toMatchObject([
    { check: 'ack', sources: [expect.stringMatching(/^002_.*#For Guests$/)], source: 'document' },
  ])
  expect(last(asks(0), acks(0, SEAT), acks(0, SEAT))).toMatchObject([
    { check: 'ack', sources: ['server', expect.stringMatching(/^002_.*#Response$/)], source: 'server' },
  ])
  expect(last(hears('user-left', { participantId: 'p' }))).toMatchObject([
    { check: 'heard', message: "user-left  must have required property 'socketId'", actual: { participantId: 'p' } },
    { check: 'heard', sources: ['server'] },
  ])
  expect(last(hears('user-left'))).toMatchObject([{ check: 'heard', expected: 1, actual: 0 }, {}])
})

it('a call without arguments is shown without a body', () => {
  const [, answered] = met([...ENTERED, '>420["join-room"]', acks(0, LOCKED)])
  expect(answered?.played).toMatchObject({
    request: { target: 'join-room', body: null },
    call: { request: { body: null } },
  })
})

it('a seat that a socket gives after the end is a breach of its answer, which says where the end was seen', () => {
  const ends = ['>421["end-room",{"code":"abc-def-ghi"}]', '<431[{"success":true}]']
  const last = met([...ENTERED, ...ends, asks(2), acks(2, SEAT)]).at(-1)
  expect([last?.breaches, last?.notes]).toEqual([
    [
      expect.objectContaining({
        check: 'effect',
        message: 'a seat was given after the end',
        sources: [expect.stringMatching(/^002_.*#Example Guest User$/), 'inferred'],
      }),
    ],
    ['it ended in wire 5'],
  ])
})

it('an event may answer a call, and be wrong in itself', () => {
  const answers = { 'join-room': { inPlaceOfAck: false, success: ['user-joined'], refusal: [] } }
  const seen = met([...ENTERED, asks(''), hears('user-joined', SEAT)], { ...PLAIN_DIALECT, answers }).slice(1)
  expect(short(seen)).toEqual([
    'joinMeetingRoom/joined-as-guest in wire 5',
    'joinMeetingRoom/joined-as-guest in wire 5',
  ])
  expect(seen.map(({ played, breaches }) => [played.answered?.sockets?.event, breaches[0]?.check])).toEqual([
    ['user-joined', undefined],
    [undefined, 'heard'],
  ])
})
