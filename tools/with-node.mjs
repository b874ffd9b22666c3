/**
 * Runs a command with the locked dependencies in place and on a new enough Node, whatever Node is on PATH:
 *
 *     node tools/with-node.mjs --for start|test <command> [args…]
 *
 * One script and no prestart/pretest, because npm skips those under `ignore-scripts=true`. Everything it says goes
 * to stderr, so that the command's stdout stays its own. Plain JavaScript without dependencies: it runs before
 * anything is installed, on the Node that is there.
 */
import { realpathSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch, onPath, Problem, report } from './launch.mjs'
import { at, floors, prepare } from './setup.mjs'

/** The environment in which `node` is the chosen Node and the project's tools come before any global ones. */
function environment(node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [at('node_modules', '.bin'), dirname(node), process.env[key]].join(delimiter)
  return { ...process.env, [key]: path }
}

export async function run(purpose, command, args) {
  const node = await prepare(purpose)
  const [file, all] = command === 'node' ? [node, args] : onPath(command, args)
  return await launch(file, all, { env: environment(node) })
}

async function main([option, purpose, command, ...args]) {
  if (option === '--for' && purpose in floors && command) return await run(purpose, command, args)
  throw new Problem('usage: node tools/with-node.mjs --for start|test <command> [args…]', 2)
}

if (realpathSync(process.argv[1] ?? '.') === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch(report)
}
