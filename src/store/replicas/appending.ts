import { Away } from '../redis/away.ts'
import type { StreamLog } from '../redis/stream-log.ts'
import type { Batch } from './batch.ts'
import type { Link } from './link.ts'
import type { Lookout } from './lookout.ts'
import type { Machine } from './machine.ts'

/** What appending needs. */
export interface AppendingParts {
  readonly machine: Machine
  readonly lookout: Lookout
  readonly link: Link
}

/**
 * Appends what a machine has attempted. True if the lines are in the log, right after what they were decided on; false if they are
 * not: then they were taken back, and the machine has read on. Rejects with `Away` if that can't be found out.
 */
export function createAppending({
  machine,
  lookout,
  link,
}: AppendingParts): (lines: readonly string[]) => Promise<boolean> {
  let turn = 0
  const arrived = async (mark: string): Promise<boolean> => {
    try {
      await link.ready()
      return await lookout.finds(mark)
    } catch (fault) {
      throw fault instanceof Away ? new Away(fault.message, true) : fault
    }
  }
  return async (lines) => {
    const mark = `${link.writer} ${++turn}`
    const outcome = await append(machine, lookout, { mark, lines })
    if (outcome === 'unknown') return arrived(mark)
    if (outcome === 'taken') await lookout.readOn()
    if (outcome === 'lost') await lookout.beginAnew()
    return outcome === 'appended'
  }
}

type Appended = Awaited<ReturnType<StreamLog['append']>> | 'unknown'

/** Appends what was attempted; unless that succeeds, takes it back. */
async function append(machine: Machine, lookout: Lookout, batch: Batch): Promise<Appended> {
  try {
    const outcome = await lookout.append(batch)
    if (outcome === 'appended') machine.confirm()
    else machine.undo()
    return outcome
  } catch (fault) {
    machine.undo()
    if (fault instanceof Away) return 'unknown'
    throw fault
  }
}
