import { isNotArranged, type Arranger, type NotArranged } from '../model/arranger.ts'

/** One arranger beside another: what the first lacks a situation for, the second brings about. */
export const inTurn = (first: Arranger, second: Arranger): Arranger => ({
  name: second.name,
  isolated: false,
  arrange: async (found, meanwhile) => {
    const stage = await first.arrange(found, meanwhile)
    return isNotArranged(stage) && isForOther(stage) ? second.arrange(found, meanwhile) : stage
  },
  lacks: (found) => (first.lacks(found) === null ? null : second.lacks(found)),
})

/** A hook may bring credentials along, too. */
const isForOther = ({ kind }: NotArranged): boolean => kind === 'situation' || kind === 'identity'
