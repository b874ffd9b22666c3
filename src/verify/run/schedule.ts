import type { AnyFace } from '../../contract/model/face.ts'
import { isAboutLimit } from '../plan/limit-needs.ts'
import type { Planned } from '../plan/plan.ts'
import { mutates } from '../plan/safety.ts'
import type { Limit } from '../model/limit.ts'

/**
 * Cases that go one after the other, by operation, since an operation's limit is shared by all of them. What changes nothing
 * comes first, what is about the limit last: so fewest windows are begun in vain.
 */
export function scheduleOf(
  plan: readonly Planned[],
  faces: readonly AnyFace[],
  limits: ReadonlyMap<string, Limit>,
): readonly (readonly Planned[])[] {
  const faceOf = (operation: string): AnyFace | undefined => faces.find((face) => face.operation === operation)
  const rank = ({ testCase }: Planned): number =>
    isAboutLimit(testCase, limits) ? 2 : Number(mutates(testCase, faceOf))
  const lanes = Map.groupBy(plan, ({ testCase }) => testCase.operation)
  return [...lanes.values()].map((lane) => [...lane].sort((a, b) => rank(a) - rank(b)))
}

/**
 * Cases where none can meet another: those with an upgrade apart, since it is mostly waiting, as servers look for one ten times a
 * second.
 */
export const scheduleByPace = (plan: readonly Planned[]): readonly (readonly Planned[])[] => [
  ...Map.groupBy(plan, ({ transport }) => transport === 'upgraded').values(),
]

/** Does work on each item, so many at once, in their order. Once one fails no other begins; it rejects when those begun are over. */
export async function inParallel<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const failures: unknown[] = []
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker))
  if (failures.length > 0) throw failures[0]
}
