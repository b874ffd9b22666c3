import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { faces } from '../../contract/compiled/faces.ts'
import { Fault } from '../../fault.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { foundSentence } from '../../report/found.ts'
import type { Found } from '../../verifier/look.ts'
import type { Command, Input, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { draftFor } from '../verify/draft.ts'
import { editionOption } from '../options/shared.ts'
import { toEdition } from '../../edition.ts'
import { toTargetUrl } from '../../targets/url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

const EXAMPLE = 'greenroom target init https://chat.example.org'

const APIS: readonly string[] = [...new Set(Object.values(faces).flatMap((each) => each.map(({ api }) => api)))]

/** Writes target files. */
export const target: Command = {
  name: 'target',
  operands: 'init <url>',
  summary:
    'Writes a commented target file: what verify needs to know of a server, and how many cases each entry unlocks.\nIt is filled in with what answers at the URL to harmless calls without credentials.',
  options: [
    textOption('out', '<file>', 'where to; contract-tests/targets/<host>.yaml by default, - prints it'),
    textOption('api', '<name>', `only what is of this API: ${APIS.join(', ')}; by default of those that answer`),
    flagOption('offline', 'send nothing, and fill nothing in'),
    flagOption('force', 'write over a file that is there'),
    editionOption,
  ],
  examples: [EXAMPLE, `${EXAMPLE} --out -`],
  async run(input, io) {
    const url = urlOf(input)
    const file = input.text('out') ?? `contract-tests/targets/${fileNameOf(url)}.yaml`
    const isPrinted = file === '-'
    if (isPrinted) refuseUnused(input, ['force'], 'with --out -', 'Leave it out: nothing is written.')
    else if (!input.flag('force') && existsSync(file)) throw isThere(file)
    const asked = { url, edition: toEdition(input.text('edition')), api: apiOf(input) }
    const found = input.flag('offline') ? null : await look(url, asked.edition, io)
    const text = draftFor(asked, found, existsSync(join(dirname(file), SCHEMA)) ? SCHEMA : null)
    if (isPrinted) io.out(text)
    else {
      await write(file, text, input.flag('force'))
      io.out(`${file} is written. Fill it in, then: npx greenroom verify --target ${file}\n`)
    }
    return exitCode.held
  },
}

function urlOf({ operands: [word, url, ...more] }: Input): string {
  if (word === 'init' && url !== undefined && more.length === 0) return toTargetUrl(url, 'greenroom target init')
  throw new Fault('greenroom target takes init and a URL', `Like this: ${EXAMPLE}`)
}

function apiOf(input: Input): string | null {
  const api = input.text('api')
  if (api !== undefined && !APIS.includes(api)) throw unknownWord('API', api, APIS)
  return api ?? null
}

/** Looks at the URL, and says what is there; null: nothing that a file could be filled in with. Standard output may be the file's. */
async function look(url: string, edition: Edition, io: Io): Promise<Found | null> {
  // Help and mistakes do not wait for what sends.
  const { lookAt } = await import('../../verifier/look.ts')
  const found = await lookAt(url, { edition, env: io.env })
  const { answers, transports } = found
  const front = found.obstacle ?? found.unreachable?.message ?? null
  io.error(`${front === null ? foundSentence({ operations: answers, transports }) : `nothing was found: ${front}`}\n`)
  return found.obstacle === null && found.unreachable === null ? found : null
}

/** Where the schema lies in a checkout of greenroom, from its folder of targets. */
const SCHEMA = '../target.schema.yaml'

/** The host, and the port if it has one, as a file can be called everywhere. */
const fileNameOf = (url: string): string => new URL(url).host.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-|-$/g, '')

async function write(file: string, text: string, force: boolean): Promise<void> {
  await mkdir(dirname(file), { recursive: true }).catch(cannot(file))
  // A file that others may write to is refused when it is read.
  await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: 0o644 }).catch(cannot(file))
}

const cannot =
  (file: string) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw isThere(file)
    throw new Fault(`${file} cannot be written`, 'Name a file in a folder that you may write to.', { cause: error })
  }

const isThere = (file: string): Fault =>
  new Fault(`${file} is there already`, 'Name another with --out, or write over it with --force.')
