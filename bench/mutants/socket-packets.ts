import type { Packet, PacketChange } from './packets.ts'

/** Packets that programs can't send with Socket.IO's server, by the mutant's name. */
export const packetChanges: Readonly<Record<string, PacketChange>> = {
  'acked twice': () => (packet) => (packet.type === 'ack' ? [packet, packet] : [packet]),
  'acked twice, the second time other': () => (packet) =>
    packet.type === 'ack' ? [packet, { ...packet, data: '[{"success":true}]' }] : [packet],
  'acked again 5 ms later': () => (packet) => (packet.type === 'ack' ? [packet, { ...packet, afterMs: 5 }] : [packet]),
  'the ack of another call': () => (packet) =>
    packet.type === 'ack'
      ? [{ ...packet, head: packet.head.replace(/\d+$/, (id) => String(Number(id) + 1)) }]
      : [packet],
  'the second ack of a connection missing': () => {
    let acks = 0
    return (packet) => (packet.type === 'ack' && ++acks === 2 ? [] : [packet])
  },
  'no ack over polling': () => over('polling', (packet) => (packet.type === 'ack' ? [] : [packet])),
  'no ack over WebSocket': () => over('websocket', (packet) => (packet.type === 'ack' ? [] : [packet])),
  'acked twice over polling': () => over('polling', (packet) => (packet.type === 'ack' ? [packet, packet] : [packet])),
  'no event over polling': () => over('polling', (packet) => (packet.type === 'event' ? [] : [packet])),
  'no event over WebSocket': () => over('websocket', (packet) => (packet.type === 'event' ? [] : [packet])),
  'events twice over polling': () =>
    over('polling', (packet) => (packet.type === 'event' ? [packet, packet] : [packet])),
  'no answer to connecting over polling': () =>
    over('polling', (packet) => (packet.type === 'connect' ? [] : [packet])),
  'no refusal of a connection over polling': () =>
    over('polling', (packet) => (packet.type === 'connect_error' ? [] : [packet])),
  'letters beyond ASCII lost over polling': () => over('polling', (packet) => [withoutOthers(packet)]),
  'letters beyond ASCII lost over WebSocket': () => over('websocket', (packet) => [withoutOthers(packet)]),
  'no ack after an upgrade': () => (packet) => (packet.isUpgraded && packet.type === 'ack' ? [] : [packet]),
  'acked twice after an upgrade': () => (packet) =>
    packet.isUpgraded && packet.type === 'ack' ? [packet, packet] : [packet],
  'no event after an upgrade': () => (packet) => (packet.isUpgraded && packet.type === 'event' ? [] : [packet]),
  'the ack after an upgrade is late': () => (packet) =>
    packet.isUpgraded && packet.type === 'ack' ? [{ ...packet, afterMs: 900 }] : [packet],
  // Harmless. Timers of the same length keep their order.
  'on sockets: everything 60 ms late': () => (packet) => [{ ...packet, afterMs: 60 }],
  'on sockets: recovery of connections': () => (packet) => {
    if (packet.type === 'connect') return [{ ...packet, data: packet.data.replace(/\}$/, ',"pid":"Ub3s"}') }]
    return packet.type === 'event' ? [{ ...packet, data: packet.data.replace(/\]$/, ',"0000001"]') }] : [packet]
  },
  'on sockets: acks 150 ms late': () => (packet) => (packet.type === 'ack' ? [{ ...packet, afterMs: 150 }] : [packet]),
}

const over =
  (transport: Packet['over'], change: (packet: Packet) => readonly Packet[]) =>
  (packet: Packet): readonly Packet[] =>
    packet.over === transport ? change(packet) : [packet]

const withoutOthers = (packet: Packet): Packet => ({ ...packet, data: packet.data.replaceAll(/[^\0-\u007f]/gu, '?') })
