import { cases } from '../../contract/compiled/cases.js'
import { factWords } from '../../contract/compiled/facts.ts'
import type { Seed } from '../../contract/compiled/types.ts'
import type { Case } from '../../contract/model/case.ts'
import type { SubjectFacts } from '../../contract/model/fact-words.ts'
import type { Face } from '../../contract/model/face.ts'
import { textLike } from '../../contract/model/looks.ts'

/** Values from the seed's data for a case's situation; null if it has none, or if its settings change what the identity may do. */
export function reservedValues(testCase: Case, seed: Seed): Record<string, string> | null {
  const values: Record<string, string> = {}
  for (const [subject, facts] of Object.entries(testCase.given)) {
    const reserved = seed.reserved.find((each) => each.subject === subject && sameFacts(each.facts, facts))
    if (reserved) Object.assign(values, reserved.values)
    else if (!isThere(subject, facts)) Object.assign(values, valuesOfNobody(subject))
    else if (namesSubject(testCase)) return null
  }
  return values
}

/** An outcome that precedes the one for an unknown subject can be reached with any name, even one that doesn't exist. */
export function valuesBeforeLookup(testCase: Case, face: Face, seed: Seed): Record<string, string> | null {
  const absent = Object.fromEntries(
    Object.keys(testCase.given).flatMap((subject) =>
      absentFacts(subject)
        .slice(0, 1)
        .map((fact) => [subject, [fact]]),
    ),
  )
  const isUnknown = ({ operation, given }: Case): boolean =>
    operation === face.operation &&
    Object.keys(absent).some((subject) => given[subject] !== undefined && !isThere(subject, given[subject]))
  const order = face.outcomes.map(({ name }) => name)
  if (order.indexOf(testCase.expect) >= order.indexOf(cases.find(isUnknown)?.expect ?? '')) return null
  return reservedValues({ ...testCase, given: absent }, seed)
}

const SUBJECTS: Readonly<Record<string, SubjectFacts>> = factWords

/** The facts that mean that no such subject exists. */
const absentFacts = (subject: string): string[] =>
  Object.entries(SUBJECTS[subject]?.facts ?? {}).flatMap(([fact, { absent }]) => (absent ? [fact] : []))

/** Whether a seed must contain the subject: it exists and can be named. */
const isThere = (subject: string, facts: readonly string[]): boolean =>
  Object.keys(SUBJECTS[subject]?.yields ?? {}).length > 0 && !facts.some((fact) => absentFacts(subject).includes(fact))

/** Always the same: the first characters that each may have. */
const valuesOfNobody = (subject: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SUBJECTS[subject]?.yields ?? {}).map(([name, { like }]) => [
      name,
      textLike(like, (alphabet, count) => alphabet.charAt(0).repeat(count)),
    ]),
  )

/** Whether the request of a case names a subject of its situation; a list request doesn't. */
const namesSubject = ({ request }: Case): boolean => JSON.stringify(request).includes('"$')

const sameFacts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((fact) => b.includes(fact))
