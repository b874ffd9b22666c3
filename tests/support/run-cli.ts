import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** What a command did. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

const BIN = 'bin/greenroom.mjs'
const ENDS_WITHIN_MS = 60_000

// Servers of the tests must neither be found by whoever works on this machine, nor find theirs.
const OWN_RUN_FILES = join(process.cwd(), 'node_modules/.cache/greenroom')

const environment = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const { npm_lifecycle_event: _event, FORCE_COLOR: _force, NO_COLOR: _none, ...rest } = process.env
  return { ...rest, XDG_RUNTIME_DIR: OWN_RUN_FILES, ...env }
}

/** Runs a command to its end, as from a shell without a terminal. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = start(args, env)
  const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
  return ended(child).finally(() => clearTimeout(timer))
}

/** A server that a command has started. */
export interface Serving extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  /** All that it has written so far. */
  written(): string
  /** Waits until it has written this. */
  wrote(text: string | RegExp): Promise<string>
  /** Closes the reading end of its standard output, as `| head -1` does. */
  stopReading(): void
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ran>
}

/** Starts `greenroom serve` on a free port and waits until it says where it listens. */
export async function serveCli(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = start(['serve', '--port', '0', ...args], env)
  const end = ended(child)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const wrote = async (text: string | RegExp): Promise<string> => {
    const deadline = Date.now() + ENDS_WITHIN_MS
    while (!(typeof text === 'string' ? out.includes(text) : text.test(out))) {
      if (Date.now() > deadline || child.exitCode !== null)
        throw new Error(`never wrote ${String(text)}, but: ${out} ${(await end).error}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return out
  }
  const ready = await wrote(/http:\/\/[^\s"]+:\d+/)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> => {
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
    return end.finally(() => clearTimeout(timer))
  }
  const url = /http:\/\/[^\s"]+:\d+/.exec(ready)?.[0] ?? ''
  return {
    url,
    pid: child.pid ?? 0,
    written: () => out,
    wrote,
    stop,
    stopReading: () => void child.stdout.destroy(),
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

const start = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, [BIN, ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })

function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ran> {
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, error })))
}
