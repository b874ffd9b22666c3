import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { patience } from './patience.ts'
import type { Ran } from './run-cli.ts'

/** A command in a process of its own. */
export interface Spawned {
  readonly kill: (signal: NodeJS.Signals) => void
  /** Resolves with what it has done; a process that hangs is killed. */
  readonly ended: Promise<Ran>
}

/** Starts one, with these variables beside those of this process. */
export function spawned(args: readonly string[], env: Readonly<Record<string, string>> = {}): Spawned {
  const child = spawn(process.execPath, ['bin/greenroom.mjs', ...args], { env: { ...process.env, ...env } })
  const hangs = setTimeout(() => child.kill('SIGKILL'), patience(60_000))
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  const ended = async (): Promise<Ran> => {
    const [code, out, error] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
    clearTimeout(hangs)
    return { code, out, error }
  }
  return { kill: (signal) => void child.kill(signal), ended: ended() }
}
