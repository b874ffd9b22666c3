import { expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { createRemarks } from './remarks.ts'

it('tells once of each operation how often a limit that nobody documents was met, and what to do', () => {
  const remarks = createRemarks(PLAIN_DIALECT)
  for (const operation of ['a', 'a', 'b']) remarks.limited(operation)
  expect(remarks.texts()).toEqual([
    expect.stringMatching(/^a was answered 429 2 times, which the contract does not name: .* under limits /),
    expect.stringMatching(/^b was answered 429 once, /),
  ])
  expect(createRemarks(PLAIN_DIALECT).texts()).toEqual([])
})
