/**
 * The brackets, colons and texts of a JSON text, in order; a text comes with its quotes. Ends of texts are looked for mark by
 * mark: one pattern for a whole text overflows the engine's stack where it is long.
 */
export function* tokensOf(json: string): Generator<string, void> {
  let begin: number | null = null
  for (const { 0: mark, index } of json.matchAll(/\\.|["{}[\]:]/gs)) {
    if (begin === null && mark === '"') begin = index
    else if (begin === null) yield mark
    else if (mark === '"') {
      yield json.slice(begin, index + 1)
      begin = null
    }
  }
}
