import type { Memory } from '../child.ts'
import type { Code } from '../code.ts'
import type { Cores } from '../cores.ts'
import { connected, type Loaded } from './load.ts'
import { measuredAsks, TOGETHER } from './measured.ts'
import { startBareSockets, startGreenroomSockets } from './servers.ts'

/** The memory of a joined socket: bytes for each, by round. */
export interface SocketMemory {
  readonly sockets: number
  readonly greenroom: readonly Memory[]
  readonly bare: readonly Memory[]
}

const SOCKETS = 1000
const FEW = 20

/** Measures in new processes, this many times each, in turn. */
export async function measureSocketMemory(code: Code, turns: number, cores: Cores): Promise<SocketMemory> {
  const [greenroom, bare] = [new Array<Memory>(), new Array<Memory>()]
  const way = { name: 'serve', code, log: 'pipe' as const, target: null }
  for (let turn = 0; turn < turns; turn++) {
    await using ours = await startGreenroomSockets(way, { alone: 0, shared: SOCKETS / TOGETHER }, cores)
    await using least = await startBareSockets(ours.ready.rooms, cores)
    greenroom.push(await perSocket(ours, SOCKETS))
    bare.push(await perSocket(least, SOCKETS))
  }
  return { sockets: SOCKETS, greenroom, bare }
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
