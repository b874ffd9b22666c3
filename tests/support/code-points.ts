import fc from 'fast-check'

/** Texts of any code points, halves of pairs among them. As `fc.string({ unit: 'binary' })`, which takes a second to be made. */
export const codePoints = (length: fc.ArrayConstraints = {}): fc.Arbitrary<string> =>
  fc.array(fc.nat(0x10ffff), length).map((points) => String.fromCodePoint(...points))
