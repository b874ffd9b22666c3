import { expect, it } from 'vitest'
import { createWebSocketWire } from './web-socket.ts'

function open(most: number) {
  const [heard, told]: [string[], unknown[]] = [[], []]
  const wire = createWebSocketWire({ send: (data) => heard.push(data), close: () => heard.push('closed') }, most)
  wire.bind({
    packet: ({ type, data }) => void told.push([type, data]),
    ready: () => void told.push('ready'),
    ended: (reason) => void told.push(reason),
  })
  return { wire, heard, told }
}

it('a WebSocket carries each packet in a message of its own, at any time', () => {
  const { wire, heard, told } = open(100)
  expect(wire.isReady()).toBe(true)
  wire.send([{ type: 'ping' }, { type: 'message', data: 'a' }])
  wire.receive('3')
  const bytes = new Uint8Array([1, 2])
  wire.receive(bytes)
  expect([heard, told]).toEqual([
    ['2', '4a'],
    [
      ['pong', undefined],
      ['message', bytes],
    ],
  ])
})

it.each([
  ['a text', 'é'.repeat(5)],
  ['bytes', new Uint8Array(10)],
  ['a buffer', new ArrayBuffer(10)],
  ['a blob', new Blob(['é'.repeat(5)])],
])('a message of more bytes than allowed ends it, if it is %s', (_, data) => {
  const [fits, long] = [open(10), open(9)]
  fits.wire.receive(data)
  long.wire.receive(data)
  expect([fits.heard, long.heard, long.told]).toEqual([[], ['closed'], ['transport error']])
})

it('a message that is too long is the reason of the end, also where the WebSocket closes at once', () => {
  const told: string[] = []
  const wire = createWebSocketWire({ send: () => {}, close: () => wire.closed() }, 1)
  wire.bind({ packet: () => {}, ready: () => {}, ended: (reason) => void told.push(reason) })
  wire.receive('4a')
  expect(told[0]).toBe('transport error')
})

it('it is closed at once when it is to end, and tells when its client closes it', () => {
  const { wire, heard, told } = open(10)
  wire.end(() => void told.push('ended'))
  wire.closed()
  expect([heard, told]).toEqual([['closed'], ['ended', 'transport close']])
})
