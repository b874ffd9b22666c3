import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { startChild, type Child } from '../child.ts'
import type { Hostile } from './hostile.ts'

/** What hostile clients make a process hold, in bytes more than before. */
export interface Held {
  readonly heap: number
  readonly resident: number
  /** Whether another client was answered meanwhile. */
  readonly answered: boolean
}

/** Long enough for refused connections to be gone, which takes a second. */
const SETTLE_MS = 3_000
const ANSWER_MS = 30_000
const TOO_LONG_MS = 40_000

/** Measures this many clients of a kind at a fresh process of this module; null: it no longer answers at all. */
export function measureHeld(entry: string, kind: Hostile, clients: number): Promise<Held | null> {
  const gone = later(TOO_LONG_MS, null, { ref: false })
  // A process that ended rejects, which is no answer, either.
  return Promise.race([measured(entry, kind, clients).catch(() => null), gone])
}

async function measured(entry: string, { bytes }: Hostile, clients: number): Promise<Held> {
  await using server = await start(entry)
  const port = server.ready
  await fetch(`http://127.0.0.1:${port}/`)
  // Loads Socket.IO before measuring.
  await (await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`)).text()
  const before = await server.memory()
  const sockets = Array.from({ length: clients }, (_, n) => send(port, bytes(n)))
  const answered = await isAnswered(port)
  await later(SETTLE_MS)
  const after = await server.memory()
  for (const socket of sockets) socket.destroy()
  return { heap: after.heap - before.heap, resident: after.resident - before.resident, answered }
}

const isAnswered = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/nope`, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    () => true,
    () => false,
  )

const start = (entry: string): Promise<Child<number>> =>
  startChild({
    args: ['--expose-gc', join(import.meta.dirname, '../greenroom-server.ts'), entry, 'joinMeetingRoom'],
    read: (line) => (line.startsWith('{') ? Number(/"port":(\d+)/.exec(line)?.[1]) : undefined),
    probed: true,
  })

function send(port: number, bytes: Buffer): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => socket.destroy())
  socket.pause()
  socket.write(bytes)
  return socket
}
