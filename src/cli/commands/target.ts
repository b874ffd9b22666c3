import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cases } from '../../contract/compiled/cases.js'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { precedenceCases } from '../../contract/compiled/precedence.js'
import { seeds } from '../../contract/compiled/seeds.ts'
import { Fault } from '../../fault.ts'
import { draftTarget } from '../../verify/target-draft.ts'
import type { Command, Input } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { editionOption } from '../options/shared.ts'
import { toEdition } from '../../edition.ts'
import { toTargetUrl } from '../../targets/url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

const EXAMPLE = 'greenroom target init https://chat.example.org'

/** Writes target files. */
export const target: Command = {
  name: 'target',
  operands: 'init <url>',
  summary:
    'Writes a commented target file: what verify needs to know of a server, and how many cases each entry unlocks. Nothing is sent.',
  options: [
    textOption('out', '<file>', 'where to; contract-tests/targets/<host>.yaml by default, - prints it'),
    flagOption('force', 'write over a file that is there'),
    editionOption,
  ],
  examples: [EXAMPLE, `${EXAMPLE} --out -`],
  async run(input, io) {
    const url = urlOf(input)
    const file = input.text('out') ?? `contract-tests/targets/${fileNameOf(url)}.yaml`
    const text = draft(url, input, existsSync(join(dirname(file), SCHEMA)) ? SCHEMA : null)
    if (file === '-') {
      refuseUnused(input, ['force'], 'with --out -', 'Leave it out: nothing is written.')
      io.out(text)
    } else {
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

/** Where the schema lies in a checkout of greenroom, from its folder of targets. */
const SCHEMA = '../target.schema.yaml'

function draft(url: string, input: Input, schema: string | null): string {
  const edition = toEdition(input.text('edition'))
  const { identities } = seeds.documented
  return draftTarget({
    url,
    name: new URL(url).host,
    edition,
    faces: faces[edition],
    socketFaces,
    cases: [...cases, ...precedenceCases],
    schema,
    roles: Object.fromEntries(Object.entries(identities).map(([role, { says }]) => [role, says])),
  })
}

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
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Fault(`${file} is there already`, 'Name another with --out, or write over it with --force.')
    throw new Fault(`${file} cannot be written`, 'Name a file in a folder that you may write to.', { cause: error })
  }
