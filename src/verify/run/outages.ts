import type { TroubleKind } from '../model/exchange.ts'
import type { Planned } from '../plan/plan.ts'

/** Notices when a target that has answered accepts no connections any more, and which cases it may have died of. */
export interface Outages {
  /** A case may be sent from now on, until the returned function is called. */
  readonly began: (planned: Planned) => () => void
  readonly answered: (planned: Planned) => void
  /**
   * A case ended in trouble; `hasSent` if a call of it was answered before. Returns the cases that were under way when the trouble
   * began, or else the one answered last: once for each outage, else null.
   */
  readonly troubled: (planned: Planned, kind: TroubleKind, hasSent: boolean) => readonly Planned[] | null
}

/** Nothing has been sent yet. */
export function createOutages(): Outages {
  const underWay = new Set<Planned>()
  let last: Planned | null = null
  let suspects: readonly Planned[] | null = null
  let isTold = false
  return {
    began(planned) {
      underWay.add(planned)
      return () => void underWay.delete(planned)
    },
    answered(planned) {
      last = planned
      suspects = null
      isTold = false
    },
    troubled(planned, kind, hasSent) {
      if (last === null) return null
      const isRefused = kind === 'refused'
      // One that could not even connect is not the cause.
      const possible = [...underWay].filter((each) => each !== planned || hasSent || !isRefused)
      suspects ??= possible.length > 0 ? possible : [last]
      if (!isRefused || isTold) return null
      isTold = true
      return suspects
    },
  }
}
