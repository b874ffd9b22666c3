import { judge, type Judged, type JudgeParts } from './judge.ts'
import type { Mutant } from './mutant.ts'

/** No more at a time: they share one thread, and answers must not be late because of that. */
const AT_ONCE = 2

/** Judges mutants, and reports each verdict immediately. */
export async function judgeAll(
  mutants: readonly Mutant[],
  parts: JudgeParts,
  tell: (judged: Judged) => void,
): Promise<readonly Judged[]> {
  const all: Judged[] = []
  const rest = mutants.entries()
  const work = async (): Promise<void> => {
    for (const [index, mutant] of rest) {
      const judged = await judge(mutant, parts)
      all[index] = judged
      tell(judged)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return all
}
