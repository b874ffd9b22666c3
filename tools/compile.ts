// `npm run compile`: writes src/contract/compiled/ from specs/, fixtures/ and contract-tests/cases/.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile } from '../src/contract/compile/compile.ts'
import { loadProject } from '../src/contract/compile/project.ts'
import { Fault } from '../src/fault.ts'

const root = join(import.meta.dirname, '..')
const target = join(root, 'src/contract/compiled')

try {
  process.chdir(root)
  const files = compile(await loadProject(root))
  await mkdir(target, { recursive: true })
  for (const name of await readdir(target)) if (!files.has(name)) await rm(join(target, name))
  for (const [name, text] of files) await writeFile(join(target, name), text)
  console.log(`${files.size} modules written to src/contract/compiled`)
} catch (error) {
  if (!(error instanceof Fault)) throw error
  console.error(`${error.message}\n  fix: ${error.fix}`)
  process.exitCode = 1
}
