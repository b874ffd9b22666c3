import type { Step } from '../life-cycle.ts'
import type { Core } from '../mock/core.ts'
import { StoreUnavailable } from '../world/store.ts'

const SWEEP_MS = 30_000

/** Drops worlds that nobody has used for long, twice a minute. */
export const sweepingOf = ({ worlds }: Core, onFault: (fault: unknown) => void): Step<NodeJS.Timeout> => ({
  name: 'the sweep of idle worlds',
  open: () => setInterval(() => void dropIdle(worlds, onFault), SWEEP_MS).unref(),
  close: (sweep) => clearInterval(sweep),
})

async function dropIdle(worlds: Core['worlds'], onFault: (fault: unknown) => void): Promise<void> {
  try {
    await worlds.sweep()
  } catch (fault) {
    // Where the store can't keep it, the next sweep tries again.
    if (!(fault instanceof StoreUnavailable)) onFault(fault)
  }
}
