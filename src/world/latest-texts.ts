/** The latest so many of the texts that were added. */
export interface LatestTexts {
  readonly add: (text: string) => void
  readonly delete: (text: string) => void
  readonly has: (text: string) => boolean
}

/** None yet. */
export function latestTexts(count: number): LatestTexts {
  const texts = new Set<string>()
  return {
    add(text) {
      texts.delete(text)
      texts.add(text)
      for (const oldest of texts) if (texts.size > count) texts.delete(oldest)
    },
    delete: (text) => void texts.delete(text),
    has: (text) => texts.has(text),
  }
}
