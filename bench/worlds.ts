import { join } from 'node:path'
import { startChild } from './child.ts'
import type { Code } from './greenroom.ts'
import type { Summary } from './statistics.ts'

/** What a world on a seed of 10,000 livechat rooms costs. */
export interface WorldCosts {
  /** Milliseconds. */
  readonly make: Summary
  /** Milliseconds, of a world that was written to. */
  readonly reset: Summary
  readonly drop: Summary
  /** Bytes of heap for one that was never touched. */
  readonly bytes: number
  /** How many worlds were made. */
  readonly count: number
}

/** Measures worlds in a process of their own. */
export async function measureWorlds({ entry }: Code, count: number): Promise<WorldCosts> {
  const script = join(import.meta.dirname, 'worlds-script.ts')
  const read = (line: string): WorldCosts | undefined => (line.startsWith('{') ? JSON.parse(line) : undefined)
  await using child = await startChild({ args: ['--expose-gc', script, entry, String(count)], read })
  return child.ready
}
