import { EDITIONS } from '../../edition.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { editionOf } from '../../contract/read/faces.ts'
import { loadDocument } from '../../contract/read/load.ts'
import { Fault } from '../../fault.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Command } from '../command.ts'
import { contractFiles, fileFor } from '../contract-files.ts'
import { changesBetween } from '../diff/changes.ts'
import { asServed, describedContract, type DescribedContract } from '../diff/described.ts'
import { changesText } from '../diff/text.ts'
import { exitCode } from '../exit-code.ts'
import { flagOption } from '../options/option.ts'

/** Shows what changes for a client between two editions, or between an edition and a contract of the user's own. */
export const diff: Command = {
  name: 'diff',
  operands: '<from> <to>',
  summary:
    'Shows what changes for a client from one edition to another: outcomes that are new or gone, statuses, bodies, headers, their\norder, parameters and limits. Either may be a contract file of your own.',
  options: [flagOption('json', 'as JSON')],
  examples: ['greenroom diff 8.0 8.6', 'greenroom diff current 8.6 --json', 'greenroom diff 8.6 ./my.openapi.yaml'],
  async run(input, io) {
    const [first, second, more] = input.operands
    if (first === undefined || second === undefined || more !== undefined)
      throw new Fault(
        'greenroom diff takes two editions',
        `Name two of ${EDITIONS.join(', ')}, or a contract file: greenroom diff 8.0 8.6`,
      )
    const [from, to] = comparable(await described(first), await described(second))
    const changes = changesBetween(from, to)
    if (input.flag('json')) io.out(`${toEscapedJson(changes, 2)}\n`)
    else if (changes.length > 0) io.out(changesText(changes))
    io.error(`${changes.length} ${changes.length === 1 ? 'change' : 'changes'} from ${from.name} to ${to.name}\n`)
    return exitCode.held
  },
}

const isFile = (name: string): boolean => /\.(?:ya?ml|json)$/i.test(name)

function comparable(from: DescribedContract, to: DescribedContract): [DescribedContract, DescribedContract] {
  if (isFile(to.name) === isFile(from.name)) return [from, to]
  if (isFile(from.name)) return asServed(from, to)
  const [own, edition] = asServed(to, from)
  return [edition, own]
}

async function described(name: string): Promise<DescribedContract> {
  if (isFile(name)) return describedContract(name, [await loadDocument(name)])
  if (!EDITIONS.some((edition) => edition === name)) throw unknownWord('edition', name, EDITIONS)
  const files = await contractFiles()
  const apis = [...new Set(files.map((file) => editionOf(file.replaceAll('\\', '/')).api))]
  const own = apis.flatMap((api) => fileFor(api, name, files) ?? [])
  return describedContract(name, await Promise.all(own.map((file) => loadDocument(file))))
}
