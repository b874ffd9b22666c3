import type { EventOf } from './report.ts'

/** What a look at a bare URL has found, in one line. */
export function foundSentence({ operations, transports }: Pick<EventOf<'found'>, 'operations' | 'transports'>): string {
  const prefixes = [...new Set(operations.map(({ prefix }) => prefix))]
  const routes = prefixes.map((prefix) => {
    const own = operations.filter((each) => each.prefix === prefix).map(({ operation }) => operation)
    return `${own.join(', ')}${prefix === '' ? '' : ` below ${prefix}`}`
  })
  const found = [...routes, ...(transports.length === 0 ? [] : [`Socket.IO by ${transports.join(' and ')}`])]
  return found.length === 0 ? NOTHING : `found: ${found.join('; ')}`
}

const NOTHING =
  'found: no route of the contract, below /api, /api/v1 or /v1 neither, and no Socket.IO at /socket.io/. A target file can name what stands before its paths (prefixes), and where its Socket.IO is (socket.path).'
