/**
 * The brackets, colons and strings of a JSON text, in order; strings include their quotes. The end of a string is searched for
 * character by character, since a single pattern overflows the engine's stack on long strings.
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
