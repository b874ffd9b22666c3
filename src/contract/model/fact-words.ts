/** A fact, in the words of `fixtures/facts.yaml`. */
export interface FactWords {
  readonly says: string
  /** The subject does not exist; excludes all other facts. */
  readonly absent?: boolean
  /** A success ends it. */
  readonly 'wears-out'?: boolean
  /** When it is set, everyone inside loses their seat. */
  readonly unseats?: boolean
  /** Calls of the operation itself lead to it. */
  readonly 'by-calls'?: boolean
}

/** A subject, in the words of `fixtures/facts.yaml`. */
export interface SubjectFacts {
  /** Value name → its meaning and its form: literal characters and `[a-z]{3}`. */
  readonly yields: Readonly<Record<string, { readonly says: string; readonly like: string }>>
  readonly facts: Readonly<Record<string, FactWords>>
}
