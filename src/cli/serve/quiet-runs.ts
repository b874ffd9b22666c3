import { runOfWorld } from '../../verifier/run-worlds.ts'

/**
 * Whether to leave a call or event of this world out of the log, since it belongs to a run of `greenroom verify`, whose hundreds of
 * worlds would hide all else. The first of each run calls `announce` instead, with its name.
 */
export function createQuietRuns(announce: (run: string) => void): (world: string | undefined) => boolean {
  const announced = new Set<string>()
  return (world) => {
    const run = world === undefined ? null : runOfWorld(world)
    if (run === null) return false
    if (!announced.has(run)) announce(run)
    announced.add(run)
    return true
  }
}
