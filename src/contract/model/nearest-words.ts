/** Words most like a wrong one, the likest first, three at the most; all of them where none is like it. For a fix to name. */
export function nearestWords(wrong: string, words: readonly string[]): string {
  const known = [...new Set(words)]
  const like = known
    .map((word) => ({ word, likeness: likeness(pairsOf(wrong), pairsOf(word)) }))
    .filter((each) => each.likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
  return (like.length === 0 ? known : like.map(({ word }) => word)).join(', ')
}

/** The pairs of neighbouring letters, with the ends of the word. */
const pairsOf = (word: string): readonly string[] => {
  const framed = `^${word.toLowerCase().slice(0, 100)}$`
  return Array.from({ length: framed.length - 1 }, (_, at) => framed.slice(at, at + 2))
}

const likeness = (a: readonly string[], b: readonly string[]): number =>
  a.filter((pair) => b.includes(pair)).length / (a.length + b.length)
