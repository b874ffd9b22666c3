import type { Patch } from './mutant.ts'
import { all } from './on-sockets.ts'
import { replaced } from './patch.ts'

/** A packet of Socket.IO that the mock is about to send. */
export interface Packet {
  readonly type: 'connect' | 'event' | 'ack' | 'connect_error' | 'other'
  /** What stands before its arguments: type, namespace and the number of an ack. */
  readonly head: string
  /** The rest of it, as text. */
  readonly data: string
  /** How it is about to travel. */
  readonly over: 'polling' | 'websocket'
  /** Whether it travels over a connection that began with polling. */
  readonly isUpgraded: boolean
  /** Milliseconds to wait before it is sent. */
  readonly afterMs?: number
}

/** Sends other packets in place of one; each connection has a change of its own, which may remember. */
export type PacketChange = () => (packet: Packet) => readonly Packet[]

const IO = 'transport/socket-io/socket-io.ts'
const WATCHED = 'context.watched.set(connection, watch(connection, mock.limits))'

/** The mock with its packets changed by what a module exports under this name, in its table `packetChanges`. */
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

/** A connection of Engine.IO. */
interface Connection {
  readonly transport: { readonly name: string }
  readonly upgraded: boolean
  readonly readyState: string
  write(data: unknown, ...more: unknown[]): unknown
}

/** Changes what a connection sends from now on. */
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
