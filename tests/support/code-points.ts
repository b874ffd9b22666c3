import fc from 'fast-check'

/** Texts of any code points, halves of pairs among them. */
export const codePoints = (length: fc.ArrayConstraints = {}): fc.Arbitrary<string> =>
  fc.array(fc.nat(0x10ffff), length).map((points) => String.fromCodePoint(...points))

const [FIRST_HALF, HALVES] = [0xd800, 0x800]
const toCharacter = (n: number): string => String.fromCodePoint(n < FIRST_HALF ? n : n + HALVES)

function numberOf(character: unknown): number {
  const code = typeof character === 'string' ? (character.codePointAt(0) ?? NaN) : NaN
  const n = code < FIRST_HALF ? code : code - HALVES
  if (Number.isNaN(n) || toCharacter(n) !== character) throw new Error('it is no whole character')
  return n
}

/**
 * For `fc.string({ unit: character })`: any code point that is no half of a pair. The same as `unit: 'binary'`, which takes a second
 * and a map of a million entries in every worker.
 */
export const character: fc.Arbitrary<string> = fc.nat(0x10ffff - HALVES).map(toCharacter, numberOf)
