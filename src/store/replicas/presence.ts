import { Away } from '../redis/away.ts'
import type { Redis } from '../redis/client.ts'

/** Finds out which processes are dead: their leases have run out. */
export interface Presence {
  /** Looks for these now. */
  readonly dead: (processes: readonly string[]) => Promise<readonly string[]>
}

/** What it needs. */
export interface PresenceParts {
  readonly redis: Pick<Redis, 'call' | 'reason' | 'subscribe'>
  readonly leaseKey: (process: string) => string
  readonly leaseMs: number
  /** Milliseconds since any fixed moment. */
  readonly uptime: () => number
}

/** After the server was away, the living need a while to renew their leases: until then, nobody counts as dead. */
export function createPresence({ redis, leaseKey, leaseMs, uptime }: PresenceParts): Presence {
  let since = redis.reason() === null ? -Infinity : Infinity
  let wasAway = false
  redis.subscribe((reason) => {
    if (reason !== null) {
      since = Infinity
      wasAway = true
    } else since = wasAway ? uptime() : -Infinity
  })
  return {
    async dead(processes) {
      if (processes.length === 0 || uptime() - since < leaseMs / 2) return []
      try {
        const leases = await redis.call('MGET', ...processes.map(leaseKey))
        return Array.isArray(leases) ? processes.filter((_, at) => leases[at] === null) : []
      } catch (fault) {
        if (fault instanceof Away) return []
        throw fault
      }
    },
  }
}
