import type { LeftOut } from '../../passive/reading.ts'
import type { SeenRun } from '../../passive/seen-report.ts'
import { seenResult, type SeenResultParts } from '../../passive/seen-result.ts'
import { createTally, type Tally } from '../../passive/tally.ts'
import { collect, type Report } from '../../report/report.ts'
import type { TerminalOptions } from '../../report/terminal.ts'
import type { RunEvent } from '../../verify/model/events.ts'
import type { Source } from '../../verify/model/finding.ts'
import { isLoopback } from '../../verify/model/loopback.ts'
import type { Input, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { terminalPaint } from '../paint.ts'
import { exitOf } from '../verify/exit.ts'
import { writeReports } from '../verify/reports.ts'
import type { PassiveAsked } from './asked.ts'

/** What is known of a reading at its end. */
export interface SeenParts {
  /** Its name in reports. */
  readonly target: string
  /** The servers whose calls were judged. */
  readonly origins: readonly string[]
  readonly tally: Tally
  readonly leftOut: LeftOut
  readonly durationMs: number
  readonly notes: readonly string[]
}

/** Which breaches fail: on this machine all, elsewhere those of documents, unless the options say otherwise. */
const gateFor = ({ gate }: PassiveAsked, origins: readonly string[]): Source =>
  gate ?? (origins.every(isLoopback) ? 'inferred' : 'document')

/** Counts what is seen of these servers. */
export const tallyFor = (
  asked: PassiveAsked,
  origins: readonly string[],
  shown: Pick<SeenResultParts, 'mostShown'> = {},
): Tally => {
  const { edition, secrets, keepBodies } = asked
  const parts = { edition, gate: gateFor(asked, origins), secrets, keepBodies, ...shown }
  return createTally((sighting, n) => seenResult(sighting, n, parts))
}

/** A reading, as a run of `verify` is described. */
export const seenRun = (asked: PassiveAsked, { target, origins, ...seen }: SeenParts): SeenRun => ({
  run: {
    target,
    url: asked.parts.scope.url ?? origins[0] ?? target,
    edition: asked.edition,
    gate: gateFor(asked, origins),
    minCoverage: asked.minCoverage,
    bodies: asked.keepBodies || origins.every(isLoopback) ? 'all' : 'fixed',
  },
  faces: asked.parts.faces,
  socketFaces: asked.parts.socketFaces,
  ...seen,
})

/** Events that are all there, as a report. */
export const collected = (events: readonly RunEvent[], startedAt: number): Promise<Report> =>
  collect(
    streamOf(events),
    () => {},
    () => startedAt,
  )

// oxlint-disable-next-line require-await -- all of it is there already
async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item, void> {
  yield* items
}

/** How a reading is told on a terminal. */
export const terminalOptions = (input: Input, io: Io): TerminalOptions => ({
  out: (text) => io.out(text),
  isTty: false,
  paint: terminalPaint(io),
  quiet: input.flag('quiet'),
  all: input.flag('all'),
})

/** Writes the reports of the options, and returns the exit code. */
export async function finished(report: Report, input: Input, io: Io): Promise<number> {
  await writeReports([report], input, io)
  const { code, reason } = exitOf([{ summary: report.summary, minCoverage: report.run.minCoverage }])
  if (reason !== null && code !== exitCode.broken) io.error(`exit ${code}: ${reason}\n`)
  return code
}
