import { credentialsOf } from '../../src/world/identities.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import { createPace, type Pace } from './pace.ts'
import type { Place } from './place.ts'

/** Joins one room over HTTP at a fixed rate, as a user, who gets a new seat each time. */
export interface Joins extends Pace {
  /** The milliseconds that 99 of 100 joins since the last call took at most, and how many there were. */
  readonly p99: () => { readonly ms: number; readonly count: number }
}

const CALL = {
  method: 'POST',
  headers: { ...credentialsOf(seeds.documented, 'member'), 'content-type': 'application/json' },
  body: '{}',
}

/** Call `resume` to begin. */
export function createJoins({ url }: Place, perSecond: number): Joins {
  let took: number[] = []
  const pace = createPace(perSecond, async () => {
    const begin = performance.now()
    const answer = await fetch(`${url}/rooms/abc-def-ghi/join`, CALL)
    await answer.arrayBuffer()
    took.push(performance.now() - begin)
    if (answer.status !== 201) throw new Error(`a join was answered with ${answer.status}`)
  })
  return {
    ...pace,
    p99() {
      const sorted = took.toSorted((a, b) => a - b)
      took = []
      return { ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN, count: sorted.length }
    },
  }
}
