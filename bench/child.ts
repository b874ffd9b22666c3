import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pinned } from './cores.ts'
import { isObject } from '../src/json.ts'

/** A server in its own process. Disposing of it stops it and waits for its end. */
export interface Child<Ready> extends AsyncDisposable {
  /** The value read from the line that said it was ready. */
  readonly ready: Ready
  /** Microseconds of CPU used so far by all threads; only if started with `probed`. */
  cpu(): Promise<number>
  /** Makes it collect its young garbage, so that the next measurement doesn't include that; requires the same options as `memory`. */
  collect(): Promise<void>
  /** Bytes in use after garbage collection; only if started with `probed` and `--expose-gc`. */
  memory(): Promise<Memory>
}

/** The memory of a process. */
export interface Memory {
  /** Used by JavaScript, including buffers. */
  readonly heap: number
  /** The resident set. */
  readonly resident: number
}

/** How to start a child. */
export interface ChildOptions<Ready> {
  /** A script and its arguments, to run with the current Node. */
  readonly args: readonly string[]
  /** Parses a line of its output; undefined if it is not ready yet. */
  readonly read: (line: string) => Ready | undefined
  /** The core to pin it to; null for any. */
  readonly core?: number | null
  /** Whether it should report its CPU time; that makes its start a little slower. */
  readonly probed?: boolean
}

const PROBE = new URL('cpu-probe.mjs', import.meta.url).href
const PATIENCE_MS = 20_000
const GRACE_MS = 3_000

const alive = new Set<ChildProcess>()

/** Stops every started process, by its process id, when this process ends for any reason. */
export function endChildrenWithThisProcess(): void {
  process.on('exit', () => {
    for (const child of alive) child.kill('SIGKILL')
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
}

/** Starts a child and waits until it is ready. Rejects, with its output, if it exits or stays silent instead. */
export async function startChild<Ready>(options: ChildOptions<Ready>): Promise<Child<Ready>> {
  const { args, read, core = null, probed = false } = options
  const [file, all] = pinned(core, process.execPath, [...(probed ? ['--import', PROBE] : []), ...args])
  const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'pipe', ...(probed ? ['ipc' as const] : [])] })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  try {
    return {
      ready: await readiness(child, read),
      cpu: async () => Number(await ask(child, 'cpu')),
      collect: async () => void (await ask(child, 'collect')),
      memory: async () => toMemory(await ask(child, 'memory')),
      [Symbol.asyncDispose]: () => end(child),
    }
  } catch (error) {
    await end(child)
    throw error
  }
}

function readiness<Ready>(child: ChildProcess, read: (line: string) => Ready | undefined): Promise<Ready> {
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('a child is started with pipes')
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const fail = (how: string): void => reject(new Error(`a server ${how}: ${said.join('\n')}`))
    const late = setTimeout(() => fail('was not ready in time'), PATIENCE_MS)
    const hear = (line: string): void => {
      const ready = read(line)
      if (ready === undefined) return void said.push(line)
      clearTimeout(late)
      resolve(ready)
    }
    // Keep reading: a full pipe would block the server.
    createInterface(stdout).on('line', hear)
    createInterface(stderr).on('line', (line) => said.push(line))
    child.once('error', reject)
    child.once('exit', () => fail('ended before it was ready'))
  })
}

const ask = (child: ChildProcess, what: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.send(what, (error) => error && reject(error))
  })

function toMemory(told: unknown): Memory {
  if (!isObject(told)) throw new Error('a child told nothing of its memory')
  return { heap: Number(told['heap']), resident: Number(told['resident']) }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    child.once('exit', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
