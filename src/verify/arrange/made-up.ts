import type { Situation } from '../../contract/model/case.ts'
import { textLike } from '../../contract/model/looks.ts'
import { looksOf, subjectsOf } from '../plan/subjects.ts'
import { randomText, type Random } from './own-identities.ts'

/** Values for the subjects of a situation that look like real ones, and are nobody's: too long to hit one by chance. */
export const madeUpValues = (given: Situation, random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(
    subjectsOf(given)
      .flatMap(([subject]) => Object.entries(looksOf(subject)))
      .map(([name, like]) => [name, textLike(like, (alphabet, count) => randomText(random, alphabet, count))]),
  )
