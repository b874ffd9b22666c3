import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type { SocketOptions as ServedOptions } from '../../src/transport/socket-io/socket-context.ts'
import { patience } from './patience.ts'

/** What has not come by then does not come. */
const HANG_MS = patience(30_000)

/** Sockets of a server that gives up nobody for being slow: for tests of something else. */
export const patient: ServedOptions = { pingTimeoutMs: 600_000, connectTimeoutMs: 600_000 }

/** How a client reaches a server. */
export const ways: readonly { readonly name: string; readonly options: { readonly transports: string[] } }[] = [
  { name: 'polling', options: { transports: ['polling'] } },
  { name: 'WebSocket', options: { transports: ['websocket'] } },
  { name: 'polling, upgraded', options: { transports: ['polling', 'websocket'] } },
]

/** A socket that is connected, with all that it has heard. */
export interface Listener extends Disposable {
  readonly socket: Socket
  readonly id: string
  readonly heard: unknown[][]
  /** Why it was disconnected, each time. */
  readonly ends: string[]
  /** Emits and waits for the ack. */
  readonly ask: (event: string, ...args: unknown[]) => Promise<unknown>
  /** What it has heard so far: the answer to a call that changes nothing comes after all of it. */
  readonly hears: () => Promise<unknown[][]>
}

type Options = Partial<ManagerOptions & SocketOptions>

/** Connects a socket; rejects with what refused it. One that may upgrade has done so. */
export function listen(url: string, options: Options = {}): Promise<Listener> {
  const socket = io(url, { forceNew: true, reconnection: false, timeout: HANG_MS, ...options })
  const heard: unknown[][] = []
  const ends: string[] = []
  socket.onAny((...args: unknown[]) => heard.push(args))
  socket.on('disconnect', (reason) => ends.push(reason))
  const ask = (event: string, ...args: unknown[]): Promise<unknown> =>
    socket.timeout(HANG_MS).emitWithAck(event, ...args)
  return new Promise((resolve, reject) => {
    const finish = (): void =>
      resolve({
        socket,
        id: socket.id ?? '',
        heard,
        ends,
        ask,
        hears: async () => {
          await ask('leave-room', { code: 'no-such-room' })
          return heard
        },
        [Symbol.dispose]: () => void socket.disconnect(),
      })
    socket.once('connect', () => {
      const { engine } = socket.io
      if (mayUpgrade(options) && engine.transport.name === 'polling') engine.once('upgrade', finish)
      else finish()
    })
    socket.once('connect_error', (error) => {
      socket.disconnect()
      reject(error)
    })
  })
}

const mayUpgrade = ({ transports }: Options): boolean => transports === undefined || transports.length > 1

/** What refuses a connection. */
export async function refusal(url: string, options: Options = {}): Promise<{ message: string; data: unknown }> {
  try {
    using _ = await listen(url, options)
  } catch (error) {
    if (error instanceof Error) return { message: error.message, data: 'data' in error ? error.data : undefined }
  }
  throw new Error('the connection was not refused')
}

// Those of the machine, also where a test lets timers stand.
const { setTimeout: after, Date: time } = globalThis

/** Waits until something is so; throws when it hangs. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = time.now() + HANG_MS; !(await isSo()); await new Promise((resolve) => after(resolve, 5)))
    if (time.now() > end) throw new Error(`it has not come about: ${String(isSo)}`)
}
