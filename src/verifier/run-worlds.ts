/** Names for the worlds of a run on a greenroom: `verify-1a2b3c4d-1`, and so on; `run` is eight hexadecimal digits. */
export function worldNamer(run: string): () => string {
  let worlds = 0
  return () => `${MARK}${run}-${++worlds}`
}

/** The run that a world belongs to: `verify-1a2b3c4d`; null if its name is none of `worldNamer`'s. */
export const runOfWorld = (world: string): string | null => OF_A_RUN.exec(world)?.[1] ?? null

const MARK = 'verify-'
const OF_A_RUN = /^(verify-[0-9a-f]{8})-\d+$/
