import { after } from '../../after.ts'
import type { AbandonedSeats } from '../../world/store.ts'
import type { Core } from '../core.ts'

/**
 * Gives up seats of sockets whose process is gone, as a disconnect does: the others in the room hear it, and the journal has it. A seat
 * that was given up meanwhile is left alone.
 */
export function releaseSeats({ worlds, sockets }: Core, { world: name, seats }: AbandonedSeats): void | Promise<void> {
  const world = worlds.get(name)
  if (!world) return
  return seats.reduce<void | Promise<void>>(
    (done, seat) =>
      after(done, () => {
        const socket = { id: '', caller: { kind: 'nobody' }, seat } as const
        const call = { world, socket, payload: undefined, headers: {}, address: '', namespace: '/' }
        return after(sockets().disconnect(call, 'the server that it was connected to is gone'), nothing)
      }),
    undefined,
  )
}

const nothing = (): void => {}
