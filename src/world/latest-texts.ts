/** A set of the most recently added texts. */
export interface LatestTexts {
  readonly add: (text: string) => void
  readonly delete: (text: string) => void
  readonly has: (text: string) => boolean
  /** Oldest first. */
  readonly list: () => string[]
}

/** Holds the latest `count` texts. */
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
    list: () => [...texts],
  }
}
