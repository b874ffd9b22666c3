import { randomBytes } from 'node:crypto'
import { Fault } from '../fault.ts'
import { findRemains } from '../rocket-chat/remains.ts'
import type { Environment } from '../targets/secrets.ts'
import { loadTarget } from '../targets/target-file.ts'
import { createSend } from '../verify/send/send.ts'
import { askAs } from './foreign.ts'
import { proxiesIn } from './proxies.ts'

/** How a target is cleaned. */
export interface Cleaning {
  readonly env: Environment
  /** Whether it is only told what would be removed. */
  readonly isDry: boolean
  /** Called with a line for each. */
  readonly tell: (line: string) => void
}

/**
 * Removes what runs have made on a target and left behind, such as runs that were killed; returns how much it found. Throws a Fault if
 * the target names no administrator, or if something remains.
 */
export async function cleanTarget(file: string, { env, isDry, tell }: Cleaning): Promise<number> {
  const { target, admin } = await loadTarget(file, { env, random: randomBytes })
  if (!admin)
    throw new Fault(
      `${file} names no admin, so no run has made anything there`,
      'Entries and hooks clean up themselves.',
    )
  const { send, close } = createSend({ proxies: proxiesIn(env) })
  try {
    const remains = await findRemains(askAs(admin, target, send))
    const left: string[] = []
    for (const { what, remove } of remains) {
      const why = isDry ? null : await remove().then(() => null, reasonOf)
      if (why !== null) left.push(`${what} (${why})`)
      else tell(isDry ? `${what} would be removed` : `${what} was removed`)
    }
    if (left.length > 0) throw new Fault(`not removed: ${left.join('; ')}`, 'Remove it by hand.')
    return remains.length
  } finally {
    await close()
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
