/** Installs into node_modules what is missing: the locked dependencies, and a newer Node if the one on PATH is too old. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { rmSync, rmdirSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { launch, onPath, Problem, say } from './launch.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** A path below the project. */
export const at = (...parts) => join(root, ...parts)
const json = (...parts) => JSON.parse(readFileSync(at(...parts), 'utf8'))

/** The lowest Node for each purpose: the package's minimum, and that of Prism, which the tests use as referee. */
export const floors = { start: json('package.json').engines.node.replace('>=', ''), test: '24.18.0' }

// ---- What exists ----------------------------------------------------------------------------------------------

/** The packages of a lock file by path; none without a file. npm writes the hidden lock file last, so it is never partial. */
const packages = (...parts) => (existsSync(at(...parts)) ? json(...parts).packages : {})

/** An optional package may be absent (it may be for another platform), but not in another version. */
function outdated(purpose) {
  const installed = packages('node_modules', '.package-lock.json')
  return Object.entries(packages('package-lock.json')).some(([path, entry]) => {
    const optional = entry.optional || entry.devOptional
    if (path === '' || (purpose === 'start' && (entry.dev || optional))) return false
    const found = existsSync(at(path)) && installed[path]?.version
    return found ? found !== entry.version : !optional
  })
}

/** Whether a version such as 22.19.0 is at least the floor. */
function reaches(version, floor) {
  const [have, need] = [version, floor].map((text) => text.split('.').map(Number))
  const differs = need.findIndex((part, index) => part !== have[index])
  return differs < 0 || have[differs] > need[differs]
}

/** The Node that this script installed, if it is for this platform (node_modules may be shared with a container). */
function broughtNode() {
  const locked = packages('tools', 'node', 'package-lock.json')
  const home = ['node_modules', '.greenroom-node']
  for (const [path, entry] of Object.entries(packages(...home, 'node_modules', '.package-lock.json'))) {
    const fits = entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch)
    const file = entry.bin?.node && at(...home, path, entry.bin.node)
    if (file && fits && locked[path]?.version === entry.version && existsSync(file)) return file
  }
  return undefined
}

const nodeFor = (purpose) => (reaches(process.versions.node, floors[purpose]) ? process.execPath : broughtNode())

// ---- What to install --------------------------------------------------------------------------------------------

/** Overrides settings in the user's npmrc that would change the tree. No package in it needs an install script. */
const flags =
  '--ignore-scripts --engine-strict=false --install-strategy=hoisted --legacy-peer-deps=false --package-lock=true ' +
  '--dry-run=false --no-audit --no-fund --loglevel=error'
/** Options of the outer npm (`npm --prefix x start`) that must not reach this one. */
const notOurs = /^npm_config_(global|location|prefix|local_prefix|workspaces?|include_workspace_root)$/i

/** Runs `npm ci` in a folder, with the npm that runs us if there is one: it knows its own Node, even on Windows. */
async function npmCi(folder, ...more) {
  const { npm_execpath: cli = '', npm_node_execpath: node = process.execPath } = process.env
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !notOurs.test(key)))
  const options = { cwd: folder, env, stdio: ['ignore', 2, 2] }
  const args = ['ci', ...flags.split(' '), ...more]
  const code = /npm-cli\.c?js$/.test(cli)
    ? await launch(node, [cli, ...args], options)
    : await launch(...onPath('npm', args), options)
  if (code === 0) return
  const stopped = [129, 130, 137, 143].includes(code) // 128 + SIGHUP, SIGINT, SIGKILL, SIGTERM
  const why = stopped
    ? 'was stopped'
    : `failed with ${code}: see above (usually the network, or npm's registry setting)`
  throw new Problem(`npm ci in ${folder} ${why}. Run this again.`, code)
}

async function bringNode(purpose) {
  const home = at('node_modules', '.greenroom-node')
  say(`Node ${process.versions.node} is older than ${floors[purpose]}: installing a newer one into node_modules…`)
  mkdirSync(home, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) cpSync(at('tools', 'node', file), join(home, file))
  await npmCi(home, '--include=optional')
  const node = broughtNode()
  // Run it once, to detect systems that the package claims to support but doesn't (such as Alpine with musl).
  if (node && spawnSync(node, ['--version']).status === 0) return
  rmSync(home, { recursive: true, force: true })
  throw new Problem(
    `Node ${floors[purpose]} or newer is required, ${process.execPath} is ${process.versions.node}, and there is no ` +
      `prebuilt one for ${process.platform}-${process.arch}: install one (https://nodejs.org) and run this again.`,
  )
}

/** The order matters, since `npm ci` empties node_modules. Checks again what is missing, since another set-up may have run. */
async function bring(purpose) {
  if (outdated(purpose)) {
    say('installing the locked dependencies (the first run, or package-lock.json has changed)…')
    const omit = purpose === 'start' ? ['--omit=dev'] : ['--include=dev', '--include=optional', '--include=peer']
    await npmCi(root, ...omit)
  }
  if (!nodeFor(purpose)) await bringNode(purpose)
}

/** Installs what is missing and returns the Node to run on. */
export async function prepare(purpose) {
  if (outdated(purpose) || !nodeFor(purpose)) await alone(() => bring(purpose))
  return nodeFor(purpose)
}

/** Runs one set-up at a time. The lock is an empty folder, which git ignores; its holder touches it while working. */
async function alone(work) {
  const lock = at('.greenroom-setup')
  for (let told = false; !claim(lock); told = true) {
    if (!told) say('another start or test is installing the dependencies: waiting for it…')
    await sleep(200)
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 2_000)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(lock, { recursive: true, force: true })
  }
}

function claim(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  try {
    if (Date.now() - statSync(lock).mtimeMs > 15_000) rmdirSync(lock) // its holder was killed
  } catch {
    // Released or taken over meanwhile: the next round checks again.
  }
  return false
}
