import type { Socket } from 'socket.io-client'
import type { Wire } from './send-wire.ts'
import { bounded } from './sockets/bounded.ts'
import type { Heard, LoggedPacket, SocketDestination } from './sockets/link.ts'

/** A namespace that is being entered, and all that came of it. */
export interface Opened {
  readonly wire: Wire
  readonly socket: Socket
  readonly heard: Heard[]
  readonly acks: (readonly unknown[])[]
  readonly log: LoggedPacket[]
  readonly end: () => void
}

/** A packet as the client reads it. */
export type Decoded = { readonly type: number; readonly nsp: string; readonly data?: unknown }

/** Listens on a namespace, which nobody has asked for yet. `onPacket` is called after each packet. */
export function open(to: SocketDestination, wire: Wire, onPacket: () => void): Opened {
  const { manager } = wire
  const [heard, acks, log]: [Heard[], (readonly unknown[])[], LoggedPacket[]] = [[], [], []]
  const socket = manager.socket(to.namespace, { auth: { ...to.auth } })
  const note = ({ type, nsp, data }: Decoded): void => {
    if (nsp !== to.namespace) return
    const args: readonly unknown[] = (Array.isArray(data) ? data : [data]).map(bounded)
    if (type === ACK) acks.push(args)
    log.push(logged(type, args))
    if (log.length > MOST_PACKETS) end()
    // Whoever looks finds what came: the client has its turn before.
    queueMicrotask(onPacket)
  }
  manager.on('packet', note)
  socket.onAny((event: string, ...args: unknown[]) => void heard.push({ event, args: args.map(bounded) }))
  socket.onAnyOutgoing((event: string, ...args: unknown[]) => {
    log.push({ way: 'sent', name: event, args: args.filter((each) => typeof each !== 'function') })
  })
  socket.on('disconnect', onPacket)
  const end = (): void => {
    socket.disconnect()
    manager.engine?.close()
    wire.abort()
  }
  to.signal.addEventListener('abort', end)
  return { wire, socket, heard, acks, log, end }
}

const ACK = 3
const NAMES = ['connect', 'disconnect', 'event', 'ack', 'connect_error', 'event', 'ack']

function logged(type: number, args: readonly unknown[]): LoggedPacket {
  const name = NAMES[type] ?? `packet ${type}`
  const [event, ...rest] = args
  return name === 'event' ? { way: 'received', name: String(event), args: rest } : { way: 'received', name, args }
}

/** A target that sends more than this is not listened to any longer. */
const MOST_PACKETS = 5000
