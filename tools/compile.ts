// `npm run compile`: from specs/, fixtures/ and contract-tests/cases/, generates src/contract/compiled/, a test file for the cases of
// each operation, and lists of names in schemas and docs.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile, contractTests, listsOf } from '../src/contract/compile/compile.ts'
import { loadProject, FILES_WITH_LISTS } from '../src/contract/compile/project.ts'
import { withLists } from '../src/contract/compile/word-lists.ts'
import { Fault } from '../src/fault.ts'

const root = join(import.meta.dirname, '..')

/** Writes these files into a folder, and removes obsolete generated ones. */
async function fill(folder: string, files: ReadonlyMap<string, string>, ending: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) if (name.endsWith(ending) && !files.has(name)) await rm(join(folder, name))
  for (const [name, text] of files) await writeFile(join(folder, name), text)
}

try {
  process.chdir(root)
  const lists = listsOf(await loadProject(root))
  for (const file of FILES_WITH_LISTS) await writeFile(file, withLists(await readFile(file, 'utf8'), lists))
  // Read again, since one of them is a contract.
  const sources = await loadProject(root)
  const files = compile(sources)
  await fill(join(root, 'src/contract/compiled'), files, '')
  await fill(join(root, 'contract-tests'), contractTests(sources), '.contract.test.ts')
  console.log(`${files.size} modules written to src/contract/compiled`)
} catch (error) {
  if (!(error instanceof Fault)) throw error
  console.error(`${error.message}\n  fix: ${error.fix}`)
  process.exitCode = 1
}
