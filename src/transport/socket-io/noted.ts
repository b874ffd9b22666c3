import type { Announced } from '../../mock/socket-calls.ts'

type Notes = Readonly<Record<string, unknown>>

/** What relays have noted of participants, whose sockets may be those of other processes. */
export interface Noted {
  /** Undefined for one of whom nothing was noted. */
  readonly of: (world: string, participantId: string) => Notes | undefined
  /** Takes note of what was passed on, and forgets who has left. */
  readonly follow: (announced: Pick<Announced, 'world' | 'announces'>) => void
  /** Forgets all of a world that was dropped or reset. */
  readonly forget: (world: string) => void
}

/** Starts with nothing noted. */
export function createNoted(): Noted {
  const worlds = new Map<string, Map<string, Notes>>()
  const noteIn = (world: string, participantId: string, notes: Notes): void => {
    const noted = worlds.get(world) ?? new Map<string, Notes>()
    worlds.set(world, noted.set(participantId, { ...noted.get(participantId), ...notes }))
  }
  return {
    of: (world, participantId) => worlds.get(world)?.get(participantId),
    follow({ world, announces }) {
      for (const told of announces)
        if (told.kind === 'relayed') noteIn(world, told.participantId, told.notes)
        else if (told.kind === 'left') worlds.get(world)?.delete(told.participant.id)
        else if (told.kind === 'ended') for (const { id } of told.participants) worlds.get(world)?.delete(id)
    },
    forget: (world) => void worlds.delete(world),
  }
}
