import { Fault } from '../../fault.ts'
import { collect, type Report } from '../../report/report.ts'
import type { RunEvent } from '../../verify/model/events.ts'
import type { Verifier } from '../../verifier/create-verifier.ts'
import type { RunSettings } from '../../verifier/options.ts'
import { transportsNamed } from '../../verifier/wanted.ts'
import type { Command, Input, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { unlessInterrupted } from '../interruption.ts'
import { atMost } from '../at-most.ts'
import { dryRun } from '../verify/dry-run.ts'
import { exitOf } from '../verify/exit.ts'
import { nextStep } from '../verify/next-step.ts'
import { runsBefore, tellRuns } from '../verify/recorded-runs.ts'
import { verifyOptions } from '../verify/options.ts'
import { checkReports, writeReports } from '../verify/reports.ts'
import { toRunSettings } from '../verify/run-settings.ts'
import { createTelling, type Telling } from '../verify/telling.ts'

/** Replays every documented case against a target. */
export const verify: Command = {
  name: 'verify',
  operands: '[url]',
  summary:
    'Replays every documented success and error against a target, and reports which of them it returns.\nWithout a URL: the built-in mock. A greenroom is found by its run file or --control-url; any other server is foreign,\nand verify changes nothing on it unless --allow-mutating names its host.\nExit codes: 0 held, 1 broken, 2 wrong usage or rejected credentials, 3 unreachable or network trouble, 4 nothing could be\nsent safely, 5 too little coverage.',
  options: verifyOptions,
  examples: [
    'greenroom verify',
    'greenroom verify http://127.0.0.1:4010',
    'greenroom verify https://chat.example.org --target staging.yaml --junit report.xml',
    'greenroom verify http://127.0.0.1:4010 --case joinMeetingRoom/room-locked',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom verify takes one URL.')
    return unlessInterrupted(async (signal) => {
      // Takes more than half of the start-up time: help and usage errors don't wait for it.
      const { openVerifiers } = await import('../verify/open.ts')
      const verifiers = await openVerifiers(input, io.env)
      try {
        return await verifyAll(verifiers, { input, io, signal })
      } finally {
        await Promise.all(verifiers.map(({ close }) => close()))
      }
    })
  },
}

/** How the command was called, and what ends it. */
interface Called {
  readonly input: Input
  readonly io: Io
  readonly signal: AbortSignal
}

async function verifyAll(verifiers: readonly Verifier[], { input, io, signal }: Called): Promise<number> {
  const settingsOf = ({ target }: Verifier): RunSettings => ({ ...toRunSettings(input, target), signal })
  refuseOtherTransports(input.list('transport'), verifiers)
  if (input.flag('dry-run')) {
    for (const verifier of verifiers) await dryRun(verifier, settingsOf(verifier), io)
    return exitCode.held
  }
  await checkReports(input)
  const before = await runsBefore(input)
  const reports = await allRuns(
    verifiers.map((verifier) => verifier.run(settingsOf(verifier))),
    createTelling(input, io, { namesEdition: verifiers.length > 1 }),
  )
  if (!input.flag('quiet') && input.text('target') === undefined) io.out(nextStep(reports))
  await tellRuns(reports, before, input, io)
  await writeReports(reports, input, io)
  const { code, reason } = signal.aborted
    ? { code: exitCode.interrupted, reason: 'interrupted' }
    : exitOf(reports.map(({ summary, run }) => ({ summary, minCoverage: run.minCoverage })))
  // Breaches have already been reported.
  if (reason !== null && code !== exitCode.broken) io.out(`exit ${code}: ${reason}\n`)
  return code
}

async function allRuns(runs: readonly AsyncGenerator<RunEvent, void>[], { on, stop }: Telling): Promise<Report[]> {
  const reports: Report[] = []
  try {
    for (const run of runs) reports.push(await collect(run, on))
  } finally {
    stop()
  }
  return reports
}

/** With a transport that no target has, nothing would be played. */
function refuseOtherTransports(names: readonly string[], verifiers: readonly Verifier[]): void {
  const own = [...new Set(verifiers.flatMap(({ target }) => target.transports))]
  const other = transportsNamed(names).find((transport) => !own.includes(transport))
  if (other === undefined) return
  throw new Fault(
    `the target has no transport ${other}, only ${own.join(', ')}`,
    'List it under transports in a target file.',
  )
}
