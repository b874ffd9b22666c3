// Text written by people (names, hosts, paths) is rarely as long, and mixes fewer kinds of characters.
const LONG = 20
const LONG_HEX = 32
const DISORDERED = 3.5

const SIGNED = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/
const LABELLED = /\b(?:bearer|basic)\s+[\w+/=.~-]{16,}/i
const KEY = /-----BEGIN [A-Z ]+-----/

/** Whether a text contains a secret by its format: a JWT, a key, or a `Bearer` token. */
export const holdsToken = (text: string): boolean => [SIGNED, LABELLED, KEY].some((form) => form.test(text))

/** Whether a text contains something like a secret: a token by format, or a long random run of letters and digits. */
export const looksSecret = (text: string): boolean => holdsToken(text) || text.split(/[^\w+=-]+/).some(isDisordered)

function isDisordered(word: string): boolean {
  if (/^(?=.*\d)(?=.*[a-f])[\da-f]+$/i.test(word)) return word.length >= LONG_HEX
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(word))
  return word.length >= LONG && kinds && entropyOf(word) >= DISORDERED
}

/** Bits per character (Shannon). */
function entropyOf(word: string): number {
  const counts = new Map<string, number>()
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / word.length) * Math.log2(count / word.length), 0)
}
