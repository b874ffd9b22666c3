import type { Latency } from './load.ts'

/** What a server did in one turn under load. */
export interface Turn {
  readonly perSecond: number
  /** Microseconds of CPU of the server process, all threads, for each answer. */
  readonly cpu: number
  /** Null for sockets, whose load doesn't measure it. */
  readonly latency: Latency | null
}

/** A server in a contest. */
export interface Contestant {
  readonly name: string
  /** The part of the bare server's speed that it is to reach. */
  readonly target: number | null
  /** The name of the contestant that runs older code, to compare this one with. */
  readonly older: string | null
  /** Its turns, in the same order as those of the others. */
  readonly turns: readonly Turn[]
}

/** One question that several servers answered in turn, the bare one first. */
export interface Contest {
  readonly label: string
  readonly contestants: readonly Contestant[]
}

/** The name of the bare server in each contest. */
export const BARE = 'bare'

/** Lets all have their turns, alternating in direction, so that a slow minute affects all, and none always follows the same one. */
export async function playTurns<Server>(
  servers: readonly Server[],
  rounds: number,
  turn: (server: Server) => Promise<Turn>,
): Promise<Map<Server, Turn[]>> {
  const turns = new Map(servers.map((server) => [server, new Array<Turn>()]))
  for (let round = 0; round < rounds; round++)
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) turns.get(server)?.push(await turn(server))
  return turns
}
