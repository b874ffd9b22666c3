import { join } from 'node:path'
import { startChild } from './child.ts'
import type { Code } from './code.ts'
import type { Summary } from './statistics.ts'

/** The cost of a world with a seed of 10,000 livechat rooms, and of an entry of its journal. */
export interface WorldCosts {
  /** Milliseconds. */
  readonly make: Summary
  /** Milliseconds, for a world that was written to. */
  readonly reset: Summary
  readonly drop: Summary
  /** Bytes of heap for a world that was never used. */
  readonly unused: number
  /** Bytes of heap for a world in which one guest has joined. */
  readonly used: number
  /** Bytes of heap for an exchange in a journal. */
  readonly entry: number
  /** The number of worlds created. */
  readonly count: number
}

/** Measures worlds in a separate process. */
export async function measureWorlds({ entry }: Code, count: number): Promise<WorldCosts> {
  const script = join(import.meta.dirname, 'worlds-script.ts')
  const read = (line: string): WorldCosts | undefined => (line.startsWith('{') ? JSON.parse(line) : undefined)
  await using child = await startChild({ args: ['--expose-gc', script, entry, String(count)], read })
  return child.ready
}
