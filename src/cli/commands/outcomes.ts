import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { writeFile } from 'node:fs/promises'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { Fault } from '../../fault.ts'
import { toOverview, type OverviewParts } from '../../mock/overview/to-overview.ts'
import type { Overview } from '../../mock/overview/overview.ts'
import type { Command, Input } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { editionOption } from '../options/edition.ts'
import { toSeed } from '../../own-seed/choose.ts'
import { seedOrFileOption } from '../options/seed.ts'
import { EDITIONS, toEdition } from '../../edition.ts'
import { records, socketRecords } from '../outcomes/records.ts'
import { havingWord, noOutcome, withOutcomes } from '../outcomes/search.ts'
import { LEGEND, socketTable, table } from '../outcomes/table.ts'
import { atMost } from '../at-most.ts'
import { mockSeed } from '../options/mock-seed.ts'
import { MOCK_URL_HELP, mockUrl, portOption } from '../options/mock-url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

/** Lists every documented outcome. */
export const outcomes: Command = {
  name: 'outcomes',
  operands: '[word]',
  summary:
    'Lists every documented outcome of every face in order of precedence: operation, status, source, cause. A word keeps only those with it in their name, operation, status or cause.',
  options: [
    { ...editionOption, help: `${editionOption.help.split(';')[0]}; all by default` },
    seedOrFileOption,
    flagOption('json', 'as JSON, with the place of each in the contract and a command that returns it'),
    textOption('html', '<file>', 'write the page that the mock serves at / into a file'),
    textOption('url', '<url>', MOCK_URL_HELP),
    portOption,
  ],
  examples: [
    'greenroom outcomes',
    'greenroom outcomes locked',
    'greenroom outcomes --edition 2022',
    'greenroom outcomes --json',
    'greenroom outcomes --html outcomes.html',
  ],
  async run(input, io) {
    const file = input.text('html')
    const [word] = input.operands
    atMost(input, 1, 'greenroom outcomes takes one word.')
    if (file !== undefined) {
      refuseUnused(input, ['json'], 'with --html', 'Drop one of them.')
      if (word !== undefined) throw new Fault(`unexpected argument ${word}`, 'The page shows every outcome.')
      return writePage(file, overviewOf(toEdition(input.text('edition')), await partsOf(input)))
    }
    if (!input.flag('json'))
      refuseUnused(
        input,
        ['url', 'port', 'seed'],
        'without --json or --html',
        'The table shows no commands; add one of them.',
      )
    const editions = input.text('edition') === undefined ? EDITIONS : [toEdition(input.text('edition'))]
    const parts = await partsOf(input)
    const overviews = editions.map((edition) => havingWord(overviewOf(edition, parts), word))
    const events = socketFaces.flatMap((face) => withOutcomes(face, word))
    if (word !== undefined && [...overviews.flatMap(({ operations }) => operations), ...events].length === 0)
      throw noOutcome(word)
    io.out(
      input.flag('json')
        ? `${toEscapedJson([...overviews.flatMap(records), ...events.flatMap(socketRecords)], 2)}\n`
        : `${[...overviews.map(table), ...events.map(socketTable)].filter((text) => text !== '').join('\n')}\n${LEGEND}`,
    )
    return exitCode.held
  },
}

/** The seed whose data commands name, and where they call. */
type Called = Pick<OverviewParts, 'seed' | 'baseUrl'>

async function partsOf(input: Input): Promise<Called> {
  const baseUrl = await mockUrl(input)
  if (input.text('seed') === undefined) return { seed: (await mockSeed(baseUrl, input.env)).seed, baseUrl }
  const seed = await toSeed(input.text('seed'))
  if (typeof seed !== 'string') return { seed, baseUrl }
  const { createSeeds } = await import('../../world/seeds/seeds.ts')
  return { seed: createSeeds().get(seed).seed, baseUrl }
}

const overviewOf = (edition: Edition, called: Called): Overview =>
  toOverview({ edition, faces: faces[edition], socketFaces, ...called })

async function writePage(file: string, overview: Overview): Promise<number> {
  const { overviewHtml } = await import('../../mock/overview/page-html.ts')
  await writeFile(file, overviewHtml(overview)).catch((error: unknown) => {
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  })
  return exitCode.held
}
