/**
 * How many single deviations of the mock `greenroom verify` finds, and that it raises no alarm at harmless ones. Writes
 * bench/mutants.md; with `--only <operator>` or `--name <part of a name>` it judges those alone, and writes nothing. Ends with
 * exit code 1 where a harmless variant raises an alarm or, of all mutants, too few are found.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { lazySocketClient } from '../src/verifier/lazy-socket-client.ts'
import { createSend } from '../src/verify/send/send.ts'
import { mutants } from './mutants/all.ts'
import { harmless } from './mutants/harmless.ts'
import { judgeAll } from './mutants/judge-all.ts'
import type { Mutant } from './mutants/mutant.ts'
import { createPatcher } from './mutants/patched.ts'
import { isGood, toReport } from './mutants/report.ts'
import { socketHarmless } from './mutants/socket-harmless.ts'
import { whyNot } from './mutants/why-not.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, name: { type: 'string' } } })
const { only, name = '' } = values
const isWanted = (mutant: Mutant): boolean =>
  (only === undefined || mutant.operator === only) && mutant.name.includes(name)
const all = [...mutants, ...harmless, ...socketHarmless]
const wanted = all.filter(isWanted)

const send = createSend({})
const patcher = createPatcher()
const begin = performance.now()
const judged = await judgeAll(
  wanted,
  { send: send.send, socketClient: lazySocketClient({ send: send.send }), patcher },
  ({ mutant, as, case: id, by, ms }) =>
    console.error(
      `${as.padEnd(8)} ${mutant.operator}: ${mutant.name} (${[id, by].join(' ').trim()}) ${Math.round(ms)} ms`,
    ),
)
patcher.close()
await send.close()
const report = toReport(judged, performance.now() - begin, whyNot)
console.log(report)
if (wanted.length === all.length) await writeFile(join(import.meta.dirname, 'mutants.md'), report)
if (!isGood(judged)) process.exitCode = 1
