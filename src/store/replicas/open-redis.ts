import type { Store } from '../../world/store.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { reachRedis } from '../redis/reach.ts'
import { startTimer } from '../redis/timer.ts'
import { openReplicaStore } from './replica-store.ts'

const LEASE_MS = 10_000

/**
 * Opens the store at a URL such as `redis://localhost:6379/0`, which any number of processes may share. Rejects with a Fault that says
 * what is wrong and how to fix it, and never contains the password.
 */
export async function openRedis(url: string, parts: StoreParts): Promise<Store> {
  const { onWarning = toStandardError, onFault = toStandardError } = parts
  const { address, commands, connect, warnings } = await reachRedis(url)
  const opened = new Set([commands])
  try {
    const listening = await connect('greenroom-news')
    opened.add(listening)
    // Advice for those who run it is not for those who only look.
    for (const line of warnings) parts.onWarning?.(line)
    return await openReplicaStore({
      ...parts,
      onWarning,
      onFault,
      commands,
      listening,
      prefix: address.prefix,
      about: parts.by,
      leaseMs: LEASE_MS,
      uptime,
      later: startTimer,
    })
  } catch (error) {
    for (const each of opened) each.close()
    throw error
  }
}

const toStandardError = (told: unknown): void => console.error(told)

const uptime = (): number => performance.now()
