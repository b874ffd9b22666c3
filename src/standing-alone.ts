/** A part of a text. */
interface Part {
  readonly from: number
  readonly to: number
}

// Letters, digits and the signs that join words: a part of a name, a date or an id is no secret.
const JOINED_BEFORE = /[\p{L}\p{N}_-]$/u
const JOINED_AFTER = /^[\p{L}\p{N}_-]/u
/** Ends in a letter or a digit, and stands for a sign or a blank. */
const ESCAPE_BEFORE =
  /(?:%(?:25){0,2}[2-7][\da-f]|%(?:25){0,2}0[ad]|\\[bfnrt]|\\u00[\da-f]{2}|\\x[\da-f]{2}|=[2-7][\dA-F])$/i

/** As in English: such a secret may be a word of any sentence. */
const PLAIN_WORD = /^(?:\p{L}\p{Ll}+|\p{Lu}+)$/u

const QUOTE_BEFORE = /(?:["'`]|%(?:25){0,2}2[27]|&(?:amp;)?(?:quot|apos|#0?39|#34|#x2[27]);|\\u002[27])$/i
const QUOTE_AFTER = /^(?:["'`\\&]|%(?:25){0,2}2[27])/
const SIGN_BEFORE = /(?:[=/:]|%(?:25){0,2}(?:3[ad]|2f)|\\u00(?:3[ad]|2f))$/i
const SIGN_AFTER = /^(?:["'`\\&?#;/<%\s]|$)/

/** More than any of these escapes. */
const BESIDE = 12

/**
 * Whether a short secret that is spelled at this place is no part of anything else. Most must be whole words there; one that is a
 * plain word itself, a whole value: a text of JSON, a parameter, a segment of a path.
 */
export function standsAlone(secret: string, text: string, { from, to }: Part): boolean {
  const [before, after] = [text.slice(Math.max(0, from - BESIDE), from), text.slice(to, to + BESIDE)]
  if (PLAIN_WORD.test(secret)) return isWholeValue(before, after)
  const isJoined =
    (JOINED_AFTER.test(secret) && JOINED_BEFORE.test(before) && !ESCAPE_BEFORE.test(before)) ||
    (JOINED_BEFORE.test(secret) && JOINED_AFTER.test(after))
  return !isJoined
}

// The ends of a text are like quotes.
const isWholeValue = (before: string, after: string): boolean =>
  ((before === '' || QUOTE_BEFORE.test(before)) && (after === '' || QUOTE_AFTER.test(after))) ||
  (SIGN_BEFORE.test(before) && SIGN_AFTER.test(after))
