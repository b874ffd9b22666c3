import { isNotArranged, type Arranger, type NotArranged } from '../model/arranger.ts'

/** One arranger beside another: what the first lacks a situation for, the second brings about. */
export const inTurn = (first: Arranger, second: Arranger): Arranger => ({
  name: second.name,
  isolated: false,
  arrange: async (testCase, meanwhile) => {
    const stage = await first.arrange(testCase, meanwhile)
    return isNotArranged(stage) && isForOther(stage) ? second.arrange(testCase, meanwhile) : stage
  },
  lacks: (testCase) => (first.lacks(testCase) === null ? null : second.lacks(testCase)),
})

/** A hook may bring credentials along, too. */
const isForOther = ({ kind }: NotArranged): boolean => kind === 'situation' || kind === 'identity'
