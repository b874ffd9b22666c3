import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { patience } from './patience.ts'

/** `greenroom serve` in a process of its own, with run files of its own. */
export interface ServingProcess extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly control: { readonly url: string; readonly token: string; readonly port: number }
  readonly stdout: Readable
  readonly complaints: () => string
  readonly kill: (signal: NodeJS.Signals) => void
  /** How it has ended: `[code, signal]`, or that it has not within five seconds. */
  readonly end: () => Promise<unknown>
  /** The run files that it has left. */
  readonly runFiles: () => Promise<string[]>
}

/** What serve promises, whatever clients do. */
const END_MS = 5_000

/** Starts one that has a folder for run files of its own, and waits until it is ready. */
export async function serveProcess(args: readonly string[] = []): Promise<ServingProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-process-'))
  const child = spawnServing(args, { XDG_RUNTIME_DIR: folder }, ['ignore', 'pipe', 'pipe'])
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('it has no pipes')
  let complaints = ''
  stderr.on('data', (chunk) => (complaints += String(chunk)))
  const exit = once(child, 'exit')
  const [line] = await once(stdout, 'data')
  const ready: { url: string; port: number; control: string; runFile: string } = JSON.parse(
    String(line).split('\n')[0] ?? '',
  )
  const { token }: { token: string } = JSON.parse(await readFile(ready.runFile, 'utf8'))
  return {
    url: ready.url,
    port: ready.port,
    control: { url: ready.control, token, port: Number(new URL(ready.control).port) },
    stdout,
    complaints: () => complaints,
    kill: (signal) => void child.kill(signal),
    end: () => withinPromise(exit),
    runFiles: () => readdir(join(folder, 'greenroom')),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exit
      await rm(folder, { recursive: true })
    },
  }
}

/** The process itself, with these variables and streams. */
export const spawnServing = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdio: StdioOptions,
): ChildProcess =>
  spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', ...args], {
    env: { ...process.env, ...env },
    stdio,
  })

/** What has come about within the time that serve promises to end in, on a quiet machine. */
export async function withinPromise(event: Promise<unknown>): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('it has not ended in time'), patience(END_MS))
  try {
    return await Promise.race([event, promise])
  } finally {
    clearTimeout(timer)
  }
}
