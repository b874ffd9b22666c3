import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Outcome } from '../../contract/model/face.ts'
import { nearestWords } from '../../contract/model/nearest.ts'
import { Fault } from '../../fault.ts'
import type { Overview } from '../../mock/overview/overview.ts'

/** An overview without the outcomes that lack a word; all of it without one. */
export const havingWord = (overview: Overview, word: string | undefined): Overview => ({
  ...overview,
  operations: overview.operations.flatMap((each) => withOutcomes(each, word)),
})

type Searched = Pick<Outcome, 'name' | 'status' | 'cause'>

/** An operation with the outcomes that have a word; all of them if its own name has it. None: it is left out. */
export function withOutcomes<Operation extends { readonly operation: string; readonly outcomes: readonly Searched[] }>(
  operation: Operation,
  word: string | undefined,
): Operation[] {
  const has = (text: string): boolean => text.toLowerCase().includes((word ?? '').toLowerCase())
  if (has(operation.operation)) return [operation]
  const having = operation.outcomes.filter(({ name, status, cause }) => has(name) || has(cause) || word === `${status}`)
  return having.length === 0 ? [] : [{ ...operation, outcomes: having }]
}

/** No outcome has a word: which words are like it. */
export function noOutcome(word: string): Fault {
  const all = [...Object.values(faces).flat(), ...socketFaces]
  const words = all.flatMap(({ operation, outcomes: each }) => [operation, ...each.map(({ name }) => name)])
  return new Fault(
    `no outcome has ${word} in its name, operation, status or cause`,
    `The most similar are ${nearestWords(word, words)}.`,
  )
}
