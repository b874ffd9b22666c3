import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { patience } from './patience.ts'
import { until } from './until.ts'
import { isObject } from '../../src/json.ts'

/** An example in a folder of its own, as somebody has it who copied it. */
export interface ExampleProject extends AsyncDisposable {
  readonly folder: string
  /** Runs a script of a package by this Node, and gives its standard output whether it failed or not. */
  run(script: string, args: readonly string[]): Promise<string>
  /** Starts one, and gives it once it has printed what matches; disposing of it ends it. */
  start(script: string, args: readonly string[], ready: RegExp): Promise<StartedScript>
}

const ENTRIES = {
  '.': 'src/index.ts',
  './client': 'src/client/connect.ts',
  './msw': 'src/transport/msw/handlers.ts',
  './playwright': 'src/doors/playwright/test.ts',
  './vite': 'src/doors/vite.ts',
  './vitest': 'src/doors/vitest/worlds.ts',
  './vitest/setup': 'src/doors/vitest/setup.ts',
}
const BINS = { greenroom: 'bin/greenroom.mjs', vite: 'node_modules/vite/bin/vite.js' }

/** A script that runs. */
export interface StartedScript extends AsyncDisposable {
  /** What it has printed so far. */
  readonly printed: () => string
}

/** What a copy has that the example has not. */
interface CopyOptions {
  /** Replaces what cannot be the same here, such as ports, in every file. */
  readonly texts?: Readonly<Record<string, string>>
  /** The tarball to install; this checkout's sources by default. */
  readonly tarball?: string
}

/**
 * A copy of an example outside the checkout, where it finds packages by their names alone.
 */
export async function copyExample(name: string, { texts = {}, tarball }: CopyOptions = {}): Promise<ExampleProject> {
  const folder = await mkdtemp(join(tmpdir(), `greenroom-${name}-`))
  await cp(join('examples', name), folder, {
    recursive: true,
    filter: (path) => !/node_modules|test-results/.test(path),
  })
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8')
    const replaced = Object.entries(texts).reduce((now, [from, to]) => now.replaceAll(from, to), text)
    if (replaced !== text) await writeFile(join(folder, file), replaced)
  }
  const modules = join(folder, 'node_modules')
  await linkPackages(modules)
  await (tarball === undefined ? linkSources(modules) : unpack(tarball, modules))
  return {
    folder,
    run: (script, args) => execute(folder, [resolve('node_modules', script), ...args]),
    start: (script, args, ready) => start(folder, [resolve('node_modules', script), ...args], ready),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function linkPackages(modules: string): Promise<void> {
  await mkdir(join(modules, '.bin'), { recursive: true })
  for (const each of ['vitest', 'vite', '@playwright', 'socket.io-client', 'msw', 'jsdom'])
    await symlink(resolve('node_modules', each), join(modules, each))
  for (const [bin, path] of Object.entries(BINS)) await symlink(resolve(path), join(modules, '.bin', bin))
}

/** The package as users have it, with its dependencies beside it. */
async function unpack(tarball: string, modules: string): Promise<void> {
  await mkdir(join(modules, 'greenroom'))
  await promisify(execFile)('tar', ['-xzf', tarball, '--strip-components=1', '-C', join(modules, 'greenroom')])
  await rm(join(modules, '.bin', 'greenroom'))
  await symlink(join(modules, 'greenroom', 'bin', 'greenroom.mjs'), join(modules, '.bin', 'greenroom'))
  const manifest: unknown = JSON.parse(await readFile(join(modules, 'greenroom', 'package.json'), 'utf8'))
  const names = isObject(manifest) && isObject(manifest['dependencies']) ? Object.keys(manifest['dependencies']) : []
  for (const name of names) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await rm(join(modules, name), { force: true })
    await symlink(resolve('node_modules', name), join(modules, name))
  }
}

async function linkSources(modules: string): Promise<void> {
  const exports = Object.fromEntries(Object.keys(ENTRIES).map((entry) => [entry, `./${entry.slice(2) || 'index'}.js`]))
  await mkdir(join(modules, 'greenroom', 'vitest'), { recursive: true })
  await writeFile(
    join(modules, 'greenroom', 'package.json'),
    JSON.stringify({ name: 'greenroom', type: 'module', exports }),
  )
  for (const [entry, source] of Object.entries(ENTRIES))
    await writeFile(
      join(modules, 'greenroom', exports[entry] ?? ''),
      `export * from ${JSON.stringify(pathToFileURL(resolve(source)).href)}\n`,
    )
}

/**
 * The environment of somebody who types a command: nothing tells it that it runs within a test, this very Node comes first for
 * npx and others, and servers are found by the run files in `runtime` alone.
 */
export function byHand(runtime: string): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NODE_ENV: _env, ...rest } = process.env
  const own = Object.entries(rest).filter(([name]) => !/^VITEST|^npm_|^GREENROOM_/.test(name))
  const path = `${dirname(process.execPath)}${delimiter}${rest['PATH'] ?? ''}`
  return { ...Object.fromEntries(own), PATH: path, NO_COLOR: '1', XDG_RUNTIME_DIR: runtime }
}

const HANGS_MS = patience(180_000)

const execute = (cwd: string, args: readonly string[]): Promise<string> =>
  new Promise((done) => {
    const options = { cwd, env: byHand(cwd), timeout: HANGS_MS }
    execFile(process.execPath, args, options, (_error, out, error) => done(out || error))
  })

async function start(cwd: string, args: readonly string[], ready: RegExp): Promise<StartedScript> {
  const child = spawn(process.execPath, args, { cwd, env: byHand(cwd), stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  const ended = once(child, 'exit')
  const end = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  await until(() => ready.test(text) || child.exitCode !== null)
  if (ready.test(text)) return { printed: () => text, [Symbol.asyncDispose]: end }
  throw new Error(`${args.join(' ')} ended:\n${text}`)
}

/** Ports that nothing listens on; of each, the next one is free, too. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    const port = await freePort(0)
    if (!found.some((each) => Math.abs(each - port) <= 1) && (await freePort(port + 1)) !== 0) found.push(port)
  }
  return found
}

/** The port if it is free, else 0; for 0 any that is free. */
const freePort = (wanted: number): Promise<number> =>
  new Promise((done) => {
    const server = createServer()
    server.on('error', () => done(0))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
