import { factWords } from '../../contract/compiled/facts.ts'
import type { Case, Given } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { needsFresh, situationNeeded } from '../plan/needs.ts'
import { faceOf } from '../plan/plan.ts'
import { yieldsOf } from '../plan/subjects.ts'
import { counted } from './identity-lines.ts'

/** A situation, and how many cases need it. Without subjects: cases that need none. */
export interface Counted {
  readonly given: Given
  /** Whether its subjects must be ones that nobody has joined yet. */
  readonly fresh: boolean
  readonly cases: number
}

/** The situations that cases need on a foreign target, most needed first. Each case is counted once. */
export function situationsOf(cases: readonly Case[], faces: readonly AnyFace[]): readonly Counted[] {
  const find = (operation: string): AnyFace | undefined => faceOf(faces, operation)
  const found = new Map<string, Counted>()
  for (const testCase of cases) {
    const given = situationNeeded(testCase, find)
    const fresh = needsFresh(testCase, find)
    const key = `${givenText(given)} ${fresh}`
    found.set(key, { given, fresh, cases: (found.get(key)?.cases ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.cases - a.cases || givenText(a.given).localeCompare(givenText(b.given)))
}

/** The situations of a draft, commented out, each with the number of cases that need it. */
export function situationLines(counts: readonly Counted[], total: number): string {
  const [none, ...others] = [
    counts.filter(({ given }) => isEmpty(given)),
    ...counts.filter(({ given }) => !isEmpty(given)),
  ]
  const free = none.reduce((sum, { cases }) => sum + cases, 0)
  return `\
# Situations that you have created on the target for the cases. Several entries for one take turns. Fresh ones can be used
# once: add new ones for each run, or let a hook create them.
# ${free} of ${total} cases need none of these.
situations:
${others.map(entry).join('')}`
}

const isEmpty = (given: Given): boolean => Object.keys(given).length === 0

const entry = ({ given, fresh, cases }: Counted): string => `\
#   - given: ${givenText(given)}  # ${counted(cases)}
#     # ${Object.entries(given)
  .map(([subject, facts]) => saying(subject, facts))
  .join('; ')}
#     values: { ${Object.keys(given)
  .flatMap(yieldsOf)
  .map((name) => `${name}: <…>`)
  .join(', ')} }
${fresh ? FRESH : ''}`

const FRESH = `\
#     fresh: true  # nobody has joined it yet; each such entry serves one case, so add as many as there are cases
`

const givenText = (given: Given): string =>
  `{ ${Object.entries(given)
    .map(([subject, facts]) => `${subject}: [${facts.toSorted().join(', ')}]`)
    .toSorted()
    .join(', ')} }`

/** A subject and its facts, in words. */
function saying(subject: string, facts: readonly string[]): string {
  const words = Object.entries(factWords).flatMap(([name, about]) =>
    name === subject ? Object.entries(about.facts) : [],
  )
  const says = facts.map((fact) => words.find(([word]) => word === fact)?.[1].says ?? fact)
  return `a ${subject}: ${says.length === 0 ? 'one that can be joined' : says.join(', and ')}`
}
