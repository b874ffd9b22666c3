import { createChannel } from '../../world/channel.ts'
import type { RedisAddress } from './address.ts'
import { Away } from './away.ts'
import type { RedisConnection, Driver } from './driver.ts'
import { LOST, toFailure, toReason } from './failure.ts'

/** One connection to a Redis server, which comes back by itself. */
export interface Redis {
  /**
   * Sends a command. Commands arrive in the order of the calls. Throws `Away` at once if the server can't be reached, or as soon as
   * it can't be any more; `Declined` if it replies with an error.
   */
  readonly call: (command: string, ...args: readonly (string | number)[]) => Promise<unknown>
  /** Why the server can't be reached; null if it can. */
  readonly reason: () => string | null
  /** Resolves once the server can be reached; throws `Away` if it has been away for longer than callers can wait. */
  readonly ready: () => Promise<void>
  /** The same, however long it takes. */
  readonly returned: () => Promise<void>
  /** Changes with every new connection. */
  readonly connection: () => number
  /** Told when the server is back (null), and when it is away: why. */
  readonly subscribe: (listener: (reason: string | null) => void) => () => void
  readonly close: () => void
}

/** What a connection needs. */
export interface RedisParts {
  readonly driver: Driver
  readonly address: RedisAddress
  /** How the server lists it. */
  readonly name: string
  /** How many milliseconds calls wait for a server that has just gone away. */
  readonly patienceMs: number
  /** Calls back after milliseconds, unless the returned function is called first. */
  readonly later: (ms: number, then: () => void) => () => void
}

/** Starts to connect. It is away until it has. */
export function createRedis({ driver, address, name, patienceMs, later }: RedisParts): Redis {
  const { publish, subscribe } = createChannel<string | null>()
  let away: string | null = 'not connected yet'
  // The first time, it may still be starting.
  let coming = waitForReturn(Math.max(patienceMs, FIRST_MS), later)
  let lastError = LOST
  let connections = 0
  const connection: RedisConnection = driver(address, name, {
    onReady() {
      connections++
      away = null
      lastError = LOST
      coming.came()
      publish(null)
    },
    onClose() {
      if (away === null || connections === 0) {
        // Those who wait for the first connection learn at once why there is none.
        coming.came()
        coming = waitForReturn(patienceMs, later)
      }
      away = lastError
      publish(away)
    },
    onError(error) {
      lastError = toReason(error, address)
    },
  })
  return {
    async call(command, ...args) {
      if (away !== null) throw new Away(away)
      try {
        return await connection.call(command, args)
      } catch (error) {
        throw toFailure(error, address, lastError)
      }
    },
    reason: () => away,
    ready: async () => {
      if (away === null) return
      await coming.back
      if (away !== null) throw new Away(away)
    },
    returned: () =>
      new Promise((resolve) => {
        if (away === null) return resolve()
        const unsubscribe = subscribe((reason) => {
          if (reason !== null) return
          unsubscribe()
          resolve()
        })
      }),
    connection: () => connections,
    subscribe,
    close() {
      coming.giveUp()
      connection.end()
    },
  }
}

/** How long the first connection may take. */
const FIRST_MS = 10_000

interface Return {
  /** Resolves when the server is back, or after as long as callers can wait. */
  readonly back: Promise<void>
  readonly came: () => void
  readonly giveUp: () => void
}

/** One wait for all who call while the server is away; those who come later don't wait. */
function waitForReturn(ms: number, later: RedisParts['later']): Return {
  let resolve = (): void => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  const cancel = later(ms, resolve)
  const end = (): void => {
    cancel()
    resolve()
  }
  return { back: promise, came: end, giveUp: end }
}
