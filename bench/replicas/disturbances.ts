import { setTimeout as sleep } from 'node:timers/promises'
import { signal, SMOOTH, type Fleet, type Replica } from './fleet.ts'

/** What may go wrong in a contest: by name, what does it, and resolves when it is over. */
export type Disturbances = Readonly<Record<Disturbance, (fleet: Fleet) => Promise<void>>>

export type Disturbance = 'nothing' | 'a bad network' | 'a mock killed' | 'Redis restarted' | 'a mock paused'

/** Longer than a lease. */
const PAUSE_MS = 15_000

/** Chooses by `random`. */
export function createDisturbances(random: () => number): Disturbances {
  const victimOf = (fleet: Fleet): Replica => {
    const all = fleet.replicas()
    const victim = all[Math.floor(random() * all.length)]
    if (!victim) throw new Error('no replica runs')
    return victim
  }
  return {
    nothing: async () => {},
    async 'a bad network'(fleet) {
      fleet.roughen({ delayMs: () => (random() < 0.2 ? random() * 20 : 0), cuts: () => random() < 0.01 })
      await sleep(400)
      fleet.roughen(SMOOTH)
    },
    'a mock killed': (fleet) => fleet.kill(victimOf(fleet)),
    'Redis restarted': ({ redis }) => redis.restart(),
    async 'a mock paused'(fleet) {
      const victim = victimOf(fleet)
      signal(victim, 'SIGSTOP')
      await sleep(PAUSE_MS)
      signal(victim, 'SIGCONT')
    },
  }
}
