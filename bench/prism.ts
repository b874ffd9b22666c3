import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startChild, type Child } from './child.ts'
import { root } from './code.ts'
import type { Measured } from './measured.ts'

/** Starts a Prism mock of a contract. */
export const startPrism = (
  document: string,
  options: { core?: number | null; probed?: boolean } = {},
): Promise<Child<number>> =>
  startChild({
    args: [bin(), 'mock', join(root, document), '--host', '127.0.0.1', '--port', '0'],
    read: (line) => Number(/is listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? NaN) || undefined,
    ...options,
  })

const bin = (): string => createRequire(import.meta.url).resolve('@stoplight/prism-cli')

/** The header that tells Prism which answer to give, since it has no state to decide by. */
export const preferHeader = ({ status, expect }: Measured): Readonly<Record<string, string>> => ({
  Prefer: `code=${status}, example=${expect}`,
})
