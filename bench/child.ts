import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as later } from 'node:timers/promises'
import { pinned } from './cores.ts'
import type { CpuProfile } from './cpu-profile.ts'
import { isObject } from '../src/json.ts'

/** A server in its own process. Disposing of it stops it and waits for its end. */
export interface Child<Ready> extends AsyncDisposable {
  /** What it said, or what was found, when it was ready. */
  readonly ready: Ready
  readonly pid: number
  /** Microseconds of CPU used so far by all threads; only if started with `probed`. */
  cpu(): Promise<number>
  /** Makes it collect its young garbage, so that the next measurement doesn't include that; requires the same options as `memory`. */
  collect(): Promise<void>
  /** Bytes in use after garbage collection; only if started with `probed` and `--expose-gc`. */
  memory(): Promise<Memory>
  /** How many files and connections it has open; only if started with `probed`, and on Linux. */
  files(): Promise<number>
  /** Samples its main thread from now on; only if started with `probed`. */
  profile(): Promise<void>
  /** The samples since, which end with this. */
  profiled(): Promise<CpuProfile>
}

/** The memory of a process. */
export interface Memory {
  /** Used by JavaScript, including buffers. */
  readonly heap: number
  /** The resident set. */
  readonly resident: number
}

/** How to start a child. */
export interface ChildOptions {
  /** A script and its arguments, to run with the current Node. */
  readonly args: readonly string[]
  /** The core to pin it to; null for any. */
  readonly core?: number | null
  /** Whether it should report its CPU time; that makes its start a little slower. */
  readonly probed?: boolean
  /** Variables in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>
}

/** A child that says in a line of its output that it is ready. */
export interface TalkingChildOptions<Ready> extends ChildOptions {
  /** Parses a line; undefined if it is not ready yet. */
  readonly read: (line: string) => Ready | undefined
}

/** A child whose output goes elsewhere. */
export interface SilentChildOptions<Ready> extends ChildOptions {
  /** The file descriptor of its standard output. */
  readonly output: number
  /** Looks for signs that it is ready; undefined if there are none yet. */
  readonly look: () => Promise<Ready | undefined>
}

const PROBE = new URL('cpu-probe.mjs', import.meta.url).href
const PATIENCE_MS = 60_000
const LOOK_MS = 10
const GRACE_MS = 3_000

const alive = new Set<ChildProcess>()

/** The ids of all children that run now. */
export const livingChildren = (): number[] => [...alive].flatMap(({ pid }) => pid ?? [])

/** Stops every started process, by its process id, when this process ends for any reason. */
export function endChildrenWithThisProcess(): void {
  process.on('exit', () => {
    for (const child of alive) child.kill('SIGKILL')
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
}

/** Starts a child and waits until it is ready. Rejects, with its output, if it exits or stays silent instead. */
export const startChild = <Ready>(options: TalkingChildOptions<Ready>): Promise<Child<Ready>> =>
  started(spawned(options, 'pipe'), (child, said) => firstReady(child, options.read, said))

/** The same for a child whose output goes elsewhere. */
export const startSilentChild = <Ready>(options: SilentChildOptions<Ready>): Promise<Child<Ready>> =>
  started(spawned(options, options.output), (child) => found(child, options.look))

function spawned({ args, core = null, probed = false, env = {} }: ChildOptions, output: 'pipe' | number): ChildProcess {
  const [file, all] = pinned(core, process.execPath, [...(probed ? ['--import', PROBE] : []), ...args])
  const stdio = ['ignore' as const, output, 'pipe' as const, ...(probed ? ['ipc' as const] : [])]
  const child = spawn(file, all, { stdio, env: { ...process.env, ...env } })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

async function started<Ready>(
  child: ChildProcess,
  readiness: (child: ChildProcess, said: string[]) => Promise<Ready>,
): Promise<Child<Ready>> {
  const said: string[] = []
  if (child.stderr) createInterface(child.stderr).on('line', (line) => said.push(line))
  const failed = Promise.withResolvers<never>()
  const fail = (how: string): void => failed.reject(new Error(`a server ${how}: ${said.join('\n')}`))
  const late = setTimeout(() => fail('was not ready in time'), PATIENCE_MS)
  child.once('error', failed.reject)
  child.once('exit', () => fail('ended before it was ready'))
  try {
    return {
      ready: await Promise.race([readiness(child, said), failed.promise]),
      pid: child.pid ?? 0,
      cpu: async () => Number(await ask(child, 'cpu')),
      collect: async () => void (await ask(child, 'collect')),
      memory: async () => toMemory(await ask(child, 'memory')),
      files: async () => Number(await ask(child, 'files')),
      profile: async () => void (await ask(child, 'profile')),
      profiled: async () => toProfile(await ask(child, 'profiled')),
      [Symbol.asyncDispose]: () => end(child),
    }
  } catch (error) {
    await end(child)
    throw error
  } finally {
    clearTimeout(late)
    // Its end is no failure from now on.
    failed.promise.catch(() => null)
  }
}

const firstReady = <Ready>(
  { stdout }: ChildProcess,
  read: (line: string) => Ready | undefined,
  said: string[],
): Promise<Ready> =>
  new Promise((resolve, reject) => {
    if (!stdout) return reject(new Error('a child that talks is started with a pipe'))
    // Keep reading: a full pipe would block the server.
    createInterface(stdout).on('line', (line) => {
      const ready = read(line)
      if (ready === undefined) said.push(line)
      else resolve(ready)
    })
  })

async function found<Ready>(child: ChildProcess, look: () => Promise<Ready | undefined>): Promise<Ready> {
  while (alive.has(child)) {
    const ready = await look()
    if (ready !== undefined) return ready
    await later(LOOK_MS)
  }
  throw new Error('a server ended before it was ready')
}

const ask = (child: ChildProcess, what: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.send(what, (error) => error && reject(error))
  })

function toProfile(told: unknown): CpuProfile {
  if (!isProfile(told)) throw new Error('a child told nothing of its samples')
  return told
}

const isProfile = (told: unknown): told is CpuProfile => isObject(told) && Array.isArray(told['samples'])

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
