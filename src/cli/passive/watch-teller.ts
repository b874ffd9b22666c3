import type { Sighting } from '../../passive/model/sighting.ts'
import type { KnownSecrets } from '../../passive/secrets.ts'
import { endOfReading, beginning, type SeenRun } from '../../passive/seen-report.ts'
import { titleOf } from '../../report/case-title.ts'
import type { Report } from '../../report/report.ts'
import { createTerminal } from '../../report/terminal.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { toLogLine } from '../../report/text/log.ts'
import { gateWord } from '../../verify/model/gate.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import type { Input, Io } from '../command.ts'
import { seenJson } from './seen-json.ts'
import { terminalOptions } from './telling.ts'

/** Tells what a proxy sees, as it passes. */
export interface WatchTeller {
  /** Once, before all else. */
  readonly begins: (run: SeenRun['run'], proxy: string) => void
  /** A call; `result` is null for what was told before. */
  readonly saw: (sighting: Sighting, result: CaseResult | null) => void
  /** Once, after all else. */
  readonly ends: (seen: SeenRun, report: Report) => void
}

/** For people: each outcome that is met for the first time, and each kind of breach. */
export function textTeller(input: Input, io: Io): WatchTeller {
  const terminal = createTerminal(terminalOptions(input, io))
  const isQuiet = input.flag('quiet')
  return {
    begins(run, proxy) {
      // How many there will be is unknown, but more than a few.
      terminal(beginning(run, Number.MAX_SAFE_INTEGER))
      if (!isQuiet) io.out(`${proxy} passes everything on to ${new URL(run.url).origin}; Ctrl-C ends with the report\n`)
    },
    saw(_, result) {
      if (result === null) return
      if (result.verdict === 'held' && !isQuiet) io.out(`met ${titleOf(result)}  ${toLogLine(result.at)}\n`)
      terminal({ kind: 'judged', result })
    },
    ends: (seen) => endOfReading(seen).forEach(terminal),
  }
}

/** For programs: a line of JSON when it listens, one for each call, however often it comes, and one for the whole. */
export function jsonTeller(io: Io, secrets: KnownSecrets): WatchTeller {
  const write = (value: object): void => io.out(`${toEscapedJson(value)}\n`)
  return {
    begins: ({ url, edition, gate }, proxy) =>
      write({ ready: true, url: proxy, target: url, edition, gate: gateWord(gate) }),
    saw(sighting) {
      // Of bodies, which a mask is for, a line has nothing.
      write(callRecord(sighting, secrets.redaction(false).text))
    },
    ends: (seen, report) => io.out(seenJson(report, seen.tally.met())),
  }
}

const callRecord = (
  { face, outcome, transport, place, breaches, played }: Sighting,
  clean: (text: string) => string,
): object => ({
  place,
  operation: face.operation,
  transport,
  method: played.request.method,
  target: clean(played.request.target),
  status: played.answered?.received.status ?? null,
  outcome: outcome?.name ?? null,
  ms: played.answered?.received.ms ?? null,
  breaches: breaches.map(({ check, message, source }) => ({ check, source, says: clean(message) })),
})
