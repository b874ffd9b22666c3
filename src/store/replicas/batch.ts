/** Lines that one writer has appended at once. */
export interface Batch {
  /** Who wrote it, and its number among all that this writer wrote: how a writer recognizes its own. */
  readonly mark: string
  readonly lines: readonly string[]
}

/** As one text. JSON has no raw line break, so lines need no escaping. */
export const toBatchText = ({ mark, lines }: Batch): string => [mark, ...lines].join('\n')

export function readBatch(text: string): Batch {
  const [mark = '', ...lines] = text.split('\n')
  return { mark, lines }
}
