// `npm run pacing [-- <divisor>]`: verifies a stand-in for a real server with rate limit windows of full length (or divided by the
// divisor), and prints the duration compared with the minimum, and the number of unexpected 429s. At full length: twenty minutes.
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
