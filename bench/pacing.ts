// `npm run pacing [-- <divisor>]`: verifies the stand-in of a real server with windows of full length (or shorter by a divisor), and
// prints how long that took against the least possible, and how many 429 nobody had asked for. At full length: twenty minutes.
import { createVerifier } from '../src/verifier/create-verifier.ts'
import { collect } from '../src/report/report.ts'
import { standInTarget } from '../tests/support/stand-in-target.ts'

const [divisor = 1] = process.argv.slice(2).map(Number)
await using target = await standInTarget({ shorten: divisor })
await using verifier = await createVerifier({ target: target.file, env: target.env })
const { run, summary } = await collect(verifier.run())

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const unintended = summary.troubles.limited ?? 0
console.log(
  `windows ÷ ${divisor}: least possible ${seconds(run.leastMs)}, taken ${seconds(summary.durationMs)} (${((summary.durationMs / run.leastMs) * 100).toFixed(1)} %); ${unintended} unintended 429 in ${summary.requests} requests; ${JSON.stringify(summary.cases)}`,
)
if (unintended > 0) process.exitCode = 1
