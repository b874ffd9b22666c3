// What is written by people (names, hosts, paths) is rarely as long, and has fewer kinds of letters.
const LONG = 20
const LONG_HEX = 32
const DISORDERED = 3.5

const SIGNED = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/
const LABELLED = /\b(?:bearer|basic)\s+[\w+/=.~-]{16,}/i
const KEY = /-----BEGIN [A-Z ]+-----/

/** Whether a text holds what is a secret by its form: a JWT, a key, or what follows `Bearer`. */
export const holdsToken = (text: string): boolean => [SIGNED, LABELLED, KEY].some((form) => form.test(text))

/** Whether a text holds what looks like a secret: a token by form, or a long run of letters and digits without order. */
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
