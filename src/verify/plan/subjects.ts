import { factWords } from '../../contract/compiled/facts.ts'
import type { Case, Given } from '../../contract/model/case.ts'
import type { FactWords, SubjectFacts } from '../../contract/model/fact-words.ts'

const SUBJECTS: Readonly<Record<string, SubjectFacts>> = factWords

/** The subjects that may exist on a target: those that a request can name. */
export const heldSubjects: readonly string[] = Object.keys(SUBJECTS).filter((subject) => yieldsOf(subject).length > 0)

/** The subjects of a situation that may exist on a target, with their facts. */
export const subjectsOf = (given: Given): readonly (readonly [string, readonly string[]])[] =>
  Object.entries(given).filter(([subject]) => heldSubjects.includes(subject))

/** The names of a subject's values. */
export function yieldsOf(subject: string): readonly string[] {
  return Object.keys(SUBJECTS[subject]?.yields ?? {})
}

/** The form of a subject's value, by its name. */
export const looksOf = (subject: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(SUBJECTS[subject]?.yields ?? {}).map(([name, { like }]) => [name, like]))

/** Whether the facts say that the subject does not exist. */
export const isOfNobody = (subject: string, facts: readonly string[]): boolean => hasWord(subject, facts, 'absent')

/** Whether a success would end one of the facts. */
export const wearsOut = (given: Given): boolean =>
  Object.entries(given).some(([subject, facts]) => hasWord(subject, facts, 'wears-out'))

/** The fact that a limit is used up, as `limit: [used-up]`; empty if there is none. */
export const usedUpText: string = Object.entries(SUBJECTS)
  .flatMap(([subject, { facts }]) =>
    Object.entries(facts).flatMap(([fact, about]) => (about['by-calls'] ? [`${subject}: [${fact}]`] : [])),
  )
  .join(', ')

/** Whether the limit of the operation must be used up first. */
export const usesUp = ({ given }: Pick<Case, 'given'>): boolean =>
  Object.entries(given).some(([subject, facts]) => hasWord(subject, facts, 'by-calls'))

const hasWord = (subject: string, facts: readonly string[], word: keyof FactWords): boolean =>
  facts.some((fact) => SUBJECTS[subject]?.facts[fact]?.[word] === true)
