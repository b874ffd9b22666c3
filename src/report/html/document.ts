import { Fault } from '../../fault.ts'
import { isObject } from '../../json.ts'
import type { RunInfo } from '../../verify/model/events.ts'
import type { Source } from '../../verify/model/finding.ts'
import type { Verdict } from '../../verify/model/result.ts'
import type { Summary } from '../../verify/model/summary.ts'
import { toPlainText } from '../text/plain.ts'

/** A CTRF report of `greenroom verify`, as far as the HTML report shows it. */
export interface CtrfDocument {
  readonly timestamp: string
  readonly results: {
    readonly tests: readonly CtrfTest[]
    readonly extra: { readonly runs: readonly CtrfRun[] }
  }
}

/** A case, or, as `run`, what failed a run beside its cases. */
export interface CtrfTest {
  readonly name: string
  readonly rawStatus: Verdict | 'run'
  readonly duration: number
  /** Operation and edition. */
  readonly suite: readonly [string, string]
  readonly message?: string
  readonly trace?: string
  readonly extra: {
    readonly kind: string | null
    readonly reason: string | null
    readonly source: Source
    readonly security: readonly string[]
    readonly notes: readonly string[]
    readonly reproduce: { readonly target: string | null; readonly mock: string | null }
  }
}

/** A run of one edition. */
export type CtrfRun = RunInfo & {
  readonly identities: readonly { readonly name: string; readonly state: string; readonly reason: string | null }[]
  readonly leftBehind: readonly { readonly what: string; readonly reason: string }[]
  readonly notes?: readonly string[]
  readonly summary: Summary
}

/** Reads a CTRF report; `name` is its file, for messages. Throws a Fault for any other than that of `greenroom verify`. */
export function readCtrf(text: string, name: string): CtrfDocument {
  const value = parsed(text)
  if (isDocument(value)) return value
  throw new Fault(
    `${name} is not a report of greenroom verify`,
    'Write one with greenroom verify --ctrf <file>; reports of other tools lack its figures.',
  )
}

/** Without active characters, which a report from elsewhere may contain. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? toPlainText(value) : value))
  } catch {
    return undefined
  }
}

/** Only the outline is checked: the author of a report changed by hand gets what they wrote. */
const isDocument = (value: unknown): value is CtrfDocument =>
  isObject(value) &&
  value['generatedBy'] === 'greenroom verify' &&
  isObject(value['results']) &&
  Array.isArray(value['results']['tests']) &&
  value['results']['tests'].every(
    (test) => isObject(test) && isObject(test['extra']) && Array.isArray(test['suite']),
  ) &&
  isObject(value['results']['extra']) &&
  Array.isArray(value['results']['extra']['runs']) &&
  value['results']['extra']['runs'].every((run) => isObject(run) && isObject(run['summary']))
