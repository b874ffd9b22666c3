import { expect, it } from 'vitest'
import { packetOfFrame, packetsOfBody } from './engine-packets.ts'

it('a body of long polling has its packets in order, bytes among them', () => {
  expect(packetsOfBody('0{"sid":"a"}\u001e40\u001ebAQI=\u001e6')).toEqual([
    { type: 'open', data: '{"sid":"a"}' },
    { type: 'message', data: '0' },
    { type: 'message', data: new Uint8Array([1, 2]) },
    { type: 'noop', data: '' },
  ])
})

it('a frame of text is a packet, one of bytes an attachment of the message before', () => {
  expect(packetOfFrame('2probe')).toEqual({ type: 'ping', data: 'probe' })
  expect(packetOfFrame(new Uint8Array([52]))).toEqual({ type: 'message', data: new Uint8Array([52]) })
  // Bytes as a text, of a client that sends no others.
  expect(packetOfFrame('bAQI=')).toEqual({ type: 'message', data: new Uint8Array([1, 2]) })
  expect(packetOfFrame('x').type).toBe('error')
})
