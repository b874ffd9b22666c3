/**
 * `npm test [-- vitest's arguments]`: format, lint, types and tests, in this order, up to the first failure.
 * With arguments only vitest runs, with them. Leaves vitest's JSON report in node_modules/.cache/greenroom.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launch, report } from './launch.mjs'

const root = dirname(import.meta.dirname)
const cache = join(root, 'node_modules', '.cache', 'greenroom')
const results = join(cache, 'vitest.json')
const given = process.argv.slice(2)

const checks = [
  { name: 'format', tool: 'oxfmt', args: ['--check'], mend: 'npm run format mends it' },
  { name: 'lint', tool: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', tool: 'typescript', args: ['-p', '.'] },
]
const tests = {
  name: 'tests',
  tool: 'vitest',
  args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...given],
  shown: true,
}

/** The script of a package's (only) command: run by this Node itself it needs no shell, also on Windows. */
function script(tool) {
  const folder = join(root, 'node_modules', tool)
  return join(folder, Object.values(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin)[0])
}

/** Some tools are native and not locked for every platform; there a check is left out, and says so. */
function lockedHere(tool) {
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const builds = Object.keys(locked[`node_modules/${tool}`].optionalDependencies ?? {})
  const native = builds.map((name) => locked[`node_modules/${name}`]).filter((entry) => entry?.os && entry.cpu)
  const fits = ({ os, cpu }) => os.includes(process.platform) && cpu.includes(process.arch)
  return native.length === 0 || native.some(fits)
}

/** Our own grace is shorter than with-node's: what we started has ended before we are killed ourselves. */
async function execute({ name, tool, args, shown = false }) {
  const path = join(cache, `${name}.txt`)
  const file = openSync(path, 'w')
  const stdio = shown ? 'inherit' : ['ignore', file, file]
  const code = await launch(process.execPath, [script(tool), ...args], { cwd: root, stdio, grace: 4_000 })
  closeSync(file)
  if (code !== 0 && !shown) process.stderr.write(readFileSync(path))
  return code
}

async function main() {
  mkdirSync(cache, { recursive: true })
  rmSync(results, { force: true })
  for (const step of given.length > 0 ? [tests] : [...checks, tests]) {
    if (!lockedHere(step.tool)) {
      console.log(`skip    ${step.name}: ${step.tool} is not locked for ${process.platform}-${process.arch}`)
      continue
    }
    const since = performance.now()
    const code = await execute(step)
    const seconds = ((performance.now() - since) / 1_000).toFixed(1)
    const mend = code !== 0 && step.mend ? `: ${step.mend}` : ''
    console.log(`${code === 0 ? 'ok    ' : 'failed'}  ${step.name.padEnd(6)}  ${seconds} s${mend}`)
    if (code !== 0) return code
  }
  return 0
}

process.exitCode = await main().catch(report)
