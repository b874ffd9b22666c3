/**
 * `npm run bench:stores [-- --quick]`: measures a mock whose worlds are in a file beside one whose worlds are in memory, in turns: each
 * request of `bench/measured.ts`, as often as it is answered. Writes stores.md, unless it is quick. Not part of the tests, since a test
 * that measures time fails on a busy machine.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { busynessLine, isReliable, watchCores } from './busyness.ts'
import { endChildrenWithThisProcess, type Child } from './child.ts'
import { sources } from './code.ts'
import { playTurns, type Turn } from './contest.ts'
import { findCores, type Cores } from './cores.ts'
import { startGreenroom, type ReadyGreenroom, type Way } from './greenroom.ts'
import { findLoad } from './load.ts'
import { measured, type Measured } from './measured.ts'
import { reportHead } from './report/head.ts'
import { decimal, judged, table } from './report/table.ts'
import { ratios, summary } from './statistics.ts'
import { loadedTurn } from './throughput.ts'

/** The part of the speed in memory that a file is to reach, where something is written, and where nothing is. */
const TARGETS = { writes: 0.5, reads: 0.9 }

const isQuick = process.argv.includes('--quick')
const plan = isQuick ? { rounds: 2, seconds: 1 } : { rounds: 9, seconds: 2 }
const way: Way = { name: '`startServer`', code: sources, log: null, target: null }

endChildrenWithThisProcess()
const cores = await findCores()
const load = await findLoad(cores)
const stop = watchCores(cores.server === null || cores.load === null ? [] : [cores.server, cores.load])
const rows: string[][] = []
for (const each of measured) rows.push(await measure(each, cores))
const busyness = stop()
const report = `${[
  '# Worlds in a file, beside worlds in memory',
  reportHead(`npm run bench:stores${isQuick ? ' -- --quick' : ''}`, cores, busyness),
  table(
    [
      'request',
      'memory, a second',
      'file, a second',
      'file / memory',
      'CPU µs, memory',
      'CPU µs, file',
      'CPU, memory / file',
    ],
    rows,
  ),
  `The ratio is to be ${TARGETS.writes} where every call writes, and ${TARGETS.reads} where none does. A file is written by one process, on a core; a commit waits for no disk.`,
].join('\n\n')}\n`
console.log(report)
if (isReliable(busyness) === false) console.error(busynessLine(busyness))
if (!isQuick) await writeFile(join(import.meta.dirname, 'stores.md'), report)

/** A row of the table: both stores under load in turns. */
async function measure(one: Measured, on: Cores): Promise<string[]> {
  await using servers = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-data-'))
  servers.defer(() => rm(folder, { recursive: true, force: true }))
  const wish = { operation: one.operation, situations: [one.given] }
  const start = async (more: { readonly data?: string }): Promise<Child<ReadyGreenroom>> =>
    servers.use(await startGreenroom(way, { ...wish, ...more }, on))
  const [memory, file] = [await start({}), await start({ data: join(folder, 'bench.db') })]
  const turnOf = (server: Child<ReadyGreenroom>): Promise<Turn> => {
    const request = { ...one.toRequest(server.ready.values[0] ?? {}), port: server.ready.port }
    return loadedTurn({ name: one.label, request, server }, one, { load, seconds: plan.seconds })
  }
  for (const server of [memory, file]) await turnOf(server)
  const turns = await playTurns([memory, file], plan.rounds, turnOf)
  const of = (server: Child<ReadyGreenroom>, what: 'perSecond' | 'cpu'): number[] =>
    (turns.get(server) ?? []).map((turn) => turn[what])
  const writes = one.label.includes('a new seat each time')
  const ratio = ratios(of(file, 'perSecond'), of(memory, 'perSecond'))
  return [
    one.label,
    decimal(summary(of(memory, 'perSecond')).median, 0),
    decimal(summary(of(file, 'perSecond')).median, 0),
    judged(ratio, ratio.median >= (writes ? TARGETS.writes : TARGETS.reads), 2),
    decimal(summary(of(memory, 'cpu')).median, 1),
    decimal(summary(of(file, 'cpu')).median, 1),
    decimal(ratios(of(memory, 'cpu'), of(file, 'cpu')).median, 2),
  ]
}
