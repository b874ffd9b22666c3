import type { CaseResult } from '../verify/model/result.ts'
import { stableText } from '../verify/model/stable-text.ts'
import type { Transport } from '../verify/model/transport.ts'
import type { Sighting } from './model/sighting.ts'

/** How often a documented outcome was met. */
export interface MetCount {
  readonly operation: string
  readonly outcome: string
  readonly transport: Transport
  readonly count: number
  /** Where it was met first. */
  readonly place: string
}

/** Counts sightings: one result for each outcome that was met, and for each kind of breach, however often. */
export interface Tally {
  /** The result, if it is new. */
  readonly add: (sighting: Sighting) => CaseResult | null
  /** Those so far, breaches with how often they were seen. */
  readonly results: () => CaseResult[]
  readonly met: () => MetCount[]
  /** Calls that were judged. */
  readonly judged: () => number
  /** Breaches of kinds that were one too many to keep. */
  readonly unkept: () => number
}

/** Makes the result of a sighting; `n` is its number among the breaches. */
export type ToResult = (sighting: Sighting, n: number) => CaseResult

interface Kept {
  readonly result: CaseResult
  count: number
  last: string
}

const MOST_KINDS = 500

/** Starts at nothing. */
export function createTally(toResult: ToResult): Tally {
  const met = new Map<string, Kept>()
  const broken = new Map<string, Kept>()
  let [judged, unkept] = [0, 0]
  return {
    add(sighting) {
      judged += 1
      const kind = sighting.breaches.length === 0 ? met : broken
      const key = keyOf(sighting)
      const known = kind.get(key)
      if (known) {
        known.count += 1
        known.last = sighting.place
        return null
      }
      if (kind === broken && broken.size >= MOST_KINDS) {
        unkept += 1
        return null
      }
      const result = toResult(sighting, broken.size + 1)
      kind.set(key, { result, count: 1, last: sighting.place })
      return result
    },
    results: () => [...[...met.values()].map(({ result }) => result), ...[...broken.values()].map(withCount)],
    met: () =>
      [...met.values()].map(({ result, count }) => {
        const { operation, outcome, transport, at } = result
        return { operation, outcome, transport, count, place: at }
      }),
    judged: () => judged,
    unkept: () => unkept,
  }
}

const withCount = ({ result, count, last }: Kept): CaseResult =>
  count === 1 ? result : { ...result, notes: [...result.notes, `seen ${count} times, last in ${last}`] }

const keyOf = ({ transport, face, outcome, breaches }: Sighting): string =>
  [
    transport,
    `${face.operation}/${outcome?.name ?? ''}`,
    ...breaches.map(({ check, pointer, message }) =>
      [check, (pointer ?? '').replaceAll(/\/\d+(?![^/])/g, '/…'), stableText(message, [])].join(' '),
    ),
  ].join('\n')
