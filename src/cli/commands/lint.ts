import { stat } from 'node:fs/promises'
import { cases } from '../../contract/compiled/cases.js'
import { factWords } from '../../contract/compiled/facts.ts'
import { clashes } from '../../contract/compiled/precedence.js'
import { findingText } from '../../contract/lint/finding.ts'
import type { Known } from '../../contract/lint/known.ts'
import { lintDocuments } from '../../contract/lint/lint.ts'
import { loadDocument } from '../../contract/read/load.ts'
import { Fault } from '../../fault.ts'
import { operations } from '../../mock/operations.ts'
import type { Command, Input, Io } from '../command.ts'
import { allContractFiles } from '../contract-files.ts'
import { exitCode } from '../exit-code.ts'
import type { Clash } from '../../contract/model/case.ts'
import { flagOption } from '../options/option.ts'

/** Checks contracts. */
export const lint: Command = {
  name: 'lint',
  operands: '[file…]',
  summary:
    'Checks OpenAPI and AsyncAPI documents: structure, schemas, examples against their schemas, and our extensions where\npresent (see specs/README.md). Without a file: the contracts of greenroom, with its rules and cases.',
  options: [
    flagOption('json', 'findings as JSON'),
    flagOption(
      'clashes',
      'list the pairs of outcomes that no request can meet at once, so that no case can show their order',
    ),
  ],
  examples: ['greenroom lint', 'greenroom lint my-api.openapi.yaml', 'greenroom lint --clashes'],
  async run(input, io) {
    const isOwn = input.operands.length === 0
    if (input.flag('clashes')) return listClashes(input, io)
    const files = isOwn ? await allContractFiles() : input.operands
    for (const file of files) await checkIsFile(file)
    const documents = await Promise.all(files.map((file) => loadDocument(file)))
    const findings = await lintDocuments(documents, isOwn ? ownNames() : {})
    if (input.flag('json')) io.out(`${JSON.stringify(findings, null, 2)}\n`)
    else for (const finding of findings) io.out(`${findingText(finding)}\n`)
    io.error(`${counted(findings.length, 'finding')} in ${counted(files.length, 'document')}\n`)
    return findings.length === 0 ? exitCode.held : exitCode.broken
  },
}

/** Clashes can't be fixed, so they are not findings. */
function listClashes(input: Input, io: Io): number {
  if (input.operands.length > 0) throw new Fault("--clashes is about greenroom's own cases", 'Drop the files.')
  if (input.flag('json')) io.out(`${JSON.stringify(clashes, null, 2)}\n`)
  else for (const clash of clashes) io.out(`${clashText(clash)}\n`)
  io.error(`${counted(clashes.length, 'pair')} of outcomes without a precedence case\n`)
  return exitCode.held
}

const clashText = ({ operation, earlier, later, reason, at }: Clash): string =>
  `${at[0]}: ${operation}/${earlier} and ${later}: ${reason}`

async function checkIsFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new Fault(`${file} is not a file`, 'Name the documents to check, YAML or JSON.')
}

/** The rules of the code and the outcomes that cases expect, by operation. */
const ownNames = (): Known => ({
  rules: new Map(Object.entries(operations).map(([id, { names }]) => [id, names])),
  cases: new Map(
    [...Map.groupBy(cases, ({ operation }) => operation)].map(([id, own]) => [id, own.map((each) => each.expect)]),
  ),
  harmless: new Set(cases.filter(({ harmless }) => harmless).map(({ operation }) => operation)),
  subjects: Object.keys(factWords),
})

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
