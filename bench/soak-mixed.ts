// `npm run soak:mixed [-- <seconds> [<rate>]]`: ten minutes of every kind of client at 200 visits a second. Prints the memory after
// the first minute and at the end, the open files before and after, and how long joins took beside an idle server; exits with code 1
// if memory grew by more than a tenth, files stayed open, or a well-behaved client failed.
import { setTimeout as later } from 'node:timers/promises'
import { connect } from '../src/client/connect.ts'
import { endChildrenWithThisProcess, type Memory } from './child.ts'
import { createJoins } from './soak-mixed/joins.ts'
import { kinds } from './soak-mixed/kinds.ts'
import { createPace, type Pace } from './soak-mixed/pace.ts'
import { startPlace } from './soak-mixed/place.ts'

const [seconds = 600, rate = 200] = process.argv.slice(2).map(Number)
const JOINS_PER_SECOND = 20
/** The first minute, or a quarter of a shorter run: caches and journals are full by then. */
const WARM_MS = Math.min(60_000, (seconds * 1000) / 4)
const IDLE_MS = Math.min(60_000, (seconds * 1000) / 4)
/** Longer than the server keeps an idle connection, and than any of its limits for a client that is gone. */
const [SETTLE_MS, CLOSE_MS] = [12_000, 40_000]

endChildrenWithThisProcess()
await using server = await startPlace()
const place = server.ready
// Loads Socket.IO, and warms up.
await (await fetch(`${place.url}/socket.io/?EIO=4&transport=polling`)).text()
const joins = createJoins(place, JOINS_PER_SECOND)

joins.resume()
await later(Math.min(10_000, IDLE_MS))
joins.p99()
await later(IDLE_MS)
const idle = joins.p99()
await joins.pause()
await later(SETTLE_MS)
const filesBefore = await server.files()

const stop = new AbortController()
let events = 0
const followed = (async () => {
  for await (const _ of connect(place.control).events(stop.signal)) events++
})()
const paces = kinds.map(({ name, share, visit }) => ({ name, pace: createPace(rate * share, () => visit(place)) }))
const all = [joins, ...paces.map(({ pace }) => pace)]

const playFor = async (ms: number): Promise<Memory> => {
  for (const pace of all) pace.resume()
  await later(ms)
  await Promise.all(all.map((pace) => pace.pause()))
  return server.memory()
}
const first = await playFor(WARM_MS)
joins.p99()
const last = await playFor(seconds * 1000 - WARM_MS)
const loaded = joins.p99()
stop.abort()
await followed
let filesAfter = await server.files()
for (const end = performance.now() + CLOSE_MS; filesAfter > filesBefore && performance.now() < end;) {
  await later(500)
  filesAfter = await server.files()
}

const toReason = (pace: Pace): string => (pace.failure() === null ? '' : ` (${pace.failure()})`)
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
const growth = last.heap / first.heap
const failed = all.reduce((sum, pace) => sum + pace.failed(), 0)
console.log(`${seconds} s at ${rate} visits and ${JOINS_PER_SECOND} joins a second

| | |
| --- | --- |
${paces.map(({ name, pace }) => `| ${name} | ${pace.done()} done, ${pace.failed()} failed${toReason(pace)}, ${pace.skipped()} not started in time |`).join('\n')}
| events streamed | ${events} |
| heap after ${WARM_MS / 1000} s, at the end | ${megabytes(first.heap)}, ${megabytes(last.heap)} |
| resident after ${WARM_MS / 1000} s, at the end | ${megabytes(first.resident)}, ${megabytes(last.resident)} |
| open files before, after | ${filesBefore}, ${filesAfter} |
| p99 of a join, idle | ${idle.ms.toFixed(1)} ms of ${idle.count} |
| p99 of a join, loaded | ${loaded.ms.toFixed(1)} ms of ${loaded.count} |`)
process.exitCode = growth > 1.1 || filesAfter > filesBefore || failed > 0 ? 1 : 0
