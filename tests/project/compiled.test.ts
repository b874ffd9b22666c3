import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compile } from '../../src/contract/compile/compile.ts'
import { loadProject } from '../../src/contract/compile/project.ts'

const folder = 'src/contract/compiled'

it('the compiled modules are what the contracts, fixtures and cases compile to; if not, run `npm run compile`', async () => {
  const files = compile(await loadProject('.'))
  expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort())
  for (const [name, text] of files) expect(await readFile(join(folder, name), 'utf8'), name).toBe(text)
})

it.each(['validators.js', 'control-validators.js', 'response-validators.js'])(
  '%s imports nothing and evaluates no text, so that it runs under a strict content security policy',
  async (file) => {
    const code = await readFile(join(folder, file), 'utf8')
    expect(code).not.toMatch(/\bimport\b|\brequire\b|new Function|\beval\b/)
  },
)
