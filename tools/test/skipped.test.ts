import { expect, it } from 'vitest'
import { skippedLines } from './skipped.ts'

it('tests that were skipped for one reason are one line, as are those without a reason', () => {
  const file = 'tests/cli/snippets.test.ts'
  expect(
    skippedLines([
      { file, title: 'a snippet, not run: pwsh is not installed > prints the status' },
      { file, title: 'a snippet, not run: pwsh is not installed > makes a body' },
      { file: 'tests/other.test.ts', title: 'a snippet, not run: pwsh is not installed' },
      { file, title: 'nobody knows why' },
      { file, title: 'nor here' },
    ]),
  ).toEqual([
    `skipped 2 of ${file}: pwsh is not installed`,
    'skipped 1 of tests/other.test.ts: pwsh is not installed',
    `skipped 2 of ${file}: no reason is given`,
  ])
})
