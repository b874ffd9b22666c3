/**
 * How many single deviations of the mock `greenroom verify` finds, and that it raises no alarm at harmless ones. Writes
 * bench/mutants.md; with `--only <operator>` or `--name <part of a name>` it judges those alone, and writes nothing.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSend } from '../src/verify/send.ts'
import { mutants } from './mutants/all.ts'
import { harmless } from './mutants/harmless.ts'
import { judge, type Judged } from './mutants/judge.ts'
import type { Mutant } from './mutants/mutant.ts'
import { createPatcher } from './mutants/patched.ts'
import { toReport } from './mutants/report.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, name: { type: 'string' } } })
const { only, name = '' } = values
const isWanted = (mutant: Mutant): boolean =>
  (only === undefined || mutant.operator === only) && mutant.name.includes(name)
const wanted = [...mutants, ...harmless].filter(isWanted)

/** Not more at once: they share one thread, and late answers must not come late for want of it. */
const AT_ONCE = 2

const send = createSend({})
const patcher = createPatcher()
const begin = performance.now()
const rest = wanted.entries()
const judged: Judged[] = []
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const [index, mutant] of rest) {
      const found = await judge(mutant, { send: send.send, patcher })
      judged[index] = found
      console.error(
        `${found.as.padEnd(8)} ${mutant.operator}: ${mutant.name} (${found.case ?? ''} ${found.by}) ${Math.round(found.ms)} ms`,
      )
    }
  }),
)
patcher.close()
await send.close()
const report = toReport(judged, performance.now() - begin)
console.log(report)
if (wanted.length === mutants.length + harmless.length) await writeFile(join(import.meta.dirname, 'mutants.md'), report)
