/**
 * `npm run bench:calls [-- <word>]`: where the CPU of each measured call goes, over HTTP and on sockets, in microseconds for each call:
 * sampled in `startServer` under the load of the benchmark, beside the bare server. With a word, only the rows with it in their label.
 */
import { startBare } from './bare.ts'
import { busynessLine, watchCores } from './busyness.ts'
import { callOwner } from './calls/owner.ts'
import { callTable, type CallCost } from './calls/table.ts'
import { endChildrenWithThisProcess, type Child } from './child.ts'
import { installPackage, type Code } from './code.ts'
import { findCores } from './cores.ts'
import { millisecondsBy } from './cpu-profile.ts'
import { exchange } from './exchange.ts'
import { startGreenroom, type Way } from './greenroom.ts'
import { CONNECTIONS, findLoad } from './load.ts'
import { measured, type Measured } from './measured.ts'
import { load as loadSockets } from './sockets/load.ts'
import { CROWD, measuredAsks, TOGETHER, type MeasuredAsk } from './sockets/measured.ts'
import { startBareSockets, startGreenroomSockets, type ReadyServer } from './sockets/servers.ts'

const [word = ''] = process.argv.slice(2)
const [WARM_UP, SECONDS] = [3, 4]
const SOCKET_SECONDS = 1

endChildrenWithThisProcess()
const cores = await findCores()
const load = await findLoad(cores)
await using built = await installPackage()
const stop = watchCores(cores.server === null || cores.load === null ? [] : [cores.server, cores.load])
const way = (code: Code): Way => ({ name: '`startServer`', code, log: null, target: null })

/** Microseconds by owner of a child's main thread, for each of the calls that a load makes. */
async function sampled(child: Child<unknown>, calls: () => Promise<number>): Promise<ReadonlyMap<string, number>> {
  await child.profile()
  const count = await calls()
  const by = millisecondsBy(await child.profiled(), callOwner)
  return new Map([...by].map(([owner, ms]) => [owner, (ms * 1000) / count]))
}

async function overHttp(row: Measured): Promise<CallCost> {
  await using server = await startGreenroom(way(built), { operation: row.operation, situations: [row.given] }, cores)
  const request = { ...row.toRequest(server.ready.values[0] ?? {}), port: server.ready.port }
  await using bare = await startBare(await exchange(request), { core: cores.server, probed: true })
  const send = async (port: number, seconds: number): Promise<number> =>
    (await load.send({ ...request, port }, seconds, CONNECTIONS)).requests
  const of = async (child: Child<unknown>, port: number): Promise<ReadonlyMap<string, number>> => {
    await send(port, WARM_UP)
    return await sampled(child, () => send(port, SECONDS))
  }
  return { label: row.label, bare: await of(bare, bare.ready), ours: await of(server, request.port) }
}

async function onSockets(row: MeasuredAsk): Promise<CallCost> {
  const counts = { alone: CROWD, shared: CROWD / TOGETHER }
  await using server = await startGreenroomSockets(way(built), counts, cores)
  await using bare = await startBareSockets(server.ready.rooms, cores)
  const of = async (child: Child<ReadyServer>): Promise<ReadonlyMap<string, number>> => {
    await loadSockets(child, row, SOCKET_SECONDS)
    return await sampled(child, async () => (await loadSockets(child, row, SOCKET_SECONDS)).acks)
  }
  return { label: row.label, bare: await of(bare), ours: await of(server) }
}

const costs: CallCost[] = []
for (const row of measured) if (row.label.includes(word)) costs.push(await overHttp(row))
for (const row of measuredAsks) if (row.label.includes(word) && row.way === 'stream') costs.push(await onSockets(row))
console.log(`${callTable(costs)}\n\n${busynessLine(stop())}`)
