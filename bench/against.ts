/**
 * `npm run bench -- --against <commit>`: compares requests per second of the current sources and those of a commit, in one
 * run in which both alternate with a bare server. Writes nothing.
 */
import { join } from 'node:path'
import { startBare } from './bare.ts'
import { exchange } from './exchange.ts'
import { root, startGreenroom } from './greenroom.ts'
import { measured, type Measured } from './measured.ts'
import { checkOut } from './old-sources.ts'
import { ratios, summary } from './statistics.ts'
import { contestant, playRounds, type ThroughputPlan } from './throughput.ts'

/** Prints the speed of each measured request, then and now. */
export async function compare(commit: string, plan: ThroughputPlan): Promise<void> {
  await using old = await checkOut(commit)
  console.log(
    `| operation | then (${commit.slice(0, 7)}) /s | now /s | now ÷ then | then ÷ bare | now ÷ bare | CPU then | CPU now | now ÷ then |\n|---|---|---|---|---|---|---|---|---|`,
  )
  for (const each of measured) console.log(await compareOne(each, old.entry, plan))
}

async function compareOne(each: Measured, oldEntry: string, plan: ThroughputPlan): Promise<string> {
  const core = plan.cores.server
  await using then = await startGreenroom({ name: 'src', entry: oldEntry }, each, core)
  await using now = await startGreenroom({ name: 'src', entry: join(root, 'src/index.ts') }, each, core)
  const requests = [then, now].map(({ ready }) => ({ ...each.toRequest(ready.values), port: ready.port }))
  const [thenRequest, nowRequest] = requests
  if (!thenRequest || !nowRequest) throw new Error('two servers were started')
  await using bare = await startBare(await exchange(nowRequest), { core, probed: true })
  const contestants = [
    contestant(then, thenRequest),
    contestant(now, nowRequest),
    contestant(bare, { ...nowRequest, port: bare.ready }),
  ]
  await playRounds(contestants, each, plan)
  const [was = [], is = [], least = []] = contestants.map(({ samples }) => samples.map(({ perSecond }) => perSecond))
  const [wasCpu = [], isCpu = []] = contestants.map(({ samples }) => samples.map(({ cpu }) => cpu))
  const micros = (series: readonly number[]): string => `${summary(series).median.toFixed(1)} µs`
  const ratio = (above: readonly number[], below: readonly number[]): string => {
    const { median, min, max } = ratios(above, below)
    return `${median.toFixed(2)} [${min.toFixed(2)} … ${max.toFixed(2)}]`
  }
  const rate = (series: readonly number[]): string => Math.round(summary(series).median).toLocaleString('en')
  return `| ${each.label} | ${rate(was)} | ${rate(is)} | **${ratio(is, was)}** | ${ratio(was, least)} | ${ratio(is, least)} | ${micros(wasCpu)} | ${micros(isCpu)} | **${ratio(isCpu, wasCpu)}** |`
}
