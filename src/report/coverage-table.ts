import type { RunInfo } from '../verify/model/events.ts'
import type { CoverageRow, HeldInPart } from '../verify/model/summary.ts'
import { TRANSPORTS, type Transport } from '../verify/model/transport.ts'
import { STATES, statesOf } from './verdict.ts'

/**
 * Coverage of a run as a table, header first; if there are several transports, each has a column of what held on it.
 */
export function coverageTable(
  run: Pick<RunInfo, 'arranger'>,
  coverage: readonly CoverageRow[],
): (readonly (string | number)[])[] {
  const transports = transportsOf(coverage)
  const head = [
    'outcomes of',
    'source',
    ...statesOf(run).map(([, name]) => name),
    ...transports.map((each) => `on ${each}`),
  ]
  const rows = coverage.map(({ operation, source, outcomes, heldOn }) => [
    operation,
    source,
    ...STATES.map(([state]) => outcomes[state]),
    ...transports.map((each) => heldOn[each] ?? 0),
  ])
  return coverage.length === 0 ? [] : [head, ...rows]
}

const transportsOf = (coverage: readonly CoverageRow[]): readonly Transport[] => {
  const used = TRANSPORTS.filter((each) => coverage.some(({ heldOn }) => heldOn[each] !== undefined))
  return used.length > 1 ? used : []
}

/** Outcomes that held only on some transports, one line for each set: `2 outcomes held on http, not on websocket: …`. */
export function heldInPartLines(all: readonly HeldInPart[]): string[] {
  const groups = Map.groupBy(all, ({ on, notOn }) => `held on ${on.join(', ')}, not on ${notOn.join(', ')}`)
  return [...groups].map(([says, members]) => {
    const names = members.map(({ outcome }) => outcome).join(', ')
    return `${members.length} ${members.length === 1 ? 'outcome' : 'outcomes'} ${says}: ${names}`
  })
}
