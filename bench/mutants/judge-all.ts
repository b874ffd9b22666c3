import { judge, type Judged, type JudgeParts } from './judge.ts'
import type { Mutant } from './mutant.ts'

/** Not more at once: they share one thread, and answers must not come late for want of it. */
const AT_ONCE = 2

/** Judges mutants, and tells of each as soon as it is known. */
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
