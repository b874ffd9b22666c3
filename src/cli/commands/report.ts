import { readFile, writeFile } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../at-most.ts'
import { textOption } from '../options/option.ts'

/** Makes a report for people from one for machines. */
export const report: Command = {
  name: 'report',
  operands: '<ctrf.json>',
  summary:
    'Writes the HTML report of a run from its CTRF report: one file that opens offline, without a script. greenroom verify --html writes the same.',
  options: [textOption('html', '<file>', 'the file to write')],
  examples: ['greenroom report run.json --html run.html'],
  async run(input, io) {
    const [source] = input.operands
    atMost(input, 1, 'greenroom report takes one file.')
    if (source === undefined)
      throw new Fault('greenroom report takes a CTRF report', 'greenroom verify --ctrf <file> writes one.')
    const file = input.text('html')
    if (file === undefined) throw new Fault('greenroom report needs --html <file>', 'Name the file to write.')
    const text = await readFile(source, 'utf8').catch((error: unknown) => {
      throw new Fault(`${source} cannot be read`, 'Check the path.', { cause: error })
    })
    const [{ ctrfHtml }, { readCtrf }] = await Promise.all([
      import('../../report/html/html-report.ts'),
      import('../../report/html/document.ts'),
    ])
    const page = ctrfHtml(readCtrf(text, source))
    await writeFile(file, page).catch((error: unknown) => {
      throw new Fault(`${file} cannot be written`, 'Name a file in a writable folder.', { cause: error })
    })
    io.out(`${file} was written\n`)
    return exitCode.held
  },
}
