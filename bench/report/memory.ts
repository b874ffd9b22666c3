import type { Standing } from '../endurance.ts'
import type { SocketMemory } from '../sockets/memory.ts'
import { summary, type Summary } from '../statistics.ts'
import type { WorldCosts } from '../worlds.ts'
import { decimal, judged, ranged, table } from './table.ts'

const TARGETS = { socketBytes: 20_000, worldMs: 1, worldBytes: 20_000 }

/** Memory after numbers of calls, and what was added since the first look. */
export function enduranceTable(standings: readonly Standing[]): string {
  const first = standings[0] ?? { calls: 0, heap: 0, resident: 0 }
  return table(
    ['calls', 'heap MB', 'resident MB', 'heap since the first row, MB', 'resident since the first row, MB'],
    standings.map(({ calls, heap, resident }) => [
      calls.toLocaleString('en'),
      megabytes(heap),
      megabytes(resident),
      megabytes(heap - first.heap),
      megabytes(resident - first.resident),
    ]),
  )
}

/** What a socket costs more than with a bare server, in bytes. */
export function socketMemoryTable(memory: SocketMemory): string {
  const row = (of: 'heap' | 'resident'): string[] => {
    const [ours, bare] = [memory.greenroom.map((each) => each[of]), memory.bare.map((each) => each[of])]
    const more = summary(ours.map((bytes, turn) => bytes - (bare[turn] ?? NaN)))
    return [of, ranged(summary(ours), 0), ranged(summary(bare), 0), judged(more, more.median <= TARGETS.socketBytes, 0)]
  }
  return table(
    ['a joined socket', 'greenroom, bytes', 'bare, bytes', `more than bare (≤ ${decimal(TARGETS.socketBytes, 0)})`],
    [row('heap'), row('resident')],
  )
}

/** What a world costs to make, reset and drop, and what it and an entry of its journal hold. */
export function worldTable({ make, reset, drop, unused, used, entry }: WorldCosts): string {
  const time = (name: string, { median, min, max }: Summary): string[] => [
    name,
    `${ranged({ median: median * 1000, min: min * 1000, max: max * 1000 }, 1)} µs`,
    `${median < TARGETS.worldMs ? 'reached' : 'missed'} (median < ${TARGETS.worldMs} ms)`,
  ]
  const held = (name: string, bytes: number, target: string): string[] => [
    name,
    `${decimal(bytes, 0)} bytes of heap`,
    target,
  ]
  const word = unused < TARGETS.worldBytes ? 'reached' : 'missed'
  return table(
    ['a world', 'cost', 'target'],
    [
      time('made', make),
      time('reset', reset),
      time('dropped', drop),
      held('never used', unused, `${word} (< ${decimal(TARGETS.worldBytes, 0)})`),
      held('in which a guest has joined', used, ''),
      held('each exchange in its journal', entry, ''),
    ],
  )
}

const megabytes = (bytes: number): string => decimal(bytes / 1024 / 1024, 1)
