import { Fault } from '../fault.ts'
import type { RunEvent, RunInfo } from '../verify/model/events.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Summary } from '../verify/model/summary.ts'

/** An event of one kind. */
export type EventOf<Kind extends RunEvent['kind']> = Extract<RunEvent, { readonly kind: Kind }>

/** A whole run of one edition. Reporters take one for each edition, and use the figures of `summary` instead of counting. */
export interface Report {
  readonly run: RunInfo
  /** When it was planned, in milliseconds since 1970. */
  readonly startedAt: number
  readonly identities: readonly EventOf<'identity'>[]
  /** In the order in which they were judged. */
  readonly results: readonly CaseResult[]
  readonly leftBehind: readonly EventOf<'left-behind'>[]
  /** Notes about the whole run. */
  readonly notes: readonly string[]
  readonly summary: Summary
}

/**
 * Collects a run to its end and passes on each event as it arrives. Throws a Fault if the `planned` or the `finished` event is
 * missing.
 */
export async function collect(
  events: AsyncIterable<RunEvent>,
  onEvent: (event: RunEvent) => void = () => {},
  now: () => number = Date.now,
): Promise<Report> {
  const startedAt = now()
  const all: RunEvent[] = []
  for await (const event of events) {
    onEvent(event)
    all.push(event)
  }
  return { startedAt, ...toReport(all) }
}

function toReport(all: readonly RunEvent[]): Omit<Report, 'startedAt'> {
  const of = <Kind extends RunEvent['kind']>(kind: Kind): EventOf<Kind>[] =>
    all.filter((event): event is EventOf<Kind> => event.kind === kind)
  const planned = of('planned')[0]
  const finished = of('finished')[0]
  if (planned === undefined || finished === undefined)
    throw new Fault('The run ended without its figures.', 'This is a fault in greenroom; please report it.')
  return {
    run: planned.run,
    identities: of('identity'),
    results: of('judged').map(({ result }) => result),
    leftBehind: of('left-behind'),
    notes: of('note').map(({ text }) => text),
    summary: finished.summary,
  }
}
