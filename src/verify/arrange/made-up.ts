import type { Given } from '../../contract/model/case.ts'
import { textLike } from '../../contract/model/looks.ts'
import { looksOf, subjectsOf } from '../plan/subjects.ts'
import { randomText, type Random } from './own-identities.ts'

/** Invented values that look like those of a situation's subjects, too long to match a real one by chance. */
export const madeUpValues = (given: Given, random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(
    subjectsOf(given)
      .flatMap(([subject]) => Object.entries(looksOf(subject)))
      .map(([name, like]) => [name, textLike(like, (alphabet, count) => randomText(random, alphabet, count))]),
  )
