import type { TakenSeat } from '../../contract/compiled/types.ts'
import type { Core } from '../../mock/core.ts'

/** How seats were taken. */
export interface SeatWays {
  /** Null for a participant who was there before anyone watched. `room` is its code. */
  readonly of: (world: string, room: string, participantId: string) => TakenSeat['way']
}

/** A seat that is taken. */
interface Taken {
  readonly id: string
  readonly way: TakenSeat['way']
}

/** Watches who takes a seat and how, from now on. Rooms do not keep it, since no client can see it. */
export function watchSeatWays(core: Core): SeatWays {
  // A list for each room: a map of ids that come and go would cost every join more than its rules do.
  const worlds = new Map<string, Map<string, Taken[]>>()
  const takenIn = (world: string, room: string): Taken[] => {
    const known = worlds.get(world)?.get(room)
    if (known) return known
    const taken: Taken[] = []
    worlds.set(world, (worlds.get(world) ?? new Map<string, Taken[]>()).set(room, taken))
    return taken
  }
  core.announced(({ world, announces, isByHand }) => {
    for (const told of announces)
      if (told.kind === 'joined')
        takenIn(world, told.room).push({ id: told.participant.id, way: wayOf(told, isByHand) })
      else if (told.kind === 'left') giveUp(worlds.get(world)?.get(told.room), told.participant.id)
      else if (told.kind === 'ended')
        for (const { id } of told.participants) giveUp(worlds.get(world)?.get(told.room), id)
  })
  core.worlds.subscribe(({ kind, world }) => {
    if (kind !== 'changed') worlds.delete(world)
  })
  return {
    of: (world, room, participantId) =>
      worlds
        .get(world)
        ?.get(room)
        ?.find(({ id }) => id === participantId)?.way ?? null,
  }
}

const wayOf = ({ socketId }: { readonly socketId: string | null }, isByHand: boolean): TakenSeat['way'] =>
  isByHand ? 'control' : socketId === null ? 'http' : 'socket'

function giveUp(taken: Taken[] | undefined, participantId: string): void {
  const at = taken?.findIndex(({ id }) => id === participantId) ?? -1
  if (at >= 0) taken?.splice(at, 1)
}
