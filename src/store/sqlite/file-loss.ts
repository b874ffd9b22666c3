import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Clock } from '../../world/clock.ts'
import type { SqliteReason } from './sqlite-reason.ts'

/** A file system is asked no more often than this, since it may be slow. */
const EVERY_MS = 1_000

/**
 * Watches the file at a path, which was just opened. An open file can be written after it was removed, replaced or cut short by
 * others, but nobody could read it again. Returns why that is so; null while it isn't. A file that is put back is well again; one that
 * was cut short never is.
 */
export function watchForLoss(path: string, clock: Clock): () => SqliteReason | null {
  const opened = look(path)
  let most = opened?.size ?? 0n
  let isCut = false
  let lookedAt = clock.now()
  let isGone = false
  return () => {
    const now = clock.now()
    // The clock of a machine may be set back.
    if (Math.abs(now - lookedAt) >= EVERY_MS) {
      lookedAt = now
      const found = look(path)
      isGone = found?.dev !== opened?.dev || found?.ino !== opened?.ino
      if (!isGone && found) isCut ||= found.size < most
      if (!isGone && found && found.size > most) most = found.size
    }
    return isGone ? reasonOf(path, 'removed or replaced') : isCut ? reasonOf(path, 'cut short') : null
  }
}

const look = (path: string): { dev: bigint; ino: bigint; size: bigint } | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false })

const reasonOf = (path: string, what: string): SqliteReason => ({
  why: `${basename(path)} was ${what} by somebody else`,
  fix: 'Take snapshots of the worlds that you need, which this server still has, and start it again: world.snapshot() of its client.',
})
