import { windowKey } from '../domain/rate-limit.ts'

/** Where logins were refused and none has succeeded since: in which world, from which address. */
export interface RefusedLogins {
  readonly note: (world: string, address: string, isRefused: boolean) => void
  readonly isEmpty: () => boolean
  /** `first`: nobody has asked about this refusal before. */
  readonly ask: (world: string, address: string) => 'first' | 'again' | 'none'
}

/** Remembers the latest thousand. */
export function createRefusedLogins(): RefusedLogins {
  const asked = new Map<string, boolean>()
  const keyOf = (world: string, address: string): string => windowKey(world, address)
  return {
    note(world, address, isRefused) {
      const key = keyOf(world, address)
      asked.delete(key)
      if (isRefused) asked.set(key, false)
      for (const oldest of asked.keys()) if (asked.size > MOST) asked.delete(oldest)
    },
    isEmpty: () => asked.size === 0,
    ask(world, address) {
      const key = keyOf(world, address)
      const before = asked.get(key)
      if (before === undefined) return 'none'
      asked.set(key, true)
      return before ? 'again' : 'first'
    },
  }
}

const MOST = 1000
