/**
 * `npm run bench`: measures how fast greenroom answers and starts, compared with a bare server that sends the same bytes and with
 * Prism; also the cost of worlds, and of lists with very many rooms. Writes bench/results.md; with `--quick`, it only checks that
 * everything runs, and writes nothing. Not part of the tests, since a test that measures time fails on a busy machine.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compare } from './against.ts'
import { endChildrenWithThisProcess } from './child.ts'
import { findCode } from './greenroom.ts'
import { findLoad } from './load.ts'
import { findCores } from './cores.ts'
import { measureLists } from './lists.ts'
import { measured } from './measured.ts'
import { toReport } from './report.ts'
import { measureStarts } from './starts.ts'
import { measureThroughput, type Row } from './throughput.ts'
import { measureWorlds } from './worlds.ts'

const isQuick = process.argv.includes('--quick')
const plan = isQuick
  ? { rounds: 2, seconds: 1, warmUp: 1, starts: 2 }
  : { rounds: 5, seconds: 2, warmUp: 5, starts: 21 }

endChildrenWithThisProcess()
const code = await findCode()
const cores = await findCores()
const load = await findLoad(cores)
const before = process.argv.indexOf('--against')
if (before > 0) {
  await compare(process.argv[before + 1] ?? 'HEAD', { ...plan, code, cores, load })
  process.exit()
}
const rows: Row[] = []
for (const each of measured) {
  console.error(each.label)
  rows.push(await measureThroughput(each, { ...plan, code, cores, load }))
}
console.error('starts')
const starts = await measureStarts(plan.starts, code)
console.error('worlds')
const worlds = await measureWorlds(code, isQuick ? 100 : 1000)
console.error('lists')
const lists = await measureLists({ ...plan, code, cores, load })
const report = toReport({ rows, starts, worlds, lists, plan, code, cores, load })
console.log(report)
if (!isQuick) await writeFile(join(import.meta.dirname, 'results.md'), report)
