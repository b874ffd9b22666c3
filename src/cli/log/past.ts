import type { Greenroom } from '../../client/connect.ts'
import type { JournalEntry } from '../../contract/compiled/types.ts'

/** The latest calls of a world, and how many earlier ones were left out. */
export interface Past {
  readonly world: string
  readonly entries: readonly JournalEntry[]
  readonly earlier: number
  /** The number of the latest call, shown or not. */
  readonly last: number
}

/** The last calls of one world, or of each. */
export async function pastCalls(
  server: Greenroom,
  only: string | undefined,
  fits: (entry: JournalEntry) => boolean,
  count: number,
): Promise<readonly Past[]> {
  const names = only === undefined ? (await server.worlds()).map(({ name }) => name) : [only]
  return Promise.all(
    names.map(async (world) => {
      const all = await (await server.attach(world)).journal.list()
      const fitting = all.filter(fits)
      const earlier = Math.max(0, fitting.length - count)
      return { world, entries: fitting.slice(earlier), earlier, last: all.at(-1)?.n ?? 0 }
    }),
  )
}
