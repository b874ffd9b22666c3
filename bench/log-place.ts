import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pinned } from './cores.ts'

/** Where a server's log goes: through a pipe to a reader, into a file, or to /dev/null. */
export type LogPlace = 'pipe' | 'file' | 'null'

/** An open place. Disposing of it waits until the reader has read everything, so end the server first. */
export interface OpenLogPlace extends AsyncDisposable {
  /** The file descriptor for the server; close it here once the server has it. */
  readonly descriptor: number
  readonly close: () => Promise<void>
}

/** Opens a place in a folder of its own. The reader of a pipe runs on a core, if one is given. */
export async function openLogPlace(place: LogPlace, folder: string, core: number | null): Promise<OpenLogPlace> {
  if (place === 'pipe') return pipe(folder, core)
  const file = await open(place === 'file' ? join(folder, 'log') : '/dev/null', 'w')
  return { descriptor: file.fd, close: () => file.close(), [Symbol.asyncDispose]: async () => {} }
}

/** A named pipe, since Node's own pipes between processes are sockets, and users have pipes. */
async function pipe(folder: string, core: number | null): Promise<OpenLogPlace> {
  const path = join(folder, 'pipe')
  await promisify(execFile)('mkfifo', [path])
  const [command, args] = pinned(core, 'cat', [path])
  const reader = spawn(command, args, { stdio: 'ignore' })
  const ended = once(reader, 'exit')
  const file = await open(path, 'w')
  return {
    descriptor: file.fd,
    close: () => file.close(),
    [Symbol.asyncDispose]: async () => void (await ended),
  }
}
