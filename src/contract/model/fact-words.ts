/** A fact, by the words of `fixtures/facts.yaml`. */
export interface FactWords {
  readonly says: string
  /** There is no such subject; the fact goes with no other. */
  readonly absent?: boolean
  /** A success ends it. */
  readonly 'wears-out'?: boolean
  /** Whoever is inside loses the seat when it comes about. */
  readonly unseats?: boolean
  /** Calls of the operation itself bring it about. */
  readonly 'by-calls'?: boolean
}

/** A subject, by the words of `fixtures/facts.yaml`. */
export interface SubjectFacts {
  /** Value name → what it is, and what it looks like: literal characters and `[a-z]{3}`. */
  readonly yields: Readonly<Record<string, { readonly says: string; readonly like: string }>>
  readonly facts: Readonly<Record<string, FactWords>>
}
