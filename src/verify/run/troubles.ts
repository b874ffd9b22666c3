import type { RunEvent } from '../model/events.ts'
import { isUnreachable, type Trouble } from '../model/exchange.ts'
import type { Planned } from '../plan/plan.ts'
import { createOutages } from './outages.ts'

/** The network trouble of a run. */
export interface Troubles {
  /** Why nothing more is sent; null while the target may answer. */
  readonly givenUp: () => string | null
  /** A case begins; call the returned function when it ends. */
  readonly began: (planned: Planned) => () => void
  readonly answered: (planned: Planned) => void
  /** An attempt met trouble: after a call of it had been sent, or not, and it is the last one at the case, or not. */
  readonly met: (
    planned: Planned,
    trouble: Trouble,
    attempt: { readonly hasSent: boolean; readonly isLast: boolean },
  ) => void
}

/** After this much trouble in a row nothing more is sent, to spare the other side. */
const ENOUGH = 10

/** Starts with a target that has not answered yet. */
export function createTroubles(tell: (event: RunEvent) => void): Troubles {
  let inRow = 0
  let hasAnswered = false
  let givenUp: string | null = null
  let outage = ''
  const outages = createOutages()

  /**
   * Each attempt counts; but once a target has answered, a gateway's trouble counts once per case, since it says little about
   * other cases.
   */
  const count = (trouble: Trouble, isLast: boolean): void => {
    const { kind, message } = trouble
    if (hasAnswered && kind === 'gateway' && !isLast) return
    inRow += 1
    if (givenUp === null && !hasAnswered && isUnreachable(trouble)) {
      givenUp = `the target cannot be reached: ${message}`
      tell({ kind: 'unreachable', trouble: kind, message })
    }
    if (inRow >= ENOUGH)
      givenUp ??= `nothing more was sent after trouble ${ENOUGH} times in a row${outage}; the last: ${message}`
  }

  return {
    givenUp: () => givenUp,
    began: outages.began,
    answered(planned) {
      outages.answered(planned)
      hasAnswered = true
      inRow = 0
    },
    met(planned, trouble, { hasSent, isLast }) {
      const suspects = outages.troubled(planned, trouble.kind, hasSent)
      if (suspects !== null) {
        outage = `, which began with ${namesOf(suspects)}`
        tell({
          kind: 'note',
          text: `the target stopped accepting connections at ${namesOf(suspects)}; its log may say why`,
        })
      }
      count(trouble, isLast)
    },
  }
}

const MOST_NAMED = 8

/** `joinMeetingRoom/room-full (websocket) or joinMeetingRoom/room-locked` */
const namesOf = (all: readonly Planned[]): string => {
  const named = all
    .slice(0, MOST_NAMED)
    .map(({ testCase, transport }) => (transport === 'http' ? testCase.id : `${testCase.id} (${transport})`))
  return [...named, ...(all.length > MOST_NAMED ? [`${all.length - MOST_NAMED} more`] : [])].join(' or ')
}
