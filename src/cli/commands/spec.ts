import { toEscapedJson } from '../../report/text/escaped-json.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import { bundleDocument } from '../../contract/bundle/bundle.ts'
import { editionOf } from '../../contract/read/faces.ts'
import { Fault } from '../../fault.ts'
import { ensureFolder } from '../../folder.ts'
import type { Command } from '../command.ts'
import { contractFiles, fileFor, specsFolder } from '../contract-files.ts'
import { exitCode } from '../exit-code.ts'
import { editionOption } from '../options/edition.ts'
import { toEdition } from '../../edition.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { textOption } from '../options/option.ts'

/** Prints contracts as bundled OpenAPI documents. */
export const spec: Command = {
  name: 'spec',
  operands: '[api]',
  summary:
    'Prints the contract of an API as one bundled OpenAPI 3.1 document. Without an API: all, as a stream of YAML documents,\nor with --out as one file each.',
  options: [
    editionOption,
    textOption('format', '<yaml|json>', 'yaml by default'),
    textOption('out', '<folder>', 'write a file for each API into this folder'),
  ],
  examples: [
    'greenroom spec rocket-chat',
    'greenroom spec rocket-chat --edition 2022 --format json',
    'greenroom spec --out bundled',
  ],
  async run(input, io) {
    const format = toFormat(input.text('format'))
    const edition = toEdition(input.text('edition'))
    const bundles = await bundlesOf(await toApis(input.operands), edition, format)
    const folder = input.text('out')
    if (folder !== undefined) return write(folder, bundles, format)
    if (format === 'json' && bundles.length > 1)
      throw new Fault(
        'JSON output can contain only one document',
        `Name one of ${bundles.map(({ api }) => api).join(', ')}, or a folder with --out.`,
      )
    io.out(bundles.map(({ text }) => text).join('---\n'))
    return exitCode.held
  },
}

interface Bundle {
  readonly api: string
  readonly text: string
}

type Format = 'yaml' | 'json'

const toFormat = (text = 'yaml'): Format => {
  if (text === 'yaml' || text === 'json') return text
  throw unknownWord('format', text, ['yaml', 'json'])
}

async function toApis(wanted: readonly string[]): Promise<string[]> {
  const apis = [...new Set((await contractFiles()).map((file) => editionOf(file.replaceAll('\\', '/')).api))]
  const unknown = wanted.find((api) => !apis.includes(api))
  if (unknown !== undefined) throw unknownWord('API', unknown, apis)
  return wanted.length === 0 ? apis : [...wanted]
}

async function bundlesOf(apis: readonly string[], edition: string, format: Format): Promise<Bundle[]> {
  const files = await contractFiles()
  return Promise.all(
    apis.map(async (api) => {
      const document = await bundleDocument(fileFor(api, edition, files) ?? '', specsFolder)
      return {
        api,
        text: format === 'json' ? `${toEscapedJson(document, 2)}\n` : dump(document, { lineWidth: 120, noRefs: true }),
      }
    }),
  )
}

async function write(folder: string, bundles: readonly Bundle[], format: Format): Promise<number> {
  try {
    await ensureFolder(folder)
    for (const { api, text } of bundles) await writeFile(join(folder, `${api}.openapi.${format}`), text)
  } catch (error) {
    throw new Fault(`${folder} cannot be written to`, 'Name a writable folder.', { cause: error })
  }
  return exitCode.held
}
