import { toFinding, type Breach } from '../verify/judge/checks/breach.ts'
import type { Source } from '../verify/model/finding.ts'
import { isLoopback } from '../verify/model/loopback.ts'
import type { CaseResult } from '../verify/model/result.ts'
import { failsAt, weakestSource } from '../verify/model/source.ts'
import { toEvidence } from '../verify/play/evidence.ts'
import { shortened } from './model/shortened.ts'
import type { Sighting } from './model/sighting.ts'
import type { KnownSecrets } from './secrets.ts'

/** What a result depends on besides the sighting. */
export interface SeenResultParts {
  readonly edition: string
  /** Breaches of this source or stronger break the contract. */
  readonly gate: Source
  readonly secrets: KnownSecrets
  /** Whether bodies are shown as received, also those of servers elsewhere. */
  readonly keepBodies: boolean
  /** Characters of a body that are shown; as many as `verify` shows by default, and to redact those may take seconds. */
  readonly mostShown?: number
}

/** Stands for the outcome of an answer that is near none. */
export const UNDOCUMENTED = 'undocumented'

/** The result of a sighting, redacted, in the form that all reports of `verify` take. */
export function seenResult(sighting: Sighting, n: number, parts: SeenResultParts): CaseResult {
  const { face, outcome, breaches, played } = sighting
  parts.secrets.learn(sighting.secrets)
  const redaction = parts.secrets.redaction(!parts.keepBodies && !isLoopback(sighting.origin))
  const name = outcome?.name ?? UNDOCUMENTED
  const isMet = breaches.length === 0
  const sources = outcome?.sources ?? [...new Set(breaches.flatMap((each) => each.sources))]
  return {
    id: `${face.operation}/${name}${isMet ? '' : `:seen-${n}`}`,
    edition: parts.edition,
    operation: face.operation,
    outcome: name,
    transport: sighting.transport,
    source: weakestSource(sources),
    sources,
    verdict: isMet ? 'held' : breaches.some(({ source }) => failsAt(source, parts.gate)) ? 'broken' : 'differs',
    kind: null,
    reason: null,
    findings: breaches.map((each) => toFinding(withoutLongParts(each), 1, redaction)),
    notes: sighting.notes.map(redaction.text),
    extra: [],
    answeredAs: null,
    attempts: 1,
    ms: played.answered?.received.ms ?? 0,
    exchanges: isMet ? [] : [toEvidence(played, redaction, parts.mostShown)],
    deviates: null,
    calls: 1,
    at: sighting.place,
    contractAt: outcome?.at ?? face.at,
    reproduce: { target: null, mock: isMet || outcome === null ? null : showLine(sighting, name) },
  }
}

/** To remove secrets from a long value takes seconds, and its answer is shown beside it. */
const withoutLongParts = (breach: Breach): Breach =>
  breach.actual === undefined ? breach : { ...breach, actual: shortened([breach.actual], MOST_ACTUAL)[0] }

const MOST_ACTUAL = 8192

/** The command that prints the documented answer, and the call that gets it. */
const showLine = ({ face, transport }: Sighting, name: string): string =>
  `npx greenroom show ${face.operation}/${name}${face.edition === 'current' ? '' : ` --edition ${face.edition}`}${transport === 'http' ? '' : ' --as socket'}`
