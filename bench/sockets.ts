/**
 * `npm run bench:sockets [-- --quick] [--against <commit>] [--only <word>]`: acks per second and memory of joined sockets,
 * compared with a bare Socket.IO server, into sockets.md. `--quick`: shorter rounds, writes nothing. `--against`: compares the current
 * sources and those of a commit, in one run with the bare server; writes nothing. `--only`, with `--against`: measures only what has
 * this word in its label, without memory. Not part of the tests, since a test that measures time fails on a busy machine.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endChildrenWithThisProcess } from './child.ts'
import { findCores, stayOn } from './cores.ts'
import { findCode, root } from './greenroom.ts'
import { checkOut } from './old-sources.ts'
import { measureAcks } from './sockets/acks.ts'
import type { Loaded } from './sockets/load.ts'
import { CROWD, measuredAsks, TOGETHER } from './sockets/measured.ts'
import { measureMemory } from './sockets/memory.ts'
import { toComparison, toSocketReport, type AckRow } from './sockets/report.ts'
import { startBareSockets, startGreenroomSockets } from './sockets/servers.ts'

const isQuick = process.argv.includes('--quick')
const plan = isQuick ? { rounds: 2, seconds: 0.5, warmUp: 0.5 } : { rounds: 9, seconds: 1, warmUp: 2 }
const after = (option: string): string | null => {
  const at = process.argv.indexOf(option)
  return at < 0 ? null : (process.argv[at + 1] ?? '')
}
const [commit, only] = [after('--against'), after('--only')]

endChildrenWithThisProcess()
const code = await findCode()
const cores = await findCores()
await stayOn(cores.load)
const counts = { alone: CROWD, shared: CROWD / TOGETHER }
await using old = commit === null ? null : await checkOut(commit)
const sources = { name: 'src', entry: join(root, 'src/index.ts') } as const
const codes = old ? [{ name: 'src', entry: old.entry } as const, sources] : [code]
const rows: AckRow[] = []
for (const measured of measuredAsks.filter(({ label }) => label.includes(only ?? ''))) {
  console.error(measured.label)
  // New processes for each, so that the memory of one load doesn't affect the next.
  await using servers = new AsyncDisposableStack()
  const loaded: Loaded[] = []
  for (const each of codes) loaded.push(servers.use(await startGreenroomSockets(each, counts, cores.server)))
  const [first] = loaded
  if (!first) throw new Error('no greenroom was started')
  loaded.push(servers.use(await startBareSockets(first.ready.rooms, cores.server)))
  const series = await measureAcks(loaded, measured, plan)
  rows.push({ measured, series })
  if (old) console.log(toComparison({ measured, series }))
}
if (!old && only === null) {
  console.error('memory')
  const memory = await measureMemory(code, isQuick ? 1 : 3)
  const report = toSocketReport({ rows, memory, plan, code, cores })
  console.log(report)
  if (!isQuick) await writeFile(join(import.meta.dirname, 'sockets.md'), report)
}
