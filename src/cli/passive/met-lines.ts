import type { MetCount } from '../../passive/tally.ts'
import { TRANSPORTS } from '../../verify/model/transport.ts'

/** Each outcome that was met, with how often on which transport, and where first. */
export function metLines(met: readonly MetCount[]): string[] {
  const outcomes = Map.groupBy(met, ({ operation, outcome }) => `${operation}/${outcome}`)
  const width = Math.max(0, ...[...outcomes.keys()].map(({ length }) => length))
  return [...outcomes].map(([name, counts]) => {
    const ordered = TRANSPORTS.flatMap((transport) => counts.filter((each) => each.transport === transport))
    const times = ordered.map(({ count, transport }) => `${count} × ${transport}`).join(', ')
    return `  ${name.padEnd(width)}  ${times}; first in ${counts[0]?.place ?? ''}`
  })
}
