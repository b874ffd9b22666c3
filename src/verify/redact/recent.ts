/** What was made of texts that come again and again: names of members and headers, and the same answers in hundreds of cases. */
export interface Recent {
  /** What `make` returned for this text; it is called only if that is not known any more. */
  readonly of: (text: string, make: () => string) => string
  readonly clear: () => void
}

/** Characters of all texts that are kept. */
const MOST = 500_000

/** Starts without any, and again when there would be more than half a million characters. */
export function createRecent(): Recent {
  const made = new Map<string, string>()
  let kept = 0
  const clear = (): void => {
    made.clear()
    kept = 0
  }
  const keep = (text: string, result: string): void => {
    if (text.length > MOST) return
    if (kept + text.length > MOST) clear()
    kept += text.length
    made.set(text, result)
  }
  return {
    of(text, make) {
      const known = made.get(text)
      if (known !== undefined) return known
      const result = make()
      keep(text, result)
      return result
    },
    clear,
  }
}
