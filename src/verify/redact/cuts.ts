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
    if (from >= at) left += text.slice(at, from) + inQuotes(text, { from, to }, placeholder)
    at = Math.max(at, to)
  }
  return left + text.slice(at)
}

/** A number that is a member of JSON becomes a text, so that it stays JSON; quotes may be escaped there. */
function inQuotes(text: string, { from, to }: Cut, placeholder: string): string {
  const isNumber = /^\d{1,20}$/.test(text.slice(from, to)) && /^\s{0,9}[,}]/.test(text.slice(to, to + 10))
  const [, quote = ''] = (isNumber && /(\\{0,7}")\s{0,9}:\s{0,9}$/.exec(text.slice(Math.max(0, from - 30), from))) || []
  return quote + placeholder + quote
}
