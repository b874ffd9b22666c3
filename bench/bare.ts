import { join } from 'node:path'
import { startChild, type Child } from './child.ts'
import type { Reply } from './exchange.ts'

/** What Node adds of itself, to any answer. */
const NODES_OWN = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

/** Starts a server that answers everything with the bytes of one reply. */
export const startBare = (
  reply: Reply,
  options: { core?: number | null; probed?: boolean } = {},
): Promise<Child<number>> =>
  startChild({
    args: [join(import.meta.dirname, 'bare-server.mjs'), JSON.stringify({ ...reply, headers: ours(reply.headers) })],
    read: (line) => Number(/"port":(\d+)/.exec(line)?.[1] ?? NaN) || undefined,
    ...options,
  })

const ours = (flat: readonly string[]): string[] =>
  flat.filter((_, at) => !NODES_OWN.has((flat[at - (at % 2)] ?? '').toLowerCase()))
