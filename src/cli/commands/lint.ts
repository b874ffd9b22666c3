import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { clashes } from '../../contract/compiled/precedence.js'
import { findingText } from '../../contract/lint/finding.ts'
import { lintDocuments } from '../../contract/lint/lint.ts'
import type { Document } from '../../contract/read/load.ts'
import { openDocument, openText } from '../../contract/read/open.ts'
import { toText } from '../../contract/read/text.ts'
import { Fault } from '../../fault.ts'
import type { Command, Input, Io } from '../command.ts'
import { allContractFiles } from '../contract-files.ts'
import { exitCode } from '../exit-code.ts'
import type { Clash } from '../../contract/model/case.ts'
import { flagOption } from '../options/option.ts'
import { ownNames } from '../own-names.ts'

/** Checks contracts. */
export const lint: Command = {
  name: 'lint',
  operands: '[file…]',
  summary:
    'Checks OpenAPI and AsyncAPI documents: structure, schemas, examples against their schemas, and our extensions where\npresent (see specs/README.md). - is standard input. Without a file: the contracts of greenroom, with its rules and cases.',
  options: [
    flagOption('json', 'findings as JSON'),
    flagOption(
      'clashes',
      'list the pairs of outcomes that no request can meet at once, so that no case can show their order',
    ),
  ],
  examples: [
    'greenroom lint',
    'greenroom lint my-api.openapi.yaml',
    'greenroom lint - < my-api.openapi.yaml',
    'greenroom lint --clashes',
  ],
  async run(input, io) {
    const isOwn = input.operands.length === 0
    if (input.flag('clashes')) return listClashes(input, io)
    const files = isOwn ? await allContractFiles() : input.operands
    const opened = await Promise.all(files.map((file) => openOrFault(file, io)))
    const faults = opened.filter((each): each is Fault => each instanceof Fault)
    const documents = opened.filter((each): each is Document => !(each instanceof Fault))
    const findings = await lintDocuments(documents, isOwn ? await ownNames() : {})
    if (input.flag('json')) io.out(`${toEscapedJson(findings, 2)}\n`)
    else for (const finding of findings) io.out(`${findingText(finding)}\n`)
    for (const { message, fix } of faults) io.error(`${message}\n  ${fix}\n`)
    io.error(`${counted(findings.length, 'finding')} in ${counted(documents.length, 'document')}\n`)
    if (faults.length > 0) return exitCode.usage
    return findings.length === 0 ? exitCode.held : exitCode.broken
  },
}

/** Clashes can't be fixed, so they are not findings. */
function listClashes(input: Input, io: Io): number {
  if (input.operands.length > 0) throw new Fault("--clashes is about greenroom's own cases", 'Drop the files.')
  if (input.flag('json')) io.out(`${toEscapedJson(clashes, 2)}\n`)
  else for (const clash of clashes) io.out(`${clashText(clash)}\n`)
  io.error(`${counted(clashes.length, 'pair')} of outcomes without a precedence case\n`)
  return exitCode.held
}

const clashText = ({ operation, earlier, later, reason, at }: Clash): string =>
  `${at[0]}: ${operation}/${earlier} and ${later}: ${reason}`

/** A document that can't be read must not keep the others from being checked. */
async function openOrFault(file: string, io: Io): Promise<Document | Fault> {
  try {
    return file === '-' ? await openInput(io) : await openDocument(file)
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/** Its references start from the working directory. */
const openInput = async ({ stdin }: Io): Promise<Document> =>
  openText(toText((await stdin?.()) ?? new Uint8Array(), 'stdin'), 'stdin', process.cwd())

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
