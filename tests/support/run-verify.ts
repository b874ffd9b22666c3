import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli, type Ran } from './run-cli.ts'

/** For as long an honest answer may take on a busy machine. A test that wants to see a timeout names a short one itself. */
export const UNHURRIED = ['--timeout', '600000'] as const

/** Runs `greenroom verify` within this process, with these variables and no others, and in no hurry unless it is told to. */
export const runVerify = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runCli(['verify', ...(args.includes('--timeout') ? [] : UNHURRIED), ...args], env)

/** The figures of the last line: `12 held, …`. */
export const heldIn = ({ out }: Pick<Ran, 'out'>): number => Number(/^(\d+) held/m.exec(out)?.[1])

/** A server on a free loopback port, and how many requests it has had. */
export interface Foreign extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly requests: () => number
}

/** Starts a server that knows nothing of greenroom. */
export async function startForeign(answer: RequestListener): Promise<Foreign> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A folder for the files of a test, taken away with them. */
export interface Folder extends AsyncDisposable {
  readonly path: string
  /** Writes a file that only its owner may write to, and gives its path. */
  readonly write: (name: string, text: string) => Promise<string>
}

/** Makes one. */
export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'greenroom-verify-'))
  return {
    path,
    async write(name, text) {
      await writeFile(join(path, name), text, { mode: 0o600 })
      return join(path, name)
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  }
}
