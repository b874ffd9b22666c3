import type { MetCount } from '../../passive/tally.ts'
import type { Report } from '../../report/report.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { gateWord } from '../../verify/model/gate.ts'

/** A reading as one line of JSON: what was met, what breaks the contract, and the figures. */
export const seenJson = ({ run, results, notes, summary }: Report, met: readonly MetCount[]): string =>
  `${toEscapedJson({
    url: run.url,
    edition: run.edition,
    gate: gateWord(run.gate),
    met,
    breaches: results
      .filter(({ verdict }) => verdict !== 'held')
      .map(({ operation, outcome, transport, verdict, at, contractAt, findings, notes: own }) => ({
        operation,
        outcome,
        transport,
        verdict,
        at,
        contractAt,
        findings,
        notes: own,
      })),
    notes,
    summary,
  })}\n`
