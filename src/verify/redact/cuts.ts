import type { SecretPlace } from '../model/redaction.ts'

/** A part of a text to remove. */
export interface Cut {
  readonly from: number
  readonly to: number
}

/** A search for secrets. */
export interface SecretSearch {
  /** Where they are in a text: spelled in any form, encoded, and over line breaks. */
  readonly find: (text: string) => readonly Cut[]
  /** Searches for these, too, from now on. What was made for others stays. */
  readonly learn: (secrets: readonly string[], where: SecretPlace) => void
}

/** A text with each of these parts replaced; parts that overlap, by one. */
export function withoutCuts(text: string, cuts: readonly Cut[], placeholder: string): string {
  let left = ''
  let at = 0
  for (const { from, to } of cuts.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (from >= at) left += text.slice(at, from) + placeholder
    at = Math.max(at, to)
  }
  return left + text.slice(at)
}
