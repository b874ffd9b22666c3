import type { Outcome, SocketFace } from '../../contract/model/face.ts'
import type { Overview } from '../../mock/overview/overview.ts'

/** The outcomes over HTTP as text, in order of precedence, a paragraph for each operation. */
export function table({ edition, operations }: Overview): string {
  return operations
    .map(
      ({ operation, method, path, outcomes: each }) =>
        `${operation} (${edition}) ${method} ${path}\n${rowsOf(each).join('')}`,
    )
    .join('\n')
}

/** The outcomes of an event as text. */
export const socketTable = ({ operation, edition, event, outcomes: each }: SocketFace): string =>
  `${operation} (${edition}, Socket.IO) ${event === null ? 'on connect' : `event ${event}`}\n${rowsOf(each).join('')}`

type Row = Pick<Outcome, 'name' | 'status' | 'cause' | 'sources' | 'statements'>

function rowsOf(each: readonly Row[]): string[] {
  const width = Math.max(...each.map(({ name }) => name.length))
  return each.map(
    ({ name, status, cause, sources, statements }) =>
      `  ${status} ${name.padEnd(width)}  ${cause}  [${[shortSources(sources), ...Object.entries(statements).map(statementText)].join('; ')}]\n`,
  )
}

/** What the sources in the tables mean. */
export const LEGEND = `Sources: 000 to 004 are the documents behind the contract (see specs/DECISIONS.md);
omnichannel.yaml = an API file that Rocket.Chat publishes itself;
server = how the real server behaves; inferred = neither.
`

const shortSources = (sources: readonly string[]): string => sources.map(shortSource).join(', ')

/** A statement with other sources than the rest of its outcome. */
const statementText = ([statement, sources]: readonly [string, readonly string[]]): string =>
  `${statement}: ${shortSources(sources)}`

/** A document's number identifies it. */
const shortSource = (source: string): string => source.replace(/^(\d{3})_[0-9a-f]+\.txt/, '$1')
