import { load } from 'js-yaml'
import { isRecord } from '../domain/json.ts'
import { Fault } from '../fault.ts'
import type { Situation } from '../client/connect.ts'
import type { Command } from './command.ts'
import { serverOptions, worldOf, worldOption } from './control-options.ts'
import { exitCode } from './exit-code.ts'
import { toOperation } from './shared-options.ts'

/** Brings about a situation, and prints the values by which a request names its subjects. */
export const set: Command = {
  name: 'set',
  operands: '<situation…>',
  summary: 'Brings about a situation with new subjects, and prints the values by which a request names them.',
  options: [
    worldOption,
    { name: 'operation', kind: 'text', value: '<id>', help: 'the operation whose limit is meant; all by default' },
    ...serverOptions,
    { name: 'json', kind: 'flag', help: 'as JSON' },
  ],
  examples: [
    "greenroom set 'meeting-room: [locked]'",
    "greenroom set 'meeting-room: [locked, full]' 'limit: [used-up]' --world qa-17",
    "greenroom set 'livechat-room: []' --json",
  ],
  async run(input, io) {
    const situation: Situation = Object.assign({}, ...input.operands.map(toSituation))
    if (input.operands.length === 0) throw new Fault('greenroom set takes a situation', EXAMPLE)
    const operation = toOperation(input.text('operation'))
    const world = await worldOf(input)
    const values: Readonly<Record<string, string>> = await world.situation(
      situation,
      operation === undefined ? {} : { operation },
    )
    io.out(
      input.flag('json')
        ? `${JSON.stringify(values)}\n`
        : Object.entries(values)
            .map(([name, value]) => `${name}: ${value}\n`)
            .join('') || 'done\n',
    )
    return exitCode.held
  },
}

const EXAMPLE = "Write greenroom set 'meeting-room: [locked]', say; fixtures/facts.yaml lists the words."

/** Subjects with their facts, as YAML has them: `meeting-room: [locked]`. One fact needs no brackets. */
function toSituation(text: string): Record<string, unknown> {
  const value = parsed(text)
  if (!isRecord(value)) throw new Fault(`${text} is no situation`, EXAMPLE)
  return Object.fromEntries(
    Object.entries(value).map(([subject, facts]) => [
      subject,
      facts === null ? [] : Array.isArray(facts) ? facts : [facts],
    ]),
  )
}

function parsed(text: string): unknown {
  try {
    return load(text, { maxAliases: 0 })
  } catch (error) {
    throw new Fault(`${text} is no YAML`, EXAMPLE, { cause: error })
  }
}
