/** A line of text, or one that is too long to be read. */
export type Line = { readonly text: string } | { readonly tooLong: true }

/**
 * Splits bytes into lines of UTF-8 at newlines alone; what follows the last one is a line, too. Of a line of more than `most` bytes
 * nothing is kept.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Line, void> {
  let kept: Uint8Array[] = []
  let length = 0
  const take = (): Line => {
    const line = length > most ? TOO_LONG : { text: textOf(kept) }
    kept = []
    length = 0
    return line
  }
  const keep = (piece: Uint8Array): void => {
    length += piece.length
    if (length > most) kept = []
    else kept.push(piece)
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, end))
      yield take()
      from = end + 1
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield take()
}

const NEWLINE = 10
const TOO_LONG = { tooLong: true } as const

function textOf(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
}
