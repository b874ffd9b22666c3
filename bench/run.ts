/**
 * `npm run bench [-- --quick] [--only <word>] [--against <commit>]`: measures greenroom as users run it, beside a bare server that sends
 * the same bytes: requests, sockets, starts, commands, memory, worlds and long lists. Writes results.md, unless an option makes the
 * run a partial one. `--only`: the parts with this word in their name (http, sockets, starts, memory, worlds, lists) or in the label of a
 * row. `--against`: the sources of a commit and the current ones in one run. `docs/performance.md` says how to measure. Not part of the
 * tests, since a test that measures time fails on a busy machine.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { busynessLine, isReliable, watchCores } from './busyness.ts'
import { endChildrenWithThisProcess } from './child.ts'
import { checkOut, comparableSources, installPackage, sources } from './code.ts'
import { findCores } from './cores.ts'
import { findLoad } from './load.ts'
import { toBenchOptions } from './options.ts'
import { partsOf, type BenchPlan } from './parts.ts'
import { reportHead } from './report/head.ts'

const { isQuick, only, against } = toBenchOptions(process.argv.slice(2))

endChildrenWithThisProcess()
const cores = await findCores()
const load = await findLoad(cores)
const plan: BenchPlan = isQuick
  ? {
      http: { rounds: 1, latencyRounds: 1, seconds: 1, warmUp: 1, cores, load },
      sockets: { rounds: 2, seconds: 0.25, warmUp: 0.25, cores },
      calls: 100_000,
      memoryTurns: 1,
      starts: 3,
      commands: 2,
      worlds: 100,
      filters: 1,
    }
  : {
      // Two versions differ by less than turns of one do; with shorter ones, what is compiled when decides.
      http: against
        ? { rounds: 8, latencyRounds: 1, seconds: 2, warmUp: 4, cores, load }
        : { rounds: 5, latencyRounds: 2, seconds: 1, warmUp: 3, cores, load },
      // A crowd is 500 calls: of three, more are interpreted than compiled, and the version with less code wins.
      sockets: { rounds: against ? 8 : 5, seconds: 0.375, warmUp: 2.5, cores },
      calls: 1_000_000,
      memoryTurns: 3,
      starts: 15,
      commands: 7,
      worlds: 1000,
      filters: 5,
    }

await using built = await installPackage()
await using old = against === null ? null : await checkOut(against)
const stop = watchCores(cores.server === null || cores.load === null ? [] : [cores.server, cores.load])
const parts = partsOf(plan, { built, sources: old ? comparableSources : sources, old })
const results: string[] = []
for (const { name, labels, measure } of parts) {
  const isWhole = name.includes(only)
  if (isWhole || labels.some((label) => label.includes(only)))
    results.push(...(await measure((label) => isWhole || label.includes(only))))
}
if (results.length === 0)
  throw new Error(
    `nothing is named ${only}; there are ${parts.map(({ name }) => name).join(', ')}, and words in a label`,
  )
const busyness = stop()
const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')
const report = `${['# Measured', reportHead(command, cores, busyness), ...results].join('\n\n')}\n`
console.log(report)
if (isReliable(busyness) === false) console.error(busynessLine(busyness))
if (!isQuick && only === '' && against === null) await writeFile(join(import.meta.dirname, 'results.md'), report)
