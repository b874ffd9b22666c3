/**
 * Counts how many single deviations of the mock `greenroom verify` finds, and checks that harmless ones raise no alarm. Writes
 * bench/mutants.md and bench/mutants-sockets.md, or only one with `--part http|sockets`; with `--only <operator>` or
 * `--name <part of a name>`, it judges only those, and writes nothing. Exits with code 1 if a harmless variant raises an alarm, or
 * if too few are found: of all mutants, or with the gate `document` of those that contradict a document.
 */
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Fault } from '../src/fault.ts'
import { lazySocketClient } from '../src/verifier/lazy-socket-client.ts'
import { createSend } from '../src/verify/send/send.ts'
import { mutants } from './mutants/all.ts'
import { harmless } from './mutants/harmless.ts'
import { judgeAll } from './mutants/judge-all.ts'
import type { Mutant } from './mutants/mutant.ts'
import { isOnSockets } from './mutants/on-sockets.ts'
import { createPatcher } from './mutants/patched.ts'
import { isGood, toReport, type Part } from './mutants/report.ts'
import { socketHarmless } from './mutants/socket-harmless.ts'
import { whyNot } from './mutants/why-not.ts'

const PARTS: readonly { readonly part: Part; readonly file: string; readonly mutants: readonly Mutant[] }[] = [
  { part: 'http', file: 'mutants.md', mutants: [...mutants.filter((each) => !isOnSockets(each)), ...harmless] },
  { part: 'sockets', file: 'mutants-sockets.md', mutants: [...mutants.filter(isOnSockets), ...socketHarmless] },
]

const { values } = parseArgs({
  options: { part: { type: 'string' }, only: { type: 'string' }, name: { type: 'string' } },
})
const { part: onlyPart, only, name = '' } = values
const isWanted = (mutant: Mutant): boolean =>
  (only === undefined || mutant.operator === only) && mutant.name.includes(name)

const wantedParts = PARTS.filter(({ part }) => onlyPart === undefined || part === onlyPart)
if (wantedParts.length === 0) throw new Fault(`there is no part ${onlyPart}`, 'Write http or sockets.')

const MACHINE = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`
const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
const commit = (): string => git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') && ' with changes')

const send = createSend({})
const parts = {
  send: send.send,
  socketClient: lazySocketClient({ send: send.send }),
  patcher: createPatcher(),
}
for (const { part, file, mutants: all } of wantedParts) {
  const wanted = all.filter(isWanted)
  if (wanted.length === 0) continue
  const begin = performance.now()
  const judged = await judgeAll(wanted, parts, ({ mutant, as, document, case: id, by, ms }) =>
    console.error(
      `${as.padEnd(8)} ${document.padEnd(16)} ${mutant.operator}: ${mutant.name} (${[id, by].join(' ').trim()}) ${Math.round(ms)} ms`,
    ),
  )
  const date = new Date().toISOString().slice(0, 10)
  const run = { part, date, commit: commit(), machine: MACHINE, ms: performance.now() - begin }
  const report = toReport(judged, run, whyNot)
  console.log(report)
  if (wanted.length === all.length) await writeFile(join(import.meta.dirname, file), report)
  if (!isGood(judged)) process.exitCode = 1
}
parts.patcher.close()
await send.close()
