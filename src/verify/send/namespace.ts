import type { Socket } from 'socket.io-client'
import { valueAt } from '../../contract/model/pointer.ts'
import type { Heard, LoggedPacket, SocketDestination } from '../model/socket-client.ts'
import { boundedDepth } from './bounded-depth.ts'
import type { Wire } from './wire.ts'

/** A namespace that is being entered, and everything received so far. */
export interface OpenedNamespace {
  readonly wire: Wire
  readonly socket: Socket
  readonly heard: Heard[]
  readonly acks: (readonly unknown[])[]
  readonly log: LoggedPacket[]
  /** Ids of the requested acks, which the client counts from 0. */
  readonly asked: Set<number>
  /** Stops listening, once the namespace has been left. */
  readonly release: () => void
  readonly end: () => void
}

/** A packet as the client decodes it. */
export type Decoded = { readonly type: number; readonly nsp: string; readonly id?: number; readonly data?: unknown }

/** Prepares to enter a namespace, already listening. `onPacket` is called after each packet. */
export function open(to: SocketDestination, wire: Wire, onPacket: () => void): OpenedNamespace {
  const { manager } = wire
  const [heard, acks, log]: [Heard[], (readonly unknown[])[], LoggedPacket[]] = [[], [], []]
  const asked = new Set<number>()
  let canRecover = false
  const socket = manager.socket(to.namespace, { auth: { ...to.auth } })
  const note = ({ type, nsp, id, data }: Decoded): void => {
    if (nsp !== to.namespace) return
    const args: readonly unknown[] = (Array.isArray(data) ? data : [data]).map(boundedDepth)
    if (type === CONNECT) canRecover = valueAt(data, '/pid') !== undefined
    if (type === ACK && id !== undefined && asked.has(id)) acks.push(args)
    log.push(logged(type, args))
    if (log.length > MOST_PACKETS) end()
    // Deferred, so that the client has processed the packet before anyone looks.
    queueMicrotask(onPacket)
  }
  manager.on('packet', note)
  socket.onAny((event: string, ...all: unknown[]) => {
    // A server with connection state recovery appends an offset to each event.
    const args = canRecover && typeof all.at(-1) === 'string' ? all.slice(0, -1) : all
    heard.push({ event, args: args.map(boundedDepth) })
  })
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
  const release = (): void => void manager.off('packet', note)
  return { wire, socket, heard, acks, log, asked, release, end }
}

const CONNECT = 0
const ACK = 3
const NAMES = ['connect', 'disconnect', 'event', 'ack', 'connect_error']

function logged(type: number, args: readonly unknown[]): LoggedPacket {
  const name = NAMES[type] ?? `packet ${type}`
  const [event, ...rest] = args
  return name === 'event' ? { way: 'received', name: String(event), args: rest } : { way: 'received', name, args }
}

/** The connection is closed after more packets than this. */
const MOST_PACKETS = 5000
