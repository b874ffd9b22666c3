import { looksOf, subjectsOf } from '../plan/subjects.ts'
import type { Situation } from '../../contract/model/case.ts'
import { randomText, type Random } from './own-identities.ts'

/** Values for the subjects of a situation that look like real ones, and are nobody's: too long to hit one by chance. */
export const madeUpValues = (given: Situation, random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(
    subjectsOf(given)
      .flatMap(([subject]) => Object.entries(looksOf(subject)))
      .map(([name, like]) => [name, madeUp(like, random)]),
  )

/** `[a-z]{3}` becomes three letters, all equally likely; all else stays. */
const madeUp = (like: string, random: Random): string =>
  like.replaceAll(/\[([^\]]+)\]\{(\d+)\}/g, (_, ranges: string, count: string) =>
    randomText(random, alphabetOf(ranges), Number(count)),
  )

/** `A-Za-z` written out. */
const alphabetOf = (ranges: string): string =>
  [...ranges.matchAll(/(.)-(.)/g)].map(([, from = '', to = '']) => charactersFrom(from, to)).join('')

const charactersFrom = (from: string, to: string): string =>
  String.fromCharCode(
    ...Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) => from.charCodeAt(0) + index),
  )
