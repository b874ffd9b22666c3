import { expect, it } from 'vitest'
import { placeOfRef } from './broken-ref.ts'
import { shownPath } from './shown-path.ts'
import { parseSource } from './source.ts'

const one = parseSource('a:\n  - b: 1\n  - $ref: "#/x/y"\n', 'one.yaml')
const other = parseSource('c: { $ref: 5 }\nd: { $ref: "one.yaml#/x/z" }\n', 'other.yaml')

it('a $ref is found by the end of what it says, in the first file that has it', () => {
  expect(placeOfRef([one, other], '#/x/y')).toBe('one.yaml:3')
  expect(placeOfRef([one, other], '#/x/z')).toBe('other.yaml:2')
  expect(placeOfRef([one, other], '#/x')).toBeUndefined()
  expect(placeOfRef([], '#/x/y')).toBeUndefined()
  const third = parseSource('e:\n  f: 1\n  $ref: "#/z"\n', 'third.yaml')
  expect(placeOfRef([third], '#/z')).toBe('third.yaml:3')
})

it('a path is shown from the working folder on, and that folder itself as it is', () => {
  expect(shownPath(`${process.cwd()}/specs/a.yaml`)).toBe('specs/a.yaml')
  expect(shownPath(process.cwd())).toBe(process.cwd())
})
