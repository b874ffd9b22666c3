import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Io } from '../../src/cli/command.ts'
import { main } from '../../src/cli/main.ts'
import { patience } from './patience.ts'
import { printed, type Printed } from './printed.ts'

/** What a command did. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

type Variables = Readonly<Record<string, string>>

const BIN = join(process.cwd(), 'bin/greenroom.mjs')
const HANGS_MS = patience(60_000)
const CACHE = join(process.cwd(), 'node_modules/.cache/greenroom')

/** A folder for the run file of one command, which creates it. No other command of the tests or of this machine finds it there. */
const ownFolder = (): string => join(CACHE, 'run', randomUUID())

/** Removes a folder once its command has ended. */
async function leaving<Result>(folder: string, ended: Promise<Result>): Promise<Result> {
  try {
    return await ended
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs a command to its end within this process, with these variables and no others; `serve` ends once it is ready. */
export function runCli(args: readonly string[], env: Variables = {}, more: Partial<Io> = {}): Promise<Ran> {
  const { end, ended } = startCli(args, env, more)
  end()
  return ended
}

/** A command that runs. */
export interface Running {
  /** What it has written so far to standard output, and to standard error. */
  readonly out: Printed
  readonly error: Printed
  readonly ended: Promise<Ran>
  /** Tells it to end, as Ctrl-C does; `serve` listens to it. */
  readonly end: () => void
}

/** Starts a command within this process, with these variables and no others. */
export function startCli(args: readonly string[], env: Variables = {}, more: Partial<Io> = {}): Running {
  const [out, error] = [printed(), printed()]
  const { promise, resolve: end } = Promise.withResolvers<void>()
  const folder = ownFolder()
  const io = { out: out.add, error: error.add, env: { XDG_RUNTIME_DIR: folder, ...env }, ended: promise, ...more }
  const ended = main(args, io).then((code) => ({ code, out: out.text(), error: error.text() }))
  return { out, error, end, ended: leaving(folder, ended) }
}

/** Runs the command itself to its end, as from a shell without a terminal, in this folder or another one. */
export function spawnCli(args: readonly string[], env: Variables = {}, cwd = '.'): Promise<Ran> {
  const { child, ended } = start(args, env, cwd)
  const timer = setTimeout(() => child.kill('SIGKILL'), HANGS_MS)
  return ended.finally(() => clearTimeout(timer))
}

/** A server that a command has started. */
export interface Serving extends AsyncDisposable {
  readonly url: string
  /** All that it has written so far. */
  written(): string
  /** Waits until it has written this. */
  wrote(text: string | RegExp): Promise<string>
  /** Tells it to end, and waits for that. */
  stop(): Promise<Ran>
}

/** Starts `greenroom serve` on a free port within this process, and waits until it says where it listens. */
export async function serveCli(args: readonly string[] = [], env: Variables = {}): Promise<ServingHere> {
  const folder = ownFolder()
  const own = { XDG_RUNTIME_DIR: folder, ...env }
  const { out, ended, end } = startCli(['serve', '--port', '0', ...args], own)
  const stop = (): Promise<Ran> => {
    end()
    return leaving(folder, ended)
  }
  return { ...(await servingOf(out, ended)), env: own, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

/** A server in this process. */
export interface ServingHere extends Serving {
  /** With these variables, a command finds it by its run file. */
  readonly env: Variables
}

/** A server in a process of its own. */
export interface SpawnedServer extends Serving {
  readonly pid: number
  /** Closes the reading end of its standard output, as `| head -1` does. */
  stopReading(): void
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ran>
}

/** Starts `greenroom serve` on a free port as a process of its own, and waits until it says where it listens. */
export async function spawnServe(args: readonly string[] = [], env: Variables = {}, cwd = '.'): Promise<SpawnedServer> {
  const { child, ended: end } = start(['serve', '--port', '0', ...args], env, cwd)
  const out = printed()
  child.stdout.on('data', (chunk: Buffer) => out.add(chunk.toString()))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> => {
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), HANGS_MS)
    return end.finally(() => clearTimeout(timer))
  }
  return {
    ...(await servingOf(out, end)),
    pid: child.pid ?? 0,
    stop,
    stopReading: () => void child.stdout.destroy(),
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

async function servingOf(out: Printed, ended: Promise<Ran>): Promise<Pick<Serving, 'url' | 'written' | 'wrote'>> {
  const wrote = (text: string | RegExp): Promise<string> => out.wrote(text, ended)
  const url = /http:\/\/[^\s"]+:\d+/
  return { url: url.exec(await wrote(url))?.[0] ?? '', written: out.text, wrote }
}

interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly ended: Promise<Ran>
}

function start(args: readonly string[], env: Variables, cwd: string): Started {
  const folder = ownFolder()
  const all = environment({ XDG_RUNTIME_DIR: folder, ...env })
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: all, stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, ended: leaving(folder, endOf(child)) }
}

const environment = (env: Variables): NodeJS.ProcessEnv => {
  const { npm_lifecycle_event: _event, FORCE_COLOR: _force, NO_COLOR: _none, ...rest } = process.env
  // What one process has compiled, the next need not.
  return { ...rest, NODE_COMPILE_CACHE: join(CACHE, 'compiled'), ...env }
}

function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ran> {
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error })))
}
