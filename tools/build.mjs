/** `npm run build`: builds dist/ from src/, and copies the compiled validators, which tsc doesn't. */
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launch, report } from './launch.mjs'

const root = dirname(import.meta.dirname)
const compiled = join('contract', 'compiled')

async function main() {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const code = await launch(process.execPath, [tsc, '-p', 'src'], { cwd: root, grace: 4_000 })
  if (code !== 0) return code
  const files = readdirSync(join(root, 'src', compiled)).filter((name) => /(\.js|\.json|\.d\.ts)$/.test(name))
  for (const name of files) cpSync(join(root, 'src', compiled, name), join(root, 'dist', compiled, name))
  return 0
}

process.exitCode = await main().catch(report)
