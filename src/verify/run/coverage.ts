import type { AnyFace } from '../../contract/model/face.ts'
import type { CaseResult } from '../model/result.ts'
import { weakestSource } from '../model/source.ts'
import type { CoverageRow, HeldInPart, OutcomeState } from '../model/summary.ts'
import { TRANSPORTS, type Transport } from '../model/transport.ts'

/** The states of an outcome, in order of precedence. */
const STATES: readonly OutcomeState[] = ['broken', 'held', 'differs', 'known', 'blocked', 'never']

/** A documented outcome, and the results of its cases. */
interface Tried {
  readonly operation: string
  readonly edition: string
  readonly name: string
  readonly sources: readonly string[]
  readonly results: readonly CaseResult[]
}

/** The states of all documented outcomes, by operation and source. */
export function coverageOf(faces: readonly AnyFace[], results: readonly CaseResult[]): CoverageRow[] {
  const transports = transportsOf(results)
  const rows = Map.groupBy(
    triedOf(faces, results),
    ({ operation, sources }) => `${operation} ${weakestSource(sources)}`,
  )
  return [...rows.values()].flatMap((row) => {
    const [first] = row
    if (!first) return []
    const { operation, edition, sources } = first
    const on = transports.map(
      (transport) => [transport, row.filter((each) => hasHeld(each, transport)).length] as const,
    )
    const states = row.map((each) => stateOf(each.results))
    return [
      { operation, edition, source: weakestSource(sources), outcomes: counted(states), heldOn: Object.fromEntries(on) },
    ]
  })
}

/** Outcomes that held on some transports, but not on others that were tried, which a state over all transports hides. */
export function heldInPart(faces: readonly AnyFace[], results: readonly CaseResult[]): HeldInPart[] {
  return triedOf(faces, results).flatMap((each) => {
    const transports = transportsOf(each.results)
    const on = transports.filter((transport) => hasHeld(each, transport))
    const notOn = transports.filter((transport) => !on.includes(transport))
    return on.length === 0 || notOn.length === 0 ? [] : [{ outcome: `${each.operation}/${each.name}`, on, notOn }]
  })
}

function triedOf(faces: readonly AnyFace[], results: readonly CaseResult[]): Tried[] {
  const byOutcome = Map.groupBy(results, ({ operation, outcome }) => `${operation}/${outcome}`)
  return faces.flatMap(({ operation, edition, outcomes }) =>
    outcomes.map(({ name, sources }) => {
      const of = byOutcome.get(`${operation}/${name}`) ?? []
      return { operation, edition, name, sources, results: of }
    }),
  )
}

/** Requested transports that the target has. */
const transportsOf = (results: readonly CaseResult[]): Transport[] =>
  TRANSPORTS.filter((transport) =>
    results.some((each) => each.transport === transport && each.verdict !== 'skipped' && each.kind !== 'transport'),
  )

const hasHeld = ({ results }: Tried, on: Transport): boolean =>
  results.some(({ transport, verdict }) => transport === on && verdict === 'held')

/** An outcome held if one of its cases did and none was broken. */
const stateOf = (results: readonly CaseResult[]): OutcomeState =>
  STATES.find((state) => results.some(({ verdict }) => verdict === state)) ?? 'never'

const counted = (states: readonly OutcomeState[]): CoverageRow['outcomes'] => {
  const count = (wanted: OutcomeState): number => states.filter((state) => state === wanted).length
  return {
    broken: count('broken'),
    held: count('held'),
    differs: count('differs'),
    known: count('known'),
    blocked: count('blocked'),
    never: count('never'),
  }
}
