import { isNotArranged } from '../model/arrangement.ts'
import { type Arranger } from '../model/arranger.ts'
import type { Refused } from '../model/result.ts'

/** Combines two arrangers: the second arranges what the first lacks. */
export const inTurn = (first: Arranger, second: Arranger): Arranger => ({
  name: second.name,
  isolated: false,
  arrange: async (testCase, meanwhile) => {
    const arrangement = await first.arrange(testCase, meanwhile)
    return isNotArranged(arrangement) && isForOther(arrangement) ? second.arrange(testCase, meanwhile) : arrangement
  },
  lacks: (testCase) => (first.lacks(testCase) === null ? null : second.lacks(testCase)),
})

/** A hook may also provide credentials. */
const isForOther = ({ kind }: Refused): boolean => kind === 'situation' || kind === 'identity'
