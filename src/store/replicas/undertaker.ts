import type { AbandonedSeats } from '../../world/store.ts'
import type { SocketSeat } from '../log/socket-seats.ts'
import type { Presence } from './presence.ts'

/** Finds the seats of sockets whose process is dead. */
export interface Undertaker {
  /** Looks now, and again and again, and calls back with what it finds. */
  readonly start: (release: (seats: AbandonedSeats) => void | Promise<void>) => void
  readonly stop: () => void
}

/** What it needs. */
export interface UndertakerParts {
  readonly presence: Presence
  /** The seats in worlds, as far as they are known here. */
  readonly worlds: () => readonly { readonly world: string; readonly seats: readonly SocketSeat[] }[]
  /** This process, which lives. */
  readonly by: string
  readonly everyMs: number
  readonly later: (ms: number, then: () => void) => () => void
  readonly onFault: (fault: unknown) => void
}

/** Doesn't look before it is started. */
export function createUndertaker({ presence, worlds, by, everyMs, later, onFault }: UndertakerParts): Undertaker {
  let cancel = (): void => {}
  let isStopped = false
  const look = async (release: (seats: AbandonedSeats) => void | Promise<void>): Promise<void> => {
    const held = worlds()
    const others = new Set(held.flatMap(({ seats }) => seats.map((seat) => seat.by)).filter((each) => each !== by))
    const dead = new Set(await presence.dead([...others]))
    for (const { world, seats } of held) {
      const abandoned = seats.filter((seat) => dead.has(seat.by))
      if (abandoned.length > 0) await release({ world, seats: abandoned })
    }
  }
  const again = (release: (seats: AbandonedSeats) => void | Promise<void>): void => {
    look(release)
      .catch(onFault)
      .finally(() => {
        if (!isStopped) cancel = later(everyMs, () => again(release))
      })
  }
  return {
    start: again,
    stop() {
      isStopped = true
      cancel()
    },
  }
}
