import type { Clock } from '../../world/clock.ts'
import type { Contents } from '../../world/recipe.ts'
import { begunWith, createLoggedWorld } from '../log/logged-world.ts'
import { readSnapshotText, toSnapshotText } from '../log/snapshot-text.ts'
import type { StreamLog } from '../redis/stream-log.ts'
import { createPosition } from '../replicas/position.ts'
import type { Begun } from '../replicas/world-data.ts'
import { createWorldMachine, Sealed, type WorldMachine } from '../replicas/world-machine.ts'

/** What is in the log of a world. */
export interface WorldRead {
  readonly contents: Contents
  /** Changes since its snapshot, or since it began. */
  readonly entries: number
  /** Of its snapshot and these changes. */
  readonly bytes: number
}

/** Reads its log to the end, as a mock would. Throws `Damaged` if a mock could not. */
export async function readWorld(name: string, log: StreamLog, begun: Begun, clock: Clock): Promise<WorldRead> {
  let [entries, bytes] = [0, 0]
  const machine = createWorldMachine({
    name,
    logged: (from) => createLoggedWorld(begun.recipe, { machine: clock, mostBytes: Infinity }, 'nobody', from),
    begun: begunWith(begun.contents),
    toText: toSnapshotText,
    readText: readSnapshotText,
    onEntry: () => void entries++,
    onJump: nothing,
    onLost: nothing,
  })
  const counting = {
    ...machine,
    apply(lines: readonly string[]) {
      machine.apply(lines)
      for (const line of lines) bytes += line.length
    },
    restore(snapshot: string | null) {
      machine.restore(snapshot)
      entries = 0
      bytes = snapshot?.length ?? 0
    },
  }
  await createPosition({ log, machine: counting, onFault: nothing }).startAgain()
  return { contents: contentsOf(machine), entries, bytes }
}

/** One that ends just now still has what it held. */
function contentsOf(machine: WorldMachine): Contents {
  try {
    return machine.contents()
  } catch (fault) {
    if (fault instanceof Sealed) return machine.world().world.contents()
    throw fault
  }
}

const nothing = (): void => {}
