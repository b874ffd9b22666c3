/**
 * `npm run build [-- <folder>]`: builds dist/, or the folder, from src/, and copies the compiled validators and the console, which tsc
 * doesn't.
 */
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { launch, report } from './launch.mjs'

const root = dirname(import.meta.dirname)
const compiled = join('contract', 'compiled')
const out = resolve(process.argv[2] ?? join(root, 'dist'))

async function main() {
  rmSync(out, { recursive: true, force: true })
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const code = await launch(process.execPath, [tsc, '-p', 'src', '--outDir', out], { cwd: root, grace: 4_000 })
  if (code !== 0) return code
  const files = readdirSync(join(root, 'src', compiled)).filter((name) => /(\.js|\.json|\.d\.ts)$/.test(name))
  for (const name of files) cpSync(join(root, 'src', compiled, name), join(out, compiled, name))
  cpSync(join(root, 'src/console/files.js'), join(out, 'console/files.js'))
  cpSync(join(root, 'src/console/files.d.ts'), join(out, 'console/files.d.ts'))
  return 0
}

process.exitCode = await main().catch(report)
