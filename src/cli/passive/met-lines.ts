import type { MetCount } from '../../passive/tally.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'

/** `met:`, and each outcome with how often on which transport, and where first; `met: nothing` if there is none. */
export function metLines(met: readonly MetCount[]): string[] {
  if (met.length === 0) return ['met: nothing']
  const outcomes = Map.groupBy(met, ({ operation, outcome }) => `${operation}/${outcome}`)
  const width = Math.max(...[...outcomes.keys()].map(({ length }) => length))
  const lines = [...outcomes].map(([name, counts]) => {
    const ordered = TRANSPORTS.flatMap((transport) => counts.filter((each) => each.transport === transport))
    const times = ordered.map(({ count, transport }) => `${count} × ${transport}`).join(', ')
    return `  ${name.padEnd(width)}  ${times}; first in ${counts[0]?.place ?? ''}`
  })
  return ['met:', ...lines]
}
