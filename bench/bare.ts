import { join } from 'node:path'
import { startChild, type Child } from './child.ts'
import type { Reply } from './exchange.ts'

/** The headers that Node adds to every answer. */
const NODES_OWN = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

/** Starts a server that answers every request with the same bytes. */
export const startBare = (
  reply: Reply,
  options: { core?: number | null; probed?: boolean; nodeOptions?: readonly string[] } = {},
): Promise<Child<number>> =>
  startChild({
    args: [
      ...(options.nodeOptions ?? []),
      join(import.meta.dirname, 'bare-server.mjs'),
      JSON.stringify({ ...reply, headers: ours(reply.headers) }),
    ],
    read: (line) => Number(/"port":(\d+)/.exec(line)?.[1] ?? NaN) || undefined,
    ...options,
  })

const ours = (flat: readonly string[]): string[] =>
  flat.filter((_, at) => !NODES_OWN.has((flat[at - (at % 2)] ?? '').toLowerCase()))
