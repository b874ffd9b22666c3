import { readEntryText } from '../log/entry-text.ts'
import { readSnapshotText } from '../log/snapshot-text.ts'
import type { StreamLog } from '../redis/stream-log.ts'
import { createPosition } from '../replicas/position.ts'
import { BORN, readSeal } from '../replicas/seal.ts'

/** What is in the log of a world. */
export interface LogFigures {
  /** Changes since its snapshot, or since it began. */
  readonly entries: number
  /** Of its snapshot and these changes. */
  readonly bytes: number
}

/** Reads it to its end. Throws `Damaged` if a mock could not. */
export async function logFigures(log: StreamLog): Promise<LogFigures> {
  let [entries, bytes] = [0, 0]
  const machine = {
    apply(lines: readonly string[]) {
      for (const line of lines) take(line)
    },
    restore(snapshot: string | null) {
      if (snapshot !== null) readSnapshotText(snapshot)
      entries = 0
      bytes = snapshot?.length ?? 0
    },
    confirm: nothing,
    undo: nothing,
    lost: nothing,
    snapshot: () => null,
  }
  const take = (line: string): void => {
    if (line === BORN || readSeal(line) !== null) return
    readEntryText(entries + 1, line)
    entries++
    bytes += line.length
  }
  await createPosition({ log, machine, onFault: nothing }).startAgain()
  return { entries, bytes }
}

const nothing = (): void => {}
