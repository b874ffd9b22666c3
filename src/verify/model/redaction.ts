/**
 * Where secrets of fewer than eight characters are looked for: anywhere, if they are known to be secrets, or only where they stand
 * alone, if something else may be meant, such as a flag in a cookie. Longer ones are looked for anywhere.
 */
export type SecretPlace = 'anywhere' | 'alone'

/** Removes what must not be shown. */
export interface Redaction {
  /** A value as text for a finding, without secrets and, off loopback, without anything the contract does not determine. */
  readonly show: (value: unknown) => string
  /** A JSON Pointer: its parts may be names that someone chose. */
  readonly pointer: (pointer: string) => string
  /** A text without secrets. */
  readonly text: (text: string) => string
  /** Headers without secrets. */
  readonly headers: (headers: readonly (readonly [string, string])[]) => readonly (readonly [string, string])[]
  /** The body of an answer, as by `show`; JSON remains JSON. */
  readonly body: (text: string) => string
  /**
   * The part of an answer that a file of known deviations may contain and is compared with: for a refusal, everything but
   * secrets; for a success, off loopback, only what the contract determines, since it may be about people.
   */
  readonly recorded: (status: number, body: unknown) => unknown
  /** Adds secrets found during the run, such as credentials from a hook; anywhere by default. */
  readonly learn: (secrets: readonly string[], where?: SecretPlace) => void
}
