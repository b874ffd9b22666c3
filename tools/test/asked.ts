/** The filters of a run: whether one by name (`-t`), and those by tag, each as `a && !b`. */
export interface Asked {
  readonly byName: boolean
  readonly byTags: readonly string[]
}

/** What the filters look at. */
export interface Filtered {
  readonly tags: readonly string[]
  readonly isSkipped: boolean
}

/** Whether a test belongs to the run: one that the filters exclude is not reported as skipped. */
export function isAsked({ tags, isSkipped }: Filtered, { byName, byTags }: Asked): boolean {
  if (byName && isSkipped) return false
  return byTags.flatMap((filter) => filter.split('&&')).every((term) => fits(tags, term.trim()))
}

const fits = (tags: readonly string[], term: string): boolean =>
  term.startsWith('!') ? !tags.includes(term.slice(1).trim()) : tags.includes(term)
