import type { RecordedFinding } from '../../verify/model/target.ts'
import type { BlockedKind, CaseResult } from '../../verify/model/result.ts'
import type { Transport } from '../../verify/model/transport.ts'
import type { Report } from '../report.ts'
import { endOf } from '../verdict.ts'

/** A run as it is kept, to be compared with later ones: no bodies, no secrets, and nothing that changes in every run. */
export interface RecordedRun {
  readonly format: 1
  /** When it began, ISO 8601. */
  readonly at: string
  readonly target: string
  readonly edition: string
  /** Why it ended early; null: it is whole. */
  readonly end: string | null
  /** Transport → ids of cases that held, without undocumented members. */
  readonly held: Readonly<Partial<Record<Transport, readonly string[]>>>
  readonly others: readonly KeptCase[]
}

/** A case that did not simply hold. */
export interface KeptCase {
  readonly id: string
  readonly transport: Transport
  readonly state: KeptState
  /** How it deviates. */
  readonly findings?: readonly RecordedFinding[]
  /** Undocumented members. */
  readonly extra?: readonly string[]
  /** Why it could not be judged; `skipped`: it was omitted on purpose. */
  readonly why?: BlockedKind | 'skipped'
}

/** The state of a case, as far as it matters later. */
export type KeptState = 'held' | 'deviates' | 'unjudged'

/** A run to keep. */
export function toRecordedRun({ run, startedAt, summary, results }: Report): RecordedRun {
  const kept = results.map(toKept)
  const plain = kept.filter(isPlain)
  return {
    format: 1,
    at: new Date(startedAt).toISOString(),
    target: run.target,
    edition: run.edition,
    end: endOf(summary),
    held: Object.fromEntries(
      [...Map.groupBy(plain, ({ transport }) => transport)].map(([transport, all]) => [
        transport,
        all.map(({ id }) => id),
      ]),
    ),
    others: kept.filter((each) => !isPlain(each)),
  }
}

/** Every case of a recorded run. */
export const casesOf = ({ held, others }: RecordedRun): KeptCase[] => [
  ...Object.entries(held).flatMap(([transport, ids]) =>
    ids.map((id): KeptCase => ({ id, transport: toTransport(transport), state: 'held' })),
  ),
  ...others,
]

/** A case as it is kept. */
export function toKept({ id, transport, verdict, kind, deviates, extra }: CaseResult): KeptCase {
  const own = { id, transport }
  if (verdict === 'blocked' || verdict === 'skipped') return { ...own, state: 'unjudged', why: kind ?? 'skipped' }
  if (verdict !== 'held') return { ...own, state: 'deviates', findings: deviates?.findings ?? [] }
  return extra.length === 0 ? { ...own, state: 'held' } : { ...own, state: 'held', extra }
}

const isPlain = ({ state, extra }: KeptCase): boolean => state === 'held' && extra === undefined

const NAMES: Readonly<Record<string, Transport>> = {
  http: 'http',
  polling: 'polling',
  websocket: 'websocket',
  upgraded: 'upgraded',
}
const toTransport = (name: string): Transport => NAMES[name] ?? 'http'
