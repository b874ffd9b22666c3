// `npm run console`: builds the console from console/ into src/console/files.js, which is committed, so that no one who runs greenroom
// needs to build it. With --check, only says whether that file is up to date.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildConsole } from './console/build.ts'

// What Vite builds depends on it, and it must always build the same.
process.env['NODE_ENV'] = 'production'
const root = join(import.meta.dirname, '..')
const file = join(root, 'src/console/files.js')
const built = await buildConsole(root)
if (!process.argv.includes('--check')) await writeFile(file, built)
else if ((await readFile(file, 'utf8')) !== built) {
  console.error('src/console/files.js is not what console/ builds to.\n  Run npm run console.')
  process.exitCode = 1
}
