/**
 * `npm run bench:start [-- --sources | --text | --files <number>]`: lists what `greenroom serve --json` loads and does until its first
 * answer, in milliseconds of the main thread by folder and package, beside a bare server, and its most expensive files. Of the built
 * package, or with `--sources` of the sources; with `--text`, of `serve` for people. Sampling makes a start slower; `npm run bench --
 * --only starts` measures starts alone.
 */
import { parseArgs } from 'node:util'
import { startBare } from './bare.ts'
import { busynessLine, watchCores } from './busyness.ts'
import { endChildrenWithThisProcess } from './child.ts'
import { installPackage, sources } from './code.ts'
import { fileTable, moduleTable, profileTable } from './report/starts.ts'
import { loadedModules, profileStarts, type StartWith } from './start/measure.ts'
import { firstAnswer, startServe } from './starts.ts'

const { values } = parseArgs({
  options: {
    sources: { type: 'boolean', default: false },
    text: { type: 'boolean', default: false },
    files: { type: 'string', default: '20' },
  },
})
const STARTS = 7

endChildrenWithThisProcess()
const stop = watchCores([])
await using built = await installPackage()
const code = values.sources ? sources : built
const start: StartWith = (nodeOptions) => startServe(code, values.text, nodeOptions)
const reply = await (async () => {
  await using child = await start([])
  return await firstAnswer(child)
})()
const name = `serve${values.text ? '' : ' --json'}, ${code.name}`
const ours = { name, profiles: await profileStarts(start, code.home, STARTS) }
const bare = {
  name: 'bare',
  profiles: await profileStarts((nodeOptions) => startBare(reply, { nodeOptions }), code.home, STARTS),
}
const report = [
  profileTable([ours, bare]),
  fileTable(ours, Number(values.files)),
  moduleTable(await loadedModules(start, code.home)),
  busynessLine(stop()),
]
console.log(`${report.join('\n\n')}\n`)
