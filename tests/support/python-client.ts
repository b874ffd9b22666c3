import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { until } from './sockets.ts'

/** The Python that has a module: the system's, where Debian's packages are, else the first on the path. */
export const pythonWith = (module: string): string | undefined =>
  ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0)

/** How a Python client connects. */
export interface PythonOptions {
  readonly python: string
  readonly url: string
  /** All that there are by default: polling, then upgraded. */
  readonly transports?: readonly string[] | undefined
  readonly auth?: object
}

/** A Socket.IO client in Python: all that it tells, and a way to make it call. */
export interface PythonClient extends AsyncDisposable {
  readonly told: unknown[][]
  /** Sends an event and answers its ack. */
  readonly ask: (event: string, ...args: unknown[]) => Promise<unknown>
  /** What it has heard, as soon as that is so much. */
  readonly hears: (count: number) => Promise<unknown[][]>
  /** Resolves when it has ended, with its exit code; input that ends lets it go. */
  readonly end: () => Promise<number | null>
}

/** Starts a Python client; what it has to say is `told`, first of all whether it is connected. */
export async function startPython({ python, url, transports, auth = {} }: PythonOptions): Promise<PythonClient> {
  const args = [url, JSON.stringify(transports ?? null), JSON.stringify(auth)]
  const child = spawn(python, [new URL('socket_client.py', import.meta.url).pathname, ...args], { env: environment })
  const told: unknown[][] = []
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += String(chunk)))
  child.stdin.on('error', () => {})
  createInterface(child.stdout).on('line', (line) => told.push(JSON.parse(line)))
  const ended = once(child, 'close').then(() => child.exitCode)
  const said = (what: string): unknown[][] => told.filter(([kind]) => kind === what)
  const waitFor = (isSo: () => boolean): Promise<void> =>
    until(() => isSo() || child.exitCode !== null).catch(() => {
      throw new Error(`the Python client says only ${JSON.stringify(told)}; ${complaints}`)
    })
  const end = (): Promise<number | null> => {
    child.stdin.end()
    return ended
  }
  await waitFor(() => told.length > 0)
  return {
    told,
    async ask(...event) {
      const before = said('ack').length
      child.stdin.write(`${JSON.stringify(event)}\n`)
      await waitFor(() => said('ack').length > before)
      if (said('ack').length === before) throw new Error(`the Python client has ended: ${complaints}`)
      return said('ack').at(-1)?.[1]
    },
    async hears(count) {
      await waitFor(() => said('heard').length >= count)
      return said('heard').map(([, ...event]) => event)
    },
    end,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}

// A proxy of this machine has no business with a server on loopback.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)))
