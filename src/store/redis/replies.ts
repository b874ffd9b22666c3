/** An entry of a stream: its id and number, and its one field. */
export interface StreamEntry {
  readonly id: string
  readonly n: number
  readonly body: string
}

/** Reads the reply to XRANGE and XREVRANGE. Throws if it is none, or an entry is not of our making. */
export function toEntries(reply: unknown): StreamEntry[] {
  if (!Array.isArray(reply)) throw unexpected(reply)
  return reply.map(toEntry)
}

/** Reads the reply to XREAD: the new entries by key. */
export function toNews(reply: unknown): Map<string, StreamEntry[]> {
  if (reply === null) return new Map()
  if (!Array.isArray(reply)) throw unexpected(reply)
  return new Map(
    reply.map((stream: unknown) => {
      if (!Array.isArray(stream) || typeof stream[0] !== 'string') throw unexpected(stream)
      return [stream[0], toEntries(stream[1])]
    }),
  )
}

/** The number in an id of ours, the other part of which is 0: `12-0`, `0-12`. */
export function numberOf(id: string): number {
  const [first, second] = id.split('-')
  return Number(first) + Number(second)
}

function toEntry(reply: unknown): StreamEntry {
  const [id, fields]: readonly unknown[] = Array.isArray(reply) ? reply : []
  const body: unknown = Array.isArray(fields) ? fields[1] : undefined
  if (typeof id !== 'string' || typeof body !== 'string') throw unexpected(reply)
  return { id, n: numberOf(id), body }
}

const unexpected = (reply: unknown): Error =>
  new Error(`the Redis server replied with something else than entries: ${JSON.stringify(reply).slice(0, 200)}`)
