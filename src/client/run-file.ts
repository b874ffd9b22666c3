import { chmod, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../fault.ts'
import { parseJson } from '../json.ts'

/** What a running server leaves for the tools on its machine: where its control plane is, and the token. */
export interface RunFile {
  readonly pid: number
  /** Scheme, host and port of the mock. */
  readonly url: string
  readonly port: number
  /** Scheme, host and port of the control plane. */
  readonly control: string
  readonly token: string
}

/** Variables by which run files are found; those of this process unless others are given. */
type Environment = Readonly<Record<string, string | undefined>>

/** Where run files lie: with the user's own run-time data, or in a folder of theirs among the temporary ones. */
const folderBy = (env: Environment): string => {
  const own = env['XDG_RUNTIME_DIR']
  return own ? join(own, 'greenroom') : join(tmpdir(), `greenroom-${userName().replaceAll(/\W/g, '_')}`)
}

/** A user may have no name, such as one of a container's (`docker run -u 12345`): then the number serves. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'nobody')
  }
}

const fileOf = (port: number, env: Environment): string => join(folderBy(env), `${port}.json`)

/** Writes the run file of a server, which nobody else may read, and answers where. */
export async function writeRunFile(run: RunFile, env: Environment = process.env): Promise<string> {
  const folder = folderBy(env)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(async (error: unknown) => {
    // A file or a link to nowhere stands in its place; where nothing does, the error says what is wrong.
    await judge(folder).catch((fault: unknown) => Promise.reject(fault instanceof Fault ? fault : error))
  })
  await judge(folder)
  const path = fileOf(run.port, env)
  const beside = `${path}.${process.pid}`
  await rm(beside, { force: true })
  await writeFile(beside, `${JSON.stringify(run)}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(beside, 0o600)
  await rename(beside, path)
  return path
}

/** Removes the run file of a server, if it is still its own. */
export async function removeRunFile(
  { port, pid }: Pick<RunFile, 'port' | 'pid'>,
  env: Environment = process.env,
): Promise<void> {
  const path = fileOf(port, env)
  const found = await read(path)
  if (found?.pid === pid) await rm(path, { force: true })
}

/** The same at once, for a process that is about to exit. */
export function removeRunFileNow({ port, pid }: Pick<RunFile, 'port' | 'pid'>, env: Environment = process.env): void {
  try {
    const path = fileOf(port, env)
    const value = parseJson(readFileSync(path, 'utf8'))
    if (isRunFile(value) && value.pid === pid) rmSync(path)
  } catch {
    // It is gone already, or was never there.
  }
}

/** The run file of the server on a port; without one, of the only server there is. Throws a Fault that names those there are. */
export async function readRunFile(port?: number, env: Environment = process.env): Promise<RunFile> {
  const running = await runFiles(folderBy(env))
  const [found, second] = running.filter((each) => port === undefined || each.port === port)
  if (found && !second) return found
  const ports = running.map((each) => each.port).join(', ')
  throw new Fault(
    second
      ? 'several greenrooms run on this machine'
      : `no greenroom runs on this machine${port === undefined ? '' : ` on port ${port}`}`,
    ports === '' ? 'Start one with greenroom serve.' : `Name the port of one: ${ports}.`,
  )
}

/** The run files of the servers that run; those that a killed server has left behind are taken away. */
async function runFiles(folder: string): Promise<RunFile[]> {
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return []
  await judge(folder)
  const found: RunFile[] = []
  for (const name of names.filter((each) => /^\d+\.json$/.test(each))) {
    const run = await read(join(folder, name))
    if (run && isAlive(run.pid)) found.push(run)
    else await rm(join(folder, name), { force: true })
  }
  return found.toSorted((a, b) => a.port - b.port)
}

/** Whoever can write to the folder could point tools to a server of theirs. */
async function judge(folder: string): Promise<void> {
  const about = await lstat(folder)
  const isOurs = process.getuid === undefined || about.uid === process.getuid()
  const isClosed = process.platform === 'win32' || (about.mode & 0o077) === 0
  if (about.isDirectory() && isOurs && isClosed) return
  throw new Fault(`${folder} is not a folder that only you can write to`, 'Remove it, and start greenroom serve again.')
}

async function read(path: string): Promise<RunFile | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  // Cut short by a full disk, or no file of ours: as good as none.
  const value = parseJson(text)
  return isRunFile(value) ? value : undefined
}

const isRunFile = (value: unknown): value is RunFile =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'port' in value &&
  typeof value.port === 'number' &&
  'control' in value &&
  typeof value.control === 'string' &&
  'token' in value &&
  typeof value.token === 'string'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of another user is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
