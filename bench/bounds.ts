// `npm run bounds [-- <clients> [<module> [<kind>]]]`: what this many clients of each hostile kind make the process hold; each kind gets a fresh process.
import { connect, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { measureFullWorld } from './bounds/full-world.ts'
import { hostile, type Hostile } from './bounds/hostile.ts'
import { endChildrenWithThisProcess, startChild, type Child } from './child.ts'

const [count = '200', module = join(import.meta.dirname, '../src/server.ts'), only = ''] = process.argv.slice(2)
const CLIENTS = Number(count)
/** Long enough for refused connections to be gone, which takes a second. */
const SETTLE_MS = 3_000
const TOO_LONG_MS = 40_000

const start = (): Promise<Child<number>> =>
  startChild({
    args: ['--expose-gc', join(import.meta.dirname, 'greenroom-server.ts'), resolve(module), 'joinMeetingRoom'],
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

/** What they make the process hold, and whether it answers another client meanwhile. */
async function measure({ bytes }: Hostile): Promise<{ heap: number; resident: number; answered: string }> {
  await using server = await start()
  const port = server.ready
  await fetch(`http://127.0.0.1:${port}/`)
  // Loads Socket.IO before measuring.
  await (await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`)).text()
  const before = await server.memory()
  const sockets = Array.from({ length: CLIENTS }, (_, n) => send(port, bytes(n)))
  const answered = await fetch(`http://127.0.0.1:${port}/nope`, { signal: AbortSignal.timeout(30_000) }).then(
    () => 'yes',
    () => 'no',
  )
  await later(SETTLE_MS)
  const after = await server.memory()
  for (const socket of sockets) socket.destroy()
  return { heap: after.heap - before.heap, resident: after.resident - before.resident, answered }
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / CLIENTS / 1024)} kB`
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

endChildrenWithThisProcess()
console.log(`| ${CLIENTS} clients, each | heap of each | heap | resident | others answered |\n|---|---|---|---|---|`)
const kinds = hostile.filter(({ name }) => name.includes(only))
for (const kind of kinds) {
  const gone = later(TOO_LONG_MS).then(() => Promise.reject(new Error('it no longer answers')))
  const row = await Promise.race([measure(kind), gone]).catch((error: unknown) => String(error).split('\n')[0])
  if (typeof row !== 'object') console.log(`| ${kind.name} | ${row} | | | no |`)
  else
    console.log(
      `| ${kind.name} | ${kilobytes(row.heap)} | ${megabytes(row.heap)} | ${megabytes(row.resident)} | ${row.answered} |`,
    )
}
if ('a full world'.includes(only)) {
  const { rows, sent, heap } = await measureFullWorld()
  console.log(`\na full world: ${rows} rooms, ${megabytes(sent)} as JSON, hold ${megabytes(heap)}`)
}
