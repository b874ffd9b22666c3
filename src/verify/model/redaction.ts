/** Removes from values what nobody may read. */
export interface Redaction {
  /** A value as text for a finding, without secrets and, off loopback, without what the contract does not fix. */
  readonly show: (value: unknown) => string
  /** A JSON Pointer: its parts may be names somebody chose. */
  readonly pointer: (pointer: string) => string
  /** A text without secrets. */
  readonly text: (text: string) => string
  /** Headers without secrets. */
  readonly headers: (headers: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[]
  /** The body of an answer, as by `show`; JSON stays JSON. */
  readonly body: (text: string) => string
  /**
   * The part of an answer that a file of known deviations may hold and is compared by: of a refusal all but secrets; of a success, off
   * loopback, only what the contract fixes, since it may be about people.
   */
  readonly recorded: (status: number, body: unknown) => unknown
  /** Adds secrets that came up during the run, such as credentials from a hook. */
  readonly learn: (secrets: readonly string[]) => void
}
