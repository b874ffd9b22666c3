import { chmod, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../fault.ts'
import { ensureFolder } from '../folder.ts'
import { parseJson } from '../json.ts'

/** Tells the tools on a server's machine where its control plane is, and the token. */
export interface RunFile {
  readonly pid: number
  /** Scheme, host and port of the mock. */
  readonly url: string
  readonly port: number
  /** Scheme, host and port of the control plane. */
  readonly control: string
  readonly token: string
  /** Whether tools should show the console that can only look. */
  readonly isReadOnly?: boolean
}

/** Environment variables that locate the run files; those of this process by default. */
type Environment = Readonly<Record<string, string | undefined>>

/** The user's runtime directory, or else their own folder in the temporary directory. */
const folderBy = (env: Environment): string => {
  const own = env['XDG_RUNTIME_DIR']
  return own ? join(own, 'greenroom') : join(tmpdir(), `greenroom-${userName().replaceAll(/\W/g, '_')}`)
}

/** The user's name, or number: some have no name, such as in a container (`docker run -u 12345`). */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'nobody')
  }
}

const fileOf = (port: number, env: Environment): string => join(folderBy(env), `${port}.json`)

/** Writes a run file that only this user can read, and returns its path. */
export async function writeRunFile(run: RunFile, env: Environment = process.env): Promise<string> {
  const folder = folderBy(env)
  await ensureFolder(folder, 0o700).catch(async (error: unknown) => {
    // If a file or a dangling link is in the way, say so; otherwise the error explains itself.
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

/**
 * Removes the run file of a server, unless another server has replaced it. Synchronously, for a process that is about to exit.
 */
export function removeRunFileNow({ port, pid }: Pick<RunFile, 'port' | 'pid'>, env: Environment = process.env): void {
  try {
    const path = fileOf(port, env)
    const value = parseJson(readFileSync(path, 'utf8'))
    if (!isRunFile(value) || value.pid !== pid) return
    rmSync(path)
    rmSync(doorOf(path), { force: true })
  } catch {
    // It is gone already, or never existed.
  }
}

/** Writes a page that leads to `url`, which holds the token: only this user can read it. Returns its path. It goes with the run file. */
export async function writeDoor(
  { port }: Pick<RunFile, 'port'>,
  url: string,
  env: Environment = process.env,
): Promise<string> {
  await judge(folderBy(env))
  const path = doorOf(fileOf(port, env))
  await rm(path, { force: true })
  const page = `<!doctype html><meta charset="utf-8"><title>greenroom</title><meta http-equiv="refresh" content="0; url=${url}">\n`
  await writeFile(path, page, { mode: 0o600, flag: 'wx' })
  return path
}

const doorOf = (runFile: string): string => runFile.replace(/json$/, 'html')

/**
 * The run file of the server on a port, or on `GREENROOM_PORT`; without either, of the only running server, or of the one on `PORT`,
 * which may also be the port of another program. Throws a Fault that lists their ports.
 */
export async function readRunFile(asked?: number, env: Environment = process.env): Promise<RunFile> {
  const port = asked ?? portIn(env['GREENROOM_PORT'])
  const running = await runFiles(folderBy(env))
  const fitting = running.filter((each) => port === undefined || each.port === port)
  const [found, second] = fitting
  if (found && !second) return found
  const preferred = fitting.find((each) => each.port === portIn(env['PORT']))
  if (preferred) return preferred
  const ports = running.map((each) => each.port).join(', ')
  throw new Fault(
    second
      ? 'several greenrooms are running on this machine'
      : `no greenroom is running on this machine${port === undefined ? '' : ` on port ${port}`}`,
    ports === ''
      ? 'Start one with greenroom serve.'
      : `Choose one by its port: ${ports}, with --port <port> or connect({ port }).`,
  )
}

/** 0 is any free port, so it names none. */
const portIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined

/** The URL of the running mock that `readRunFile` finds; undefined if it finds none. */
export const runningUrl = (port?: number, env: Environment = process.env): Promise<string | undefined> =>
  readRunFile(port, env).then(
    ({ url }) => url,
    () => undefined,
  )

/** The run files of running servers; removes those that killed servers left behind. */
async function runFiles(folder: string): Promise<RunFile[]> {
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return []
  await judge(folder)
  const found: RunFile[] = []
  for (const name of names.filter((each) => /^\d+\.json$/.test(each))) {
    const run = await read(join(folder, name))
    if (run && isAlive(run.pid)) found.push(run)
    else for (const each of [name, doorOf(name)]) await rm(join(folder, each), { force: true })
  }
  for (const name of names.filter(isAbandoned)) await rm(join(folder, name), { force: true })
  return found.toSorted((a, b) => a.port - b.port)
}

/** Whether a process that does not run has ended while it wrote this: the file has a token, too. */
function isAbandoned(name: string): boolean {
  const [, pid] = /^\d+\.json\.(\d+)$/.exec(name) ?? []
  return pid !== undefined && !isAlive(Number(pid))
}

/** Anyone who can write to the folder could redirect tools to their own server. */
async function judge(folder: string): Promise<void> {
  const about = await lstat(folder)
  const isOurs = process.getuid === undefined || about.uid === process.getuid()
  const isClosed = process.platform === 'win32' || (about.mode & 0o077) === 0
  if (about.isDirectory() && isOurs && isClosed) return
  throw new Fault(`${folder} is not a folder that only you can write to`, 'Remove it, and start greenroom serve again.')
}

async function read(path: string): Promise<RunFile | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  // Truncated by a full disk, or not ours: ignore it.
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
    // EPERM: the process is alive, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
