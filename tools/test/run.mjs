/**
 * Checks format, lint and types side by side, then runs the tests, up to the first step that fails:
 *
 *     npm test                   every statement, in one way each
 *     npm run test:quick         the tests beside the modules, and every case in process
 *     npm run test:full          only what `npm test` omits: the same in more ways, and at length
 *     npm test -- <arguments>    checks types, then passes the arguments to vitest
 *
 * Leaves vitest's JSON report in node_modules/.cache/greenroom.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { launch, report } from '../launch.mjs'
import { compiledCodeIn } from './compiled-code.ts'

const root = dirname(dirname(import.meta.dirname))
const cache = join(root, 'node_modules', '.cache', 'greenroom')

const GIB = 1024 ** 3

/**
 * The type checkers are short-lived programs in Go, and would spend a third of their time on collecting garbage. Where there is
 * memory for both, they collect none before they have used 2 GiB.
 */
const heap = totalmem() < 8 * GIB ? {} : { GOGC: 'off', GOMEMLIMIT: '2GiB' }

/** Each checker of types repeats a part of what the others do: no more of them than cores. */
const checkers = String(Math.min(4, availableParallelism()))

const format = { name: 'format', tool: 'oxfmt', args: ['--check'], fix: 'npm run format fixes it' }
const lint = {
  name: 'lint',
  tool: 'oxlint',
  args: ['--type-aware', '--deny-warnings'],
  env: heap,
  fix: 'npx oxlint --type-aware --deny-warnings runs it alone',
}
// Of a second run it checks what has changed since, and what depends on that.
const types = {
  name: 'types',
  tool: 'typescript',
  args: ['-p', '.', '--checkers', checkers, '--incremental', '--tsBuildInfoFile', join(cache, 'types.tsbuildinfo')],
  env: heap,
  fix: 'npx tsc -p . runs it alone',
}

/** Without what takes minutes. */
const USUAL = '--tags-filter=!full && !long'

/** Parallel steps, then the tests. */
function stepsOf([mode, ...more]) {
  if (mode === undefined) return { checks: [format, lint, types], tests: vitest('vitest', USUAL) }
  if (mode === '--quick')
    return {
      checks: [format, lint, types],
      tests: vitest('quick', USUAL, 'src', 'contract-tests', ...more),
    }
  if (mode === '--full') return { checks: [], tests: vitest('full', '--tags-filter=full', ...more) }
  if (mode === '--long') return { checks: [], tests: vitest('long', '--tags-filter=long', ...more) }
  return { checks: [types], tests: vitest('some', mode, ...more) }
}

const vitest = (name, ...args) => ({
  name: 'tests',
  tool: 'vitest',
  args: ['run', `--outputFile.json=${join(cache, `${name}.json`)}`, ...args],
  report: join(cache, `${name}.json`),
  shown: true,
  env: compiledCodeIn(join(cache, 'compiled')),
})

/** The script of a package's only command: run directly by this Node, it needs no shell, even on Windows. */
function script(tool) {
  const folder = join(root, 'node_modules', tool)
  return join(folder, Object.values(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin)[0])
}

/** Native tools are not locked for every platform; where one is missing, its check is skipped, and the output says so. */
function lockedHere(tool) {
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const builds = Object.keys(locked[`node_modules/${tool}`].optionalDependencies ?? {})
  const native = builds.map((name) => locked[`node_modules/${name}`]).filter((entry) => entry?.os && entry.cpu)
  const fits = ({ os, cpu }) => os.includes(process.platform) && cpu.includes(process.arch)
  return native.length === 0 || native.some(fits)
}

/** Our grace period is shorter than with-node's, so that our children exit before we are killed. */
async function execute({ name, tool, args, env = {}, shown = false }) {
  const path = join(cache, `${name}.txt`)
  const file = openSync(path, 'w')
  const stdio = shown ? 'inherit' : ['ignore', file, file]
  const options = { cwd: root, stdio, grace: 4_000, env: { ...env, ...process.env } }
  const code = await launch(process.execPath, [script(tool), ...args], options)
  closeSync(file)
  if (code !== 0 && !shown) process.stderr.write(readFileSync(path))
  return code
}

/** Runs a step, prints the result, and returns its exit code; 0 if it was skipped. */
async function play(step) {
  if (!lockedHere(step.tool)) {
    console.log(`skip    ${step.name}: ${step.tool} is not locked for ${process.platform}-${process.arch}`)
    return 0
  }
  const since = performance.now()
  const code = await execute(step)
  const seconds = ((performance.now() - since) / 1_000).toFixed(1)
  const fix = code !== 0 && step.fix ? `: ${step.fix}` : ''
  console.log(`${code === 0 ? 'ok    ' : 'failed'}  ${step.name.padEnd(6)}  ${seconds} s${fix}`)
  return code
}

async function main(given) {
  const { checks, tests } = stepsOf(given)
  mkdirSync(cache, { recursive: true })
  rmSync(tests.report, { force: true })
  const codes = await Promise.all(checks.map(play))
  const failed = codes.find((code) => code !== 0)
  if (failed === undefined) return play(tests)
  console.log('The tests were not run: fix what failed above first.')
  return failed
}

process.exitCode = await main(process.argv.slice(2)).catch(report)
