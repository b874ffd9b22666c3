import { readFile } from 'node:fs/promises'
import { unknownWord } from '../../contract/model/nearest.ts'
import { dropWorld, exportWorld, importWorld } from '../../data/world-snapshots.ts'
import { Fault } from '../../fault.ts'
import { isObject, parseJson } from '../../json.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { DataFigures } from '../../store/log/data-figures.ts'
import { lookAtStore } from '../../store/open-store.ts'
import type { Command, Input, Io } from '../command.ts'
import { damageFault, figuresText } from '../data/figures-text.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../at-most.ts'
import { flagOption, textOption } from '../options/option.ts'
import { worldOperand } from '../options/world-name.ts'
import { refuseUnused } from '../unused.ts'

/** Shows what servers have kept, and takes worlds out of it or puts them in. */
export const data: Command = {
  name: 'data',
  operands: '[export <world> | import <world> <snapshot> | drop <world>]',
  summary: `Shows what greenroom serve --data has kept: worlds, sizes, format, edition. export prints a snapshot of a world, import puts one in, drop removes a world, though it is damaged.
Stop the servers first: nothing is imported into data in use, and a file in use can't be shown or exported.`,
  options: [
    textOption(
      'data',
      '<file|url>',
      'the file, or the URL of a Redis server; usually set by its variable, as for serve',
    ),
    flagOption('replace', 'with import: replace an existing world of this name'),
    flagOption('json', 'as JSON'),
  ],
  examples: [
    'greenroom data --data ./greenroom.db',
    'greenroom data --data redis://localhost',
    'greenroom data export qa-17 --data ./greenroom.db > qa-17.json',
    'greenroom data import qa-18 qa-17.json --data ./greenroom.db',
    'greenroom data import qa-17 qa-17.json --replace --data ./greenroom.db',
    'greenroom data drop qa-17 --data ./greenroom.db',
  ],
  async run(input, io) {
    const [verb, world, file] = input.operands
    const place = input.text('data')
    if (place === undefined)
      throw new Fault(
        'greenroom data needs to know where the data is',
        'Add --data <file or URL>, as for greenroom serve.',
      )
    atMost(
      input,
      verb === 'import' ? 3 : 2,
      'greenroom data takes export, import or drop, a world, and for import a file.',
    )
    if (verb !== 'import') refuseUnused(input, ['replace'], 'without import', 'Omit it.')
    if (verb === undefined) return shown(await lookAtStore(place), input, io)
    if (verb !== 'export' && verb !== 'import' && verb !== 'drop')
      throw unknownWord('command of greenroom data', verb, ['export', 'import', 'drop'])
    refuseUnused(input, ['json'], `with ${verb}`, 'Omit it.')
    if (world === undefined)
      throw new Fault(`greenroom data ${verb} takes a world`, `For example: greenroom data ${verb} default`)
    const name = worldOperand(world)
    if (verb === 'export') io.out(await exportWorld(place, name))
    else if (verb === 'drop') {
      await dropWorld(place, name)
      io.out(`${name} was dropped\n`)
    } else {
      await importWorld(place, name, await snapshotIn(file), { replace: input.flag('replace') })
      io.out(`${name} is now as in ${file}\n`)
    }
    return exitCode.held
  },
}

const EXPORTED = 'Name the file that greenroom data export has printed.'

async function snapshotIn(file: string | undefined): Promise<string> {
  if (file === undefined) throw new Fault('greenroom data import takes a snapshot', EXPORTED)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Fault(`${file} cannot be read`, EXPORTED, { cause: error })
  })
  if (!isObject(parseJson(text))) throw new Fault(`${file} is not a snapshot`, EXPORTED)
  return text
}

function shown(figures: DataFigures, input: Input, io: Io): number {
  io.out(input.flag('json') ? `${toEscapedJson(figures, 2)}\n` : figuresText(figures))
  // After all that is there was shown: scripts go by the exit code.
  const damage = damageFault(figures)
  if (damage !== null) throw damage
  return exitCode.held
}
