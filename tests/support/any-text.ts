import * as fc from 'fast-check'
import { character } from './code-points.ts'

const NASTY = [...'\'"`\\$ \n\r\t{}()[]!%&;|<>*?#~@^=+,:/éß漢🚀\u2018\u2019\u201b\u2028\u2029\u{1b}\u{7f}\ufeff']
/** A text that shells, languages and URLs may stumble over; without NUL, which no argument can hold. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...NASTY, '${', '$(', "''", '\\n', '@', '-', 'x', 'EOF', '%s'), maxLength: 30 }),
    fc.string({ unit: character, maxLength: 30 }),
  )
  .map((text) => text.replaceAll('\0', ''))
