import { createHash } from 'node:crypto'

/** How long the fixed piece of work below takes on a quiet machine of 2025, in milliseconds. */
const QUIET_MS = 20
const slowness = Math.max(1, workMs() / QUIET_MS)

/**
 * How long to wait for what must come, before the wait counts as a hang: `ms` on a quiet machine, longer on one that is slow or
 * busy. It is never part of what a test expects: a test that passes never waits so long.
 */
export const patience = (ms: number): number => Math.ceil(ms * slowness)

function workMs(): number {
  const began = performance.now()
  const hash = createHash('sha256')
  const block = Buffer.alloc(1024 * 1024)
  for (let round = 0; round < 30; round += 1) hash.update(block)
  hash.digest()
  return performance.now() - began
}
