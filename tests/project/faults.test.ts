import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

/** The tests of each row, as `file: "title"`, or further titles of the same file. */
function testsOf(row: string): { readonly file: string; readonly title: string }[] {
  let file = ''
  return [...row.matchAll(/`([^`]+\.test\.ts)`:|"([^"]+)"/g)].flatMap(([, named, title]) => {
    file = named ?? file
    return title === undefined ? [] : [{ file, title }]
  })
}

it('every fault that was found from outside says how many siblings it had, and names tests that hold it, which exist', async () => {
  const rows = (await readFile('docs/faults.md', 'utf8')).split('\n').filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  expect(rows.length).toBeGreaterThanOrEqual(32)
  for (const row of rows) {
    // After the number of the fault and what went wrong: how many siblings were found.
    expect(row.split(' | ')[2], row).toMatch(/^\d+\b/)
    const tests = testsOf(row)
    expect(tests, row).not.toEqual([])
    for (const { file, title } of tests)
      expect((await readFile(file, 'utf8')).includes(title), `${file}: ${title}`).toBe(true)
  }
})
