import type { EventOf } from './report.ts'

/** What was found at a bare URL, in one line. */
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
  'found: no route of the contract, not even below /api, /api/v1 or /v1, and no Socket.IO at /socket.io/. A target file can set another prefix (prefixes) and the path of Socket.IO (socket.path).'
