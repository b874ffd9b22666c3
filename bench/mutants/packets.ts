import type { Patch } from './mutant.ts'
import { all } from './on-sockets.ts'
import { replaced } from './patch.ts'

/** A Socket.IO packet that the mock is about to send. */
export interface Packet {
  readonly type: 'connect' | 'event' | 'ack' | 'connect_error' | 'other'
  /** The part before its arguments: type, namespace and ack number. */
  readonly head: string
  /** The rest, as text. */
  readonly data: string
  /** The transport that will carry it. */
  readonly over: 'polling' | 'websocket'
  /** Whether its connection started with polling. */
  readonly isUpgraded: boolean
  /** Milliseconds to wait before sending it. */
  readonly afterMs?: number
}

/** Replaces a packet with others; each connection has its own change, which may keep state. */
export type PacketChange = () => (packet: Packet) => readonly Packet[]

const IO = 'transport/socket-io/socket-io.ts'
const WATCHED = 'context.watched.set(connection, watch(connection, mock.limits))'

/** The mock with its packets changed by the entry with this name in a module's table `packetChanges`. */
export const sending = (module: string, name: string): Patch =>
  all(
    replaced(
      IO,
      WATCHED,
      `${WATCHED}\n    changePackets(connection, packetChanges[${JSON.stringify(name)}] ?? (() => (packet) => [packet]))`,
    ),
    replaced(
      IO,
      "import { Server, type Socket } from 'socket.io'",
      [
        "import { Server, type Socket } from 'socket.io'",
        `import { changePackets } from ${JSON.stringify(import.meta.url)}`,
        `import { packetChanges } from ${JSON.stringify(module)}`,
      ].join('\n'),
    ),
  )

/** An Engine.IO connection. */
interface Connection {
  readonly transport: { readonly name: string }
  readonly upgraded: boolean
  readonly readyState: string
  write(data: unknown, ...more: unknown[]): unknown
}

/** Changes what a connection sends from then on. */
export function changePackets(connection: Connection, change: PacketChange): void {
  const write = connection.write.bind(connection)
  const changed = change()
  const send = (text: string, afterMs: number | undefined): void => {
    if (afterMs === undefined) write(text)
    else setTimeout(() => connection.readyState === 'open' && write(text), afterMs).unref()
  }
  connection.write = (data: unknown, ...more: unknown[]) => {
    const [, head = '', rest = ''] = PACKET.exec(typeof data === 'string' ? data : '') ?? []
    if (head === '') return write(data, ...more)
    const packet: Packet = {
      type: TYPES[Number(head[0])] ?? 'other',
      head,
      data: rest,
      over: connection.transport.name === 'polling' ? 'polling' : 'websocket',
      isUpgraded: connection.upgraded,
    }
    for (const each of changed(packet)) send(each.head + each.data, each.afterMs)
    return connection
  }
}

const PACKET = /^(\d(?:\/[^,]*,)?\d*)(.*)$/s
const TYPES = ['connect', 'other', 'event', 'ack', 'connect_error'] as const
