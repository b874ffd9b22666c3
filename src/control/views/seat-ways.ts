import type { TakenSeat } from '../../contract/compiled/types.ts'
import type { Core } from '../../mock/core.ts'

/** How seats were taken. */
export interface SeatWays {
  /** Null for a participant who was there before anyone watched. */
  readonly of: (world: string, participantId: string) => TakenSeat['way']
}

/** Watches who takes a seat and how, from now on. Rooms do not keep it, since no client can see it. */
export function watchSeatWays(core: Core): SeatWays {
  const worlds = new Map<string, Map<string, TakenSeat['way']>>()
  const waysIn = (world: string): Map<string, TakenSeat['way']> => {
    const known = worlds.get(world) ?? new Map<string, TakenSeat['way']>()
    worlds.set(world, known)
    return known
  }
  core.announced(({ world, announces, isByHand }) => {
    for (const told of announces)
      if (told.kind === 'joined')
        waysIn(world).set(told.participant.id, isByHand ? 'control' : told.socketId === null ? 'http' : 'socket')
      else if (told.kind === 'left') worlds.get(world)?.delete(told.participant.id)
      else if (told.kind === 'ended') for (const { id } of told.participants) worlds.get(world)?.delete(id)
  })
  core.worlds.subscribe(({ kind, world }) => {
    if (kind !== 'changed') worlds.delete(world)
  })
  return { of: (world, participantId) => worlds.get(world)?.get(participantId) ?? null }
}
