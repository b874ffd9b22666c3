import { expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import type { Sighting } from '../model/sighting.ts'
import { ENTERED, sightings, socketItems, wrongIn, type Said } from '../testing/traffic.ts'

const LOCKED = { statusCode: 403, message: 'Room is locked' }
const JOIN = 'join-room",{"code":"abc-def-ghi","guestName":"Jane"}]'
const asks = (id: number | ''): string => `>42${id}["${JOIN}`
const acks = (id: number, ...answers: readonly unknown[]): string => `<43${id}${JSON.stringify(answers)}`
const hears = (event: string, ...args: readonly unknown[]): string => `<42${JSON.stringify([event, ...args])}`

const met = (messages: readonly Said[], dialect?: SocketDialect): Sighting[] =>
  sightings(socketItems(messages), dialect)

it('an answer on a socket says how long it took, and where its clock counts, when it came', () => {
  const messages = [...ENTERED, { at: 20, text: asks(0) }, { at: 15, text: acks(0, LOCKED) }]
  const there = 'ws://chat.example/socket.io/?EIO=4&transport=websocket'
  const [here, away] = [socketItems(messages), socketItems(messages, 'wire', there)].map((items) =>
    sightings(items).at(-1),
  )
  expect([here?.played.answered, away?.played.answered]).toMatchObject([
    { received: { ms: 0 }, at: null },
    { received: { ms: 0 }, at: 15 },
  ])
})

it('an answer tells how many arguments its ack has, and what was heard meanwhile', () => {
  const last = met([...ENTERED, asks(0), hears('chat', 1), acks(0, LOCKED, 'more')]).at(-1)
  expect(last?.played.answered?.sockets).toMatchObject({ acks: 1, ackArguments: 2 })
  expect(last?.played.packets.map(({ name, args }) => [name, args.length])).toContainEqual(['chat', 1])
})

it('a call that is acked again and again is told once', () => {
  const wrong = wrongIn(met([...ENTERED, asks(0), ...Array.from({ length: 4 }, () => acks(0, LOCKED))]))
  expect(wrong).toEqual([expect.stringMatching(/wire 6: the call was acked more than once$/)])
})

it('an ack answers its own call alone: those without a number still wait for their event', () => {
  expect(met([...ENTERED, asks(''), asks(0), acks(0, LOCKED), hears('exception', LOCKED)])).toHaveLength(3)
})

it('a call that was acked is not answered by an event as well', () => {
  const answers = { 'join-room': { inPlaceOfAck: true, success: ['room-joined'], refusal: ['exception'] } }
  const messages = [...ENTERED, asks(0), acks(0, LOCKED), hears('exception', LOCKED)]
  expect(met(messages, { ...PLAIN_DIALECT, answers })).toHaveLength(2)
})

it.each<[answer: object, isSeated: boolean]>([
  [{ success: false, error: 'no' }, false],
  [{ statusCode: 199 }, false],
  [{ statusCode: 200 }, true],
  [{ statusCode: 299 }, true],
  [{ statusCode: 300 }, false],
])('a call that is answered %j gives a seat: %s', (answer, isSeated) => {
  const seen = met([...ENTERED, asks(0), acks(0, answer), hears('user-joined', {})])
  expect(wrongIn(seen).join().includes('a client without a seat hears user-joined')).toBe(!isSeated)
})

it('a refusal is read in the names of the target, of a call as of a connection', () => {
  const members = { message: { name: 'why', unless: null } }
  const refused = `<44${JSON.stringify({ message: 'Unauthorized', data: { statusCode: 401, why: 'Unauthorized' } })}`
  expect(met(['>40{"token":"a.b.c"}', refused], { ...PLAIN_DIALECT, members })).toMatchObject([
    { outcome: { name: 'unauthorized' }, breaches: [] },
  ])
  const messages = { 'join-room': { refused: members } }
  const locked = met([...ENTERED, asks(0), acks(0, { statusCode: 403, why: 'Room is locked' })], {
    ...PLAIN_DIALECT,
    messages,
  }).at(-1)
  expect(locked).toMatchObject({ outcome: { name: 'room-locked' }, breaches: [] })
})
