import { Fault } from '../fault.ts'
import { collect, type Report } from '../report/report.ts'
import type { Paint } from '../report/paint.ts'
import { createTerminal, type Terminal } from '../report/terminal.ts'
import type { Deviation } from '../verify/target.ts'
import type { Command, Input, Io } from './command.ts'
import { atMost } from './control-options.ts'
import { loadDeviations } from './deviations-file.ts'
import { dryRun } from './dry-run.ts'
import { exitCode } from './exit-code.ts'
import { reproducer } from './reproduce.ts'
import { shuffled } from './shuffled.ts'
import { unlessInterrupted } from './interruption.ts'
import { styleOf } from './paint.ts'
import { exitOf } from './verify-exit.ts'
import { toGate, toPercent, verifyOptions, within } from './verify-options.ts'
import { checkReports, writeReports } from './verify-reports.ts'
import { openSession } from './verify-session.ts'
import { allCases, verifyReady, type Asked, type Ready } from './verify-run.ts'
import { transportsBy, wantedBy } from './wanted-cases.ts'

/** Replays every documented case against a target. */
export const verify: Command = {
  name: 'verify',
  operands: '[url]',
  summary:
    'Replays every documented success and error against a target, and says which the contract is held by.\nWithout a URL: the built-in mock. A greenroom is found by its run file, or --control-url; anything else is a foreign\nserver, on which nothing is changed unless --allow-mutating names its host.\nExit codes: 0 held, 1 broken, 2 usage or credentials of no use, 3 unreachable or trouble on the way, 4 nothing that could be\nsent safely, 5 too little coverage.',
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
      const { send, link, readies, close } = await openSession(input, { env: io.env, signal })
      try {
        return await verifyAll(readies, { ...(await toAsked(input)), send, link, signal }, input, io)
      } finally {
        await close()
      }
    })
  },
}

async function verifyAll(readies: readonly Ready[], asked: Asked, input: Input, io: Io): Promise<number> {
  const chosen = readies.map((ready) => withOptions(ready, input))
  refuseOtherHosts(asked.allowMutating, chosen)
  refuseOtherTransports(input.list('transport'), chosen)
  if (input.flag('dry-run')) return dryRun(chosen, asked, io)
  await checkReports(input)
  const terminal = terminalOf(input, io)
  const reports: Report[] = []
  for (const ready of chosen) reports.push(await collect(verifyReady(ready, asked), terminal))
  if (!input.flag('quiet')) io.out(nextStep(reports, input))
  await writeReports(reports, input, io)
  const { code, reason } = exitOf(reports.map(({ summary, run }) => ({ summary, minCoverage: run.minCoverage })))
  // What is broken has been told at length.
  if (reason !== null && code !== exitCode.broken) io.out(`exit ${code}: ${reason}\n`)
  return code
}

/** A host that is misspelt would let nothing through, and nobody would hear of it. */
function refuseOtherHosts(hosts: readonly string[], readies: readonly Ready[]): void {
  const own = readies.map(({ target }) => new URL(target.url).host)
  const other = hosts.find((host) => !own.includes(host))
  if (other === undefined) return
  throw new Fault(
    `--allow-mutating=${other} is not the host of the target`,
    `Write it as in its URL: ${own.join(', ')}.`,
  )
}

/** A transport that no target has would play nothing. */
function refuseOtherTransports(names: readonly string[], readies: readonly Ready[]): void {
  const own = [...new Set(readies.flatMap(({ target }) => target.transports))]
  const other = names.find((name) => !own.some((transport) => transport === name))
  if (other === undefined) return
  throw new Fault(
    `--transport ${other} is none of the target's, which are ${own.join(', ')}`,
    'Name it under transports in a target file.',
  )
}

/** What to do for the cases that a bare URL says too little for; nothing where a target file or a control plane says it. */
function nextStep(reports: readonly Report[], input: Input): string {
  const report = reports.find(({ run, summary }) => run.arranger === 'static' && summary.unreachable === null)
  if (!report || input.text('target') !== undefined) return ''
  const { identity, situation, safety } = report.summary.blocked
  const count = identity + situation + safety
  return count === 0 ? '' : `${count} cases need more than a URL. Next: npx greenroom target init ${report.run.url}\n`
}

/** Whether a part of the cases is asked for. */
const isPart = (input: Input): boolean => input.list('case').length > 0 || input.list('transport').length > 0

/** What the options say, before what is usual for the target. */
export const withOptions = (ready: Ready, input: Input): Ready => ({
  ...ready,
  gate: toGate(input.text('gate')) ?? ready.gate,
  // Some cases alone can't cover what all of them do.
  minCoverage: toPercent(input, 'min-coverage') ?? (isPart(input) ? 0 : ready.minCoverage),
  timeoutMs: within(input, 'timeout', ready.timeoutMs, [1, 600_000]),
})

/** What the options of a run ask for, but for what sends and what ends it. */
export async function toAsked(input: Input): Promise<Omit<Asked, 'send' | 'link' | 'signal'>> {
  const seed = input.number('shuffle')
  const [isCase, isTransport] = [wantedBy(input.list('case')), transportsBy(input.list('transport'))]
  return {
    wanted: (found, transport) => isCase(found) && isTransport(transport),
    deviations: await deviationsOf(input.text('deviations')),
    allowMutating: input.list('allow-mutating'),
    deadlineMs: within(input, 'deadline', 60, [1, 1440]) * 60_000,
    retries: within(input, 'retries', 5, [0, 20]),
    workers: within(input, 'workers', 8, [1, 16]),
    keepBodies: input.flag('keep-bodies'),
    order: seed === undefined ? (cases) => cases : (cases) => shuffled(cases, seed),
    reproduce: reproducer(input),
  }
}

const deviationsOf = async (file: string | undefined): Promise<readonly Deviation[]> =>
  file === undefined
    ? []
    : loadDeviations(
        file,
        allCases.map(({ id }) => id),
      )

const terminalOf = (input: Input, io: Io): Terminal =>
  createTerminal({
    out: (text) => io.out(text),
    isTty: io.columns !== undefined && io.env['CI'] === undefined,
    paint: paint(io),
    width: io.columns ?? 80,
    quiet: input.flag('quiet'),
  })

function paint(io: Io): Paint {
  const style = styleOf(io)
  return {
    bold: (text) => style('bold', text),
    dim: (text) => style('dim', text),
    red: (text) => style('red', text),
    green: (text) => style('green', text),
    yellow: (text) => style('yellow', text),
  }
}
