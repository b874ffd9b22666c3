import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const pages = [
  'README.md',
  'contract-tests/README.md',
  ...(await readdir('docs')).map((name) => `docs/${name}`),
].filter((path) => path.endsWith('.md'))

/** How many there are of what is added to all the time; a figure of it is wrong with the next change, and no test would tell. */
const COUNT = /\b\d{2,} (?:cases|tests|mutants|held|blocked|outcomes|× )|\bof \d{2,} (?:outcomes|cases|would)/g

it.each(pages)('%s counts nothing that grows', async (path) => {
  const text = await readFile(path, 'utf8')
  expect(text.match(COUNT) ?? []).toEqual([])
})

it('would find such a count', () => {
  expect('1118 held · coverage 5 % (2 of 35 outcomes); 47 cases, 171 × identity'.match(COUNT)).toHaveLength(4)
})
