import { writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { faces } from '../../contract/compiled/faces.ts'
import { Fault } from '../../fault.ts'
import { ensureFolder } from '../../folder.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import type { Edition } from '../../contract/compiled/types.ts'
import { foundSentence } from '../../report/found.ts'
import type { Found } from '../../verifier/look.ts'
import type { Command, Input, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { draftFor } from '../verify/draft.ts'
import { editionOption } from '../options/edition.ts'
import { toEdition } from '../../edition.ts'
import { toTargetUrl } from '../../targets/url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

const EXAMPLE = 'greenroom target init https://chat.example.org'

const APIS: readonly string[] = [...new Set(Object.values(faces).flatMap((each) => each.map(({ api }) => api)))]

/** Writes target files. */
export const target: Command = {
  name: 'target',
  operands: 'init <url> | clean <file>',
  summary:
    'init writes a commented target file: what verify needs to know about a server, and how many cases each entry unlocks.\nIt sends harmless calls without credentials to the URL, and fills in what answers. clean removes what killed runs have\nmade on a server through its own API, and nothing else.',
  options: [
    textOption('out', '<file>', 'output file; contract-tests/targets/<host>.yaml by default, - for standard output'),
    textOption('api', '<name>', `only this API: ${APIS.join(', ')}; all that answer by default`),
    flagOption('offline', 'send nothing, and leave everything blank'),
    flagOption('force', 'overwrite an existing file'),
    flagOption('dry-run', 'clean: only list what would be removed'),
    editionOption,
  ],
  examples: [EXAMPLE, `${EXAMPLE} --out -`, 'greenroom target clean contract-tests/targets/chat.example.org.yaml'],
  async run(input, io) {
    if (input.operands[0] === 'clean') return clean(input, io)
    refuseUnused(input, ['dry-run'], 'with init', 'Drop it: init changes nothing on a server.')
    const url = urlOf(input)
    const file = input.text('out') ?? `contract-tests/targets/${fileNameOf(url)}.yaml`
    const isPrinted = file === '-'
    if (isPrinted) refuseUnused(input, ['force'], 'with --out -', 'Drop it: no file is written.')
    else if (!input.flag('force') && existsSync(file)) throw isThere(file)
    const asked = { url, edition: toEdition(input.text('edition')), api: apiOf(input) }
    const found = input.flag('offline') ? null : await look(url, asked.edition, io)
    const text = draftFor(asked, found, existsSync(join(dirname(file), SCHEMA)) ? SCHEMA : null)
    if (isPrinted) io.out(text)
    else {
      await write(file, text, input.flag('force'))
      io.out(`${file} was written. Fill it in, then: npx greenroom verify --target ${file}\n`)
    }
    return exitCode.held
  },
}

async function clean(input: Input, io: Io): Promise<number> {
  const [, file, ...more] = input.operands
  if (file === undefined || more.length > 0)
    throw new Fault('greenroom target clean takes a target file', 'For example: greenroom target clean target.yaml')
  refuseUnused(input, ['out', 'api', 'offline', 'force', 'edition'], 'with clean', 'Drop it.')
  const { cleanTarget } = await import('../../verifier/clean-target.ts')
  const tell = (line: string): void => io.out(`${line}\n`)
  const found = await cleanTarget(file, { env: io.env, isDry: input.flag('dry-run'), tell })
  if (found === 0) tell('nothing is left there')
  return exitCode.held
}

function urlOf({ operands: [word, url, ...more] }: Input): string {
  if (word === 'init' && url !== undefined && more.length === 0) return toTargetUrl(url, 'greenroom target init')
  throw new Fault('greenroom target takes init and a URL, or clean and a file', `For example: ${EXAMPLE}`)
}

function apiOf(input: Input): string | null {
  const api = input.text('api')
  if (api !== undefined && !APIS.includes(api)) throw unknownWord('API', api, APIS)
  return api ?? null
}

/** Probes the URL and reports what is there; null: nothing to fill in. Uses standard error: the file may go to standard output. */
async function look(url: string, edition: Edition, io: Io): Promise<Found | null> {
  // Help and usage errors don't wait for this to load.
  const { lookAt } = await import('../../verifier/look.ts')
  const found = await lookAt(url, { edition, env: io.env })
  const { answers, transports } = found
  const front = found.obstacle ?? found.unreachable?.message ?? null
  io.error(`${front === null ? foundSentence({ operations: answers, transports }) : `nothing found: ${front}`}\n`)
  return found.obstacle === null && found.unreachable === null ? found : null
}

/** The schema in a checkout of greenroom, relative to its folder of targets. */
const SCHEMA = '../target.schema.yaml'

/** Host and port, as a file name that is valid everywhere. */
const fileNameOf = (url: string): string => new URL(url).host.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-|-$/g, '')

async function write(file: string, text: string, force: boolean): Promise<void> {
  await ensureFolder(dirname(file)).catch(cannot(file))
  // A file that others may write to is rejected when it is read.
  await writeFile(file, text, { flag: force ? 'w' : 'wx', mode: 0o644 }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw isThere(file)
    return cannot(file)(error)
  })
}

/** Where a folder should be, a file may exist: to overwrite that would not help. */
const cannot =
  (file: string) =>
  (error: unknown): never => {
    throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
  }

const isThere = (file: string): Fault =>
  new Fault(`${file} already exists`, 'Choose another with --out, or overwrite it with --force.')
