import type { Memory } from '../child.ts'
import type { Code } from '../greenroom.ts'
import { connected, type Loaded } from './load.ts'
import { measuredAsks, TOGETHER } from './measured.ts'
import { startBareSockets, startGreenroomSockets } from './servers.ts'

/** The memory of a joined socket, by number of sockets: bytes for each, by round. */
export interface MemoryRow {
  readonly sockets: number
  readonly greenroom: readonly Memory[]
  readonly bare: readonly Memory[]
}

const SIZES = [500, 1000, 2000]
const FEW = 20

/** Measures in new processes, this many times each, in turn. */
export async function measureMemory(code: Code, turns: number): Promise<MemoryRow[]> {
  const rows = SIZES.map((sockets) => ({ sockets, greenroom: new Array<Memory>(), bare: new Array<Memory>() }))
  for (let turn = 0; turn < turns; turn++)
    for (const { sockets, greenroom, bare } of rows) {
      await using ours = await startGreenroomSockets(code, { alone: 0, shared: sockets / TOGETHER }, null)
      await using least = await startBareSockets(ours.ready.rooms, null)
      greenroom.push(await perSocket(ours, sockets))
      bare.push(await perSocket(least, sockets))
    }
  return rows
}

type Probed = Loaded & { memory(): Promise<Memory> }

/** The memory added by this many connected and joined sockets, for each. A few come and go first, so that code is loaded. */
async function perSocket(server: Probed, count: number): Promise<Memory> {
  const joining = measuredAsks.at(-1)
  if (!joining) throw new Error('nothing that is measured joins')
  const joined = async (sockets: number): Promise<() => Promise<void>> => {
    const askers = await connected(server, joining, sockets)
    await Promise.all(
      askers.map(
        (asker) =>
          new Promise<void>((resolve) => {
            asker.onAcks = () => resolve()
            asker.ask(1)
          }),
      ),
    )
    return async () => void (await Promise.all(askers.map(({ close }) => close())))
  }
  const leaveFirst = await joined(FEW)
  await leaveFirst()
  const before = await server.memory()
  const leave = await joined(count)
  const after = await server.memory()
  await leave()
  return {
    heap: (after.heap - before.heap) / count,
    resident: (after.resident - before.resident) / count,
  }
}
