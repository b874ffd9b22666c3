/** Takes out of values what nobody may read. */
export interface Redaction {
  /** A value as text for a finding, without secrets and, off loopback, without what the contract does not fix. */
  readonly show: (value: unknown) => string
  /** A JSON Pointer, whose parts may be what others have named their members. */
  readonly pointer: (pointer: string) => string
  /** A text without secrets. */
  readonly text: (text: string) => string
  /** Headers without secrets. */
  readonly headers: (headers: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[]
  /** The body of an answer, as `show`, but for JSON that stays JSON. */
  readonly body: (text: string) => string
  /**
   * What a file of known deviations may hold of an answer, and is compared by: of a refusal all but secrets; of a success, off
   * loopback, only what the contract fixes, since it may be about people.
   */
  readonly recorded: (status: number, body: unknown) => unknown
  /** Secrets that have come up during the run, as credentials that a hook has made. */
  readonly learn: (secrets: readonly string[]) => void
}
