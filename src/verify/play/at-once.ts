import type { CaseCall } from '../../contract/model/case.ts'
import { isTrouble, type Received, type Trouble } from '../model/exchange.ts'

/** Makes a call as many times at once as it says. Resolves once all are answered. */
export const atOnce = <Answer>({ atOnce: wanted }: CaseCall, make: () => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: wanted?.calls ?? 1 }, make))

/** Puts the first success first: it got what all wanted. The rest keep their order. */
export const winnerFirst = <Answer>(answers: readonly Answer[], statusOf: (answer: Answer) => number): Answer[] => {
  const winner = answers.find((answer) => statusOf(answer) >= 200 && statusOf(answer) < 300)
  return winner === undefined ? [...answers] : [winner, ...answers.filter((answer) => answer !== winner)]
}

/** The expected answer to the nth of several equal calls: all but the winner's are refused, and no one hears of them. */
export const nthCall = (call: CaseCall, nth: number): CaseCall =>
  nth === 0 || call.atOnce === null
    ? call
    : { ...call, expect: call.atOnce.others, values: {}, shows: {}, socket: { ...call.socket, hears: {} } }

/** The first trouble of any; undefined if all were answered. */
export const troubleIn = (answers: readonly (Received | Trouble)[]): Trouble | undefined => answers.find(isTrouble)
