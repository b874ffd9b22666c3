import { Fault } from '../../fault.ts'
import { grouped } from '../../grouped.ts'

/** The most similar word, ignoring case; undefined if none is similar. For "Did you mean …?". */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const [best] = byLikeness(word, words)
  return best && best.likeness >= ALIKE ? best.word : undefined
}

/** The three words most similar to a wrong one, best first; all of them if none is similar. For a fix. */
export function nearestWords(wrong: string, words: readonly string[]): string {
  const known = [...new Set(words)]
  const like = byLikeness(wrong, known).filter(({ likeness }) => likeness > 0)
  return (like.length === 0 ? known : like.slice(0, 3).map(({ word }) => word)).join(', ')
}

/** A Fault for an unknown word. `lister` is a sentence on how to list the known ones, where they are too many. */
export function unknownWord(kind: string, word: string, known: readonly string[], lister?: string): Fault {
  const meant = nearestWord(word, known)
  const listed = lister ?? `Known: ${known.join(', ')}.`
  return new Fault(`there is no ${kind} ${word}`, `${meant === undefined ? '' : `Did you mean ${meant}? `}${listed}`)
}

/**
 * 0 (nothing in common) to 1 (equal), ignoring case. Typos change few letters; words in another order (`locked-room` for
 * `room-locked`) keep their pairs of letters.
 */
export function likenessOf(a: string, b: string): number {
  const [one, other] = [a, b].map((word) => word.toLowerCase().slice(0, MAX_COMPARED))
  return one === undefined || other === undefined ? 0 : Math.max(sameLetters(one, other), samePairs(one, other))
}

// With a lower threshold, words of unrelated vocabularies would match.
const ALIKE = 0.65

// Longer words are not typos; comparing them takes quadratic time for nothing.
const MAX_COMPARED = 200

const byLikeness = (word: string, words: readonly string[]): { readonly word: string; readonly likeness: number }[] =>
  words.map((each) => ({ word: each, likeness: likenessOf(word, each) })).sort((a, b) => b.likeness - a.likeness)

/** The share of letters that need not be inserted, deleted, replaced or swapped with the next. */
const sameLetters = (a: string, b: string): number => 1 - editDistance(a, b) / Math.max(a.length, b.length, 1)

/** The number of such edits (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      const isSwapped = a[i] === b[j - 1] && a[i - 1] === b[j]
      const swap = isSwapped ? (before[j - 1] ?? 0) + 1 : change
      next.push(Math.min(change, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? a.length
}

/** The share of neighbouring letter pairs that both have (Dice). */
function samePairs(a: string, b: string): number {
  const [pairs, others] = [pairsOf(a), pairsOf(b)]
  const left = grouped(others, (pair) => pair)
  // A pair that occurs twice in only one word is shared once.
  const shared = pairs.filter((pair) => left.get(pair)?.pop() !== undefined).length
  return (2 * shared) / (pairs.length + others.length)
}

/** Including the ends of the word. */
const pairsOf = (word: string): readonly string[] => {
  const framed = `^${word}$`
  return Array.from({ length: framed.length - 1 }, (_, at) => framed.slice(at, at + 2))
}
