import { describe, expect, it } from 'vitest'
import { argsOfAck, createPacketDecoder, eventOf, refusalSaid, type SocketPacket } from './packet-decoder.ts'

const packet = (data: unknown): SocketPacket => ({ type: 'event', namespace: '/', id: null, data })

describe('a message of Socket.IO', () => {
  it.each([
    ['0/~qa,{"token":"t"}', { type: 'connect', namespace: '/~qa', id: null, data: { token: 't' } }],
    ['1', { type: 'disconnect', namespace: '/', id: null, data: undefined }],
    ['27["join",{"a":1}]', { type: 'event', namespace: '/', id: 7, data: ['join', { a: 1 }] }],
    ['20["join"]', { type: 'event', namespace: '/', id: 0, data: ['join'] }],
    ['2["join"]', { type: 'event', namespace: '/', id: null, data: ['join'] }],
    ['37[1]', { type: 'ack', namespace: '/', id: 7, data: [1] }],
    ['4{"message":"no"}', { type: 'refusal', namespace: '/', id: null, data: { message: 'no' } }],
  ])('%s is a packet', (message, decoded) => expect(createPacketDecoder().add(message)).toEqual(decoded))

  it('waits for its attachments, and has them in their places', () => {
    const { add } = createPacketDecoder()
    expect(add('51-["file",{"_placeholder":true,"num":0}]')).toBeNull()
    expect(add(new Uint8Array([1, 2]))).toMatchObject({ type: 'event', data: ['file', expect.anything()] })
    expect(add('611-[{"_placeholder":true,"num":0}]')).toBeUndefined()
  })

  it('that is none does not spoil the next', () => {
    const { add } = createPacketDecoder()
    expect(add('51-["file",{"_placeholder":true,"num":0}]')).toBeNull()
    expect(add('2["text"]')).toBeUndefined()
    expect(add('2["text"]')).toMatchObject({ data: ['text'] })
    expect([add('9'), add('2["more"]')]).toMatchObject([undefined, { data: ['more'] }])
  })
})

it('a packet that nests deeper than 64 levels is told as that, since it could not be walked', () => {
  const nested = (levels: number): unknown =>
    createPacketDecoder().add(`2["a",${'['.repeat(levels)}${']'.repeat(levels)}]`)?.data
  expect(nested(64)).toEqual(['a', expect.any(Array)])
  expect(nested(65)).toBe('(nested deeper than 64 levels)')
  expect(nested(10_000)).toBe('(nested deeper than 64 levels)')
})

it('an event has a name and arguments, or is none', () => {
  expect(eventOf(packet(['join', 1, 2]))).toEqual({ event: 'join', args: [1, 2] })
  expect([eventOf(packet([7])), eventOf(packet([])), eventOf(packet('join'))]).toEqual([null, null, null])
})

it('an ack has arguments, or none', () => {
  expect([argsOfAck(packet([1, 2])), argsOfAck(packet(undefined))]).toEqual([[1, 2], []])
})

it('a refusal says a message and its data; one of old servers is a text', () => {
  expect(refusalSaid(packet({ message: 'no', data: { status: 401 } }))).toEqual({
    message: 'no',
    data: { status: 401 },
  })
  expect(refusalSaid(packet({ message: 7 }))).toEqual({ message: '', data: undefined })
  expect(refusalSaid(packet('not you'))).toEqual({ message: 'not you', data: undefined })
})

it('a packet is told once, and not again while the attachments of the next follow', () => {
  const { add } = createPacketDecoder()
  expect(add('2["text"]')).toMatchObject({ data: ['text'] })
  expect(add('51-["file",{"_placeholder":true,"num":0}]')).toBeNull()
})
