import { PacketType, type Packet } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { timesOf } from '../socket-io/socket-context.ts'
import { LocalConnection } from './local-connection.ts'
import { LocalSocket } from './local-socket.ts'
import { createPolling } from './polling.ts'

/** A socket in the namespace `/~w`, which is in, with what it sends and tells. */
function socket() {
  const sent: Packet[] = []
  const told: unknown[] = []
  const parts = { id: 'c', times: timesOf({}), maxPayload: 100, upgrades: [] }
  const carrier = {
    connection: new LocalConnection(parts, createPolling()),
    send: (packet: Packet) => void sent.push(packet),
    remove: () => void told.push('removed'),
    disconnect: () => void told.push('connection ended'),
  }
  const handshake = { auth: {}, query: {}, headers: {}, address: '' }
  const of = new LocalSocket(carrier, { id: 'id', namespace: '/~w', handshake })
  of.use((event) => void told.push(event))
  of.on('disconnect', (reason) => void told.push(reason))
  of.on('error', (reason) => expect.unreachable(reason))
  return { of, sent, told, carrier }
}
const inside = () => {
  const all = socket()
  all.of.enter()
  all.sent.splice(0)
  return all
}
const event = (more: Partial<Packet> = {}): Packet => ({
  type: PacketType.EVENT,
  nsp: '/~w',
  data: ['join', { a: 1 }],
  ...more,
})

describe('a socket', () => {
  it('tells its client that it is in, or why not', () => {
    const { of, sent, carrier } = socket()
    expect(of.connected).toBe(false)
    of.enter()
    expect([of.connected, of.conn === carrier.connection, of.nsp.name]).toEqual([true, true, '/~w'])
    of.refuse({ message: 'no' })
    expect(sent).toEqual([
      { type: PacketType.CONNECT, nsp: '/~w', data: { sid: 'id' } },
      { type: PacketType.CONNECT_ERROR, nsp: '/~w', data: { message: 'no' } },
    ])
  })

  it('hears events, also with bytes, and nothing else', () => {
    const { of, told } = inside()
    of.receive(event())
    of.receive(event({ type: PacketType.BINARY_EVENT, data: ['bytes'] }))
    of.receive(event({ type: PacketType.ACK, id: 0, data: ['an ack that nobody asked for'] }))
    of.receive(event({ data: undefined }))
    expect(told).toEqual([['join', { a: 1 }], ['bytes'], []])
  })

  it('answers an event that asks for it once, whatever its number', () => {
    for (const id of [0, 7]) {
      const { of, sent } = inside()
      of.use((heard) => {
        const ack = heard.at(-1)
        if (typeof ack !== 'function') return
        ack('first')
        ack('second')
      })
      of.receive(event({ id }))
      expect(sent).toEqual([{ type: PacketType.ACK, nsp: '/~w', id, data: ['first'] }])
    }
  })

  it('ends once, whoever ends it', () => {
    const own = inside()
    own.of.disconnect()
    own.of.disconnect()
    own.of.disconnect(true)
    expect(own.sent).toEqual([{ type: PacketType.DISCONNECT, nsp: '/~w' }])
    expect([own.told, own.of.connected]).toEqual([['removed', 'server namespace disconnect'], false])
    const theirs = inside()
    theirs.of.receive(event({ type: PacketType.DISCONNECT }))
    theirs.of.closed('transport close')
    expect([theirs.told, theirs.sent]).toEqual([['removed', 'client namespace disconnect'], []])
  })

  it('may end its connection, which then ends the socket', () => {
    const { of, told, sent } = inside()
    of.disconnect(true)
    expect([told, sent, of.connected]).toEqual([['connection ended'], [], true])
  })
})
