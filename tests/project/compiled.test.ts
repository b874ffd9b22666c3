import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compile, contractTests, listsOf } from '../../src/contract/compile/compile.ts'
import { loadProject, FILES_WITH_LISTS } from '../../src/contract/compile/project.ts'
import { withLists } from '../../src/contract/compile/word-lists.ts'

const folder = 'src/contract/compiled'

it('the compiled modules are what the contracts, fixtures and cases compile to; if not, run `npm run compile`', async () => {
  const files = compile(await loadProject('.'))
  expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort())
  for (const [name, text] of files) expect(await readFile(join(folder, name), 'utf8'), name).toBe(text)
})

it('schemas and pages list the names that there are, and each operation has the test of its cases; if not, run `npm run compile`', async () => {
  const sources = await loadProject('.')
  for (const file of FILES_WITH_LISTS) {
    const text = await readFile(file, 'utf8')
    expect(text).toContain(' list: ')
    expect(withLists(text, listsOf(sources)), file).toBe(text)
  }
  const tests = contractTests(sources)
  const present = (await readdir('contract-tests')).filter((name) => name.endsWith('.contract.test.ts'))
  expect(present.sort()).toEqual([...tests.keys()].sort())
  for (const [name, text] of tests) expect(await readFile(join('contract-tests', name), 'utf8'), name).toBe(text)
})

it.each(['validators.js', 'control-validators.js', 'response-validators.js'])(
  '%s imports nothing and evaluates no text, so that it runs under a strict content security policy',
  async (file) => {
    const code = await readFile(join(folder, file), 'utf8')
    expect(code).not.toMatch(/\bimport\b|\brequire\b|new Function|\beval\b/)
  },
)
