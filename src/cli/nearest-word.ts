/** The word most like this one, if one is like it at all: at most a third of its letters differ. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const [best] = words.map((each) => ({ each, distance: distance(word, each) })).sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, word.length / 3) ? best.each : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a.slice(0, 100)].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + Number(letter !== other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? Infinity
}
