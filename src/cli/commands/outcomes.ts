import { writeFile } from 'node:fs/promises'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import type { Outcome, SocketFace } from '../../contract/model/face.ts'
import { Fault } from '../../fault.ts'
import { overviewHtml } from '../../mock/overview/page-html.ts'
import { toOverview, type Overview } from '../../mock/overview/overview.ts'
import { createSeeds } from '../../world/seeds.ts'
import type { Command, Input } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { editionOption, seedOption, toSeedChoice } from '../options/shared.ts'
import { EDITIONS, toEdition } from '../../edition.ts'
import { toTargetUrl } from '../../targets/url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

/** Lists every documented outcome. */
export const outcomes: Command = {
  name: 'outcomes',
  summary: 'Lists every documented outcome of every face in order of precedence: operation, status, source, cause.',
  options: [
    { ...editionOption, help: `${editionOption.help.split(';')[0]}; all by default` },
    seedOption,
    flagOption('json', 'as JSON, with the place of each in the contract and a command that returns it'),
    textOption('html', '<file>', 'write the page that the mock serves at / into a file'),
    textOption('url', '<url>', 'URL in the commands; http://127.0.0.1:4010 by default'),
  ],
  examples: [
    'greenroom outcomes',
    'greenroom outcomes --edition 2022',
    'greenroom outcomes --json',
    'greenroom outcomes --html outcomes.html',
  ],
  async run(input, io) {
    const file = input.text('html')
    if (file !== undefined) {
      refuseUnused(input, ['json'], 'with --html', 'Drop one of them.')
      return writePage(file, overviewOf(toEdition(input.text('edition')), input))
    }
    if (!input.flag('json'))
      refuseUnused(input, ['url', 'seed'], 'without --json or --html', 'The table shows no commands; add one of them.')
    const editions = input.text('edition') === undefined ? EDITIONS : [toEdition(input.text('edition'))]
    const overviews = editions.map((edition) => overviewOf(edition, input))
    io.out(
      input.flag('json')
        ? `${JSON.stringify([...overviews.flatMap(records), ...socketFaces.flatMap(socketRecords)], null, 2)}\n`
        : `${[...overviews.map(table), ...socketFaces.map(socketTable)].join('\n')}\n${LEGEND}`,
    )
    return exitCode.held
  },
}

const overviewOf = (edition: Edition, input: Input): Overview =>
  toOverview({
    edition,
    seed: createSeeds().get(toSeedChoice(input.text('seed'))).seed,
    faces: faces[edition],
    socketFaces,
    baseUrl: toTargetUrl(input.text('url') ?? 'http://127.0.0.1:4010', '--url'),
  })

async function writePage(file: string, overview: Overview): Promise<number> {
  await writeFile(file, overviewHtml(overview)).catch((error: unknown) => {
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  })
  return exitCode.held
}

const records = ({ edition, operations }: Overview): object[] =>
  operations.flatMap(({ operation, method, path, outcomes: each }) =>
    each.map(({ name, status, sources, statements, cause, at, curl }) => ({
      operation,
      edition,
      transport: 'http',
      method,
      path,
      outcome: name,
      status,
      sources,
      statements,
      cause,
      at,
      curl,
    })),
  )

const socketRecords = ({ operation, edition, event, outcomes: each }: SocketFace): object[] =>
  each.map(({ name, status, sources, statements, cause, at }) => ({
    operation,
    edition,
    transport: 'socket-io',
    event,
    outcome: name,
    status,
    sources,
    statements,
    cause,
    at,
  }))

function table({ edition, operations }: Overview): string {
  return operations
    .map(
      ({ operation, method, path, outcomes: each }) =>
        `${operation} (${edition}) ${method} ${path}\n${rowsOf(each).join('')}`,
    )
    .join('\n')
}

const socketTable = ({ operation, edition, event, outcomes: each }: SocketFace): string =>
  `${operation} (${edition}, Socket.IO) ${event === null ? 'on connect' : `event ${event}`}\n${rowsOf(each).join('')}`

type Row = Pick<Outcome, 'name' | 'status' | 'cause' | 'sources' | 'statements'>

function rowsOf(each: readonly Row[]): string[] {
  const width = Math.max(...each.map(({ name }) => name.length))
  return each.map(
    ({ name, status, cause, sources, statements }) =>
      `  ${status} ${name.padEnd(width)}  ${cause}  [${[shortSources(sources), ...Object.entries(statements).map(statementText)].join('; ')}]\n`,
  )
}

const LEGEND = `Sources: 000 to 004 are the documents behind the contract (see specs/DECISIONS.md);
server = how the real server behaves; inferred = neither.
`

const shortSources = (sources: readonly string[]): string => sources.map(shortSource).join(', ')

/** A statement with other sources than the rest of its outcome. */
const statementText = ([statement, sources]: readonly [string, readonly string[]]): string =>
  `${statement}: ${shortSources(sources)}`

/** A document's number identifies it. */
const shortSource = (source: string): string => source.replace(/^(\d{3})_[0-9a-f]+\.txt/, '$1')
