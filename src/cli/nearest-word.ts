import { editDistance } from '../mock/edit-distance.ts'

// No word of ours is longer; what is typed may be.
const MAX_COMPARED = 100

/** The word most like this one, if one is like it at all: at most a third of its letters differ. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const distances = words.map((each) => ({ each, distance: editDistance(word.slice(0, MAX_COMPARED), each) }))
  const [best] = distances.sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, word.length / 3) ? best.each : undefined
}
