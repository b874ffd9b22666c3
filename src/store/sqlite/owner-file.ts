import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isObject, parseJson } from '../../json.ts'

/** The file beside a database that names the process which has it open. Only for messages: the lock decides. */
const ownerPath = (path: string): string => `${path}-owner`

/** Names this process. */
export const writeOwner = (path: string): void =>
  writeFileSync(ownerPath(path), `${JSON.stringify({ pid: process.pid })}\n`, { mode: 0o600 })

/** Takes this process's name away; that of another, which has put a file of its own there, stays. */
export function removeOwner(path: string): void {
  const owner = ownerOf(path)
  if (owner === null || owner === process.pid) rmSync(ownerPath(path), { force: true })
}

/** The number of the process that has the database open; null if it can't be told. */
export function ownerOf(path: string): number | null {
  const told = parseJson(textOf(ownerPath(path)))
  const pid = isObject(told) ? told['pid'] : null
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) ? pid : null
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It may be that of another user, or just removed.
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
