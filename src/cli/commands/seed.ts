import { dump } from 'js-yaml'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { flagOption } from '../options/option.ts'
import { OWN_SEED_SCHEMA } from '../../own-seed/choose.ts'
import { refuseUnused } from '../unused.ts'

/** Prints what a world holds, or the schema of such files. */
export const seed: Command = {
  name: 'seed',
  operands: '',
  summary:
    'Prints what a world holds now, as a file for greenroom serve --seed: people, rooms, calls, and who is inside. History, limits, clock and arms are left out; a snapshot has them.',
  options: [
    worldOption,
    flagOption('schema', 'print the JSON Schema of such files, for editors'),
    ...serverOptions,
    flagOption('json', 'as JSON'),
  ],
  examples: [
    'greenroom seed > rooms.yaml',
    'greenroom serve --seed ./rooms.yaml',
    'greenroom seed --schema > rooms.schema.json',
  ],
  async run(input, io) {
    atMost(input, 0, 'Name the world with --world.')
    if (input.flag('schema')) {
      refuseUnused(input, ['world', 'json'], 'with --schema', 'Drop one of them.')
      const { loadDocument } = await import('../../contract/read/load.ts')
      io.out(`${toEscapedJson((await loadDocument(OWN_SEED_SCHEMA)).value, 2)}\n`)
      return exitCode.held
    }
    const world = await worldOf(input)
    const data = await world.seed()
    io.out(
      input.flag('json')
        ? `${toEscapedJson(data, 2)}\n`
        : `# What the world ${world.name} held. To begin with it: greenroom serve --seed <this file>\n${dump(data, { lineWidth: 120, flowLevel: 3 })}`,
    )
    return exitCode.held
  },
}
