import { patience } from '../patience.ts'

/** A packet as it arrives: text, or bytes as a list of numbers. */
export type Heard = string | readonly number[]

/** A WebSocket, on which each packet is waited for in turn. */
export interface Wire {
  readonly send: (...packets: readonly (string | Uint8Array<ArrayBuffer>)[]) => void
  /** The next packet that is no ping of the server's own; rejects when the connection ends instead. */
  readonly next: () => Promise<Heard>
  /** The next packet, pings included. */
  readonly nextOfAll: () => Promise<Heard>
  /** Resolves when the server has ended the connection. */
  readonly ended: Promise<void>
  readonly close: () => void
}

const HANGS_MS = patience(60_000)

/** Opens one; without waiting for the server, which may refuse. */
export function openWire(port: number, query: string): Wire {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?${query}`)
  socket.binaryType = 'arraybuffer'
  const heard: Heard[] = []
  const waiting: (() => void)[] = []
  const wake = (): void => waiting.splice(0).forEach((go) => go())
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    heard.push(typeof data === 'string' ? data : [...new Uint8Array(data)])
    wake()
  })
  const state = { isOver: false }
  const ended = new Promise<void>((resolve) =>
    socket.addEventListener('close', () => {
      state.isOver = true
      wake()
      resolve()
    }),
  )
  const isOpen = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()))
  const nextOfAll = async (): Promise<Heard> => {
    const timer = setTimeout(() => socket.close(), HANGS_MS)
    while (heard.length === 0 && !state.isOver) await new Promise<void>((resolve) => waiting.push(resolve))
    clearTimeout(timer)
    const [first] = heard.splice(0, 1)
    if (first === undefined) throw new Error('the connection ended, or nothing came')
    return first
  }
  return {
    send: (...packets) => void isOpen.then(() => packets.forEach((packet) => socket.send(packet))),
    nextOfAll,
    async next() {
      for (;;) {
        const packet = await nextOfAll()
        if (packet !== '2') return packet
      }
    },
    ended,
    close: () => socket.close(),
  }
}
