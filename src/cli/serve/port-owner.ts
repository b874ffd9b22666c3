import { readdir, readFile, readlink } from 'node:fs/promises'
import { directFetch } from '../direct-fetch.ts'

/**
 * What listens on a port, as far as can be found out without other programs: whether it is a greenroom, and on Linux the process.
 * Empty if unknown.
 */
export async function portOwner(port: number, withinMs = 2_000): Promise<string> {
  const [greenroom, owner] = await Promise.all([greenroomAt(port, withinMs), processOn(port)])
  return [greenroom, owner].filter((text) => text !== '').join(', ')
}

async function greenroomAt(port: number, withinMs: number): Promise<string> {
  try {
    const answer = await directFetch(`http://127.0.0.1:${port}/`, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    })
    const about: unknown = await answer.json()
    return typeof about === 'object' && about !== null && 'edition' in about && 'operations' in about
      ? 'another greenroom'
      : ''
  } catch {
    // Something else listens there; the caller reports the port anyway.
    return ''
  }
}

async function processOn(port: number): Promise<string> {
  try {
    const inodes = [...(await inodesOn('/proc/net/tcp', port)), ...(await inodesOn('/proc/net/tcp6', port))]
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      if (await holdsSocket(pid, inodes)) return `process ${pid} (${await commandOf(pid)})`
    }
  } catch {
    // No /proc: not Linux, or not readable.
  }
  return ''
}

const LISTENING = '0A'

async function inodesOn(table: string, port: number): Promise<string[]> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').map((line) => line.trim().split(/\s+/))
  return rows.filter(([, local, , state]) => local?.endsWith(suffix) && state === LISTENING).map((row) => row[9] ?? '')
}

async function holdsSocket(pid: string, inodes: readonly string[]): Promise<boolean> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')))
  return links.some((link) => inodes.some((inode) => link === `socket:[${inode}]`))
}

/** Only the program's name: its arguments may contain secrets. */
const commandOf = async (pid: string): Promise<string> => (await readFile(`/proc/${pid}/comm`, 'utf8')).trim()
